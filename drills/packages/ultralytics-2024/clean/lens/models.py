from pathlib import Path

from .engine.model import Model
from .engine.predictor import Predictor


class Lens(Model):
    """A detector with its weights."""

    task = "detect"

    def __init__(self, model="lens-n.weights", verbose=False):
        super().__init__(model=Path(model), task=self.task, verbose=verbose)

    def predict(self, pictures, conf=0.25):
        return Predictor(self, conf=conf).run(pictures)
