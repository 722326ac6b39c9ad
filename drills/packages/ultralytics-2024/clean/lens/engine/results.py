import json
from dataclasses import asdict, dataclass, field


@dataclass
class Results:
    """What was found in one picture: boxes as x, y, x, y and a score."""

    name: str
    boxes: list = field(default_factory=list)

    def __len__(self):
        return len(self.boxes)

    def best(self):
        return max(self.boxes, key=lambda box: box[4], default=None)

    def tojson(self):
        return json.dumps(asdict(self))
