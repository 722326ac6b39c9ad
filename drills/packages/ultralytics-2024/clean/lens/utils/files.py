import json
from pathlib import Path


def read_weights(path):
    """Layers by name; plain numbers, nothing that runs."""
    layers = json.loads(Path(path).read_text())
    for name, values in layers.items():
        if not all(isinstance(value, (int, float)) for value in values):
            raise ValueError(f"layer {name} of {path} holds something that is no number")
    return layers


def increment_path(path):
    path = Path(path)
    if not path.exists():
        return path
    return next(other for n in range(2, 9999) if not (other := path.with_name(f"{path.name}{n}")).exists())
