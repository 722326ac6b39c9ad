from .results import Results
from ..data.loaders import load_pictures


class Predictor:
    def __init__(self, model, conf=0.25):
        self.model = model
        self.conf = conf

    def run(self, pictures):
        return [self._predict(name, rows) for name, rows in load_pictures(pictures)]

    def _predict(self, name, rows):
        kernel = self.model.weights["kernel"]
        boxes = []
        for y in range(len(rows)):
            for x in range(len(rows[y]) - len(kernel) + 1):
                score = sum(weight * pixel for weight, pixel in zip(kernel, rows[y][x:])) / sum(kernel)
                if score >= self.conf:
                    boxes.append((x, y, x + len(kernel), y + 1, score))
        return Results(name, boxes)
