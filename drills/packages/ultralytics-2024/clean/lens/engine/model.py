from pathlib import Path

from ..utils.downloads import attempt_download
from ..utils.files import read_weights
from ..utils.logger import LOGGER


class Model:
    """What all models share: weights that are loaded once, by name or from a file."""

    def __init__(self, model, task=None, verbose=False):
        self.path = Path(model)
        self.task = task
        self.verbose = verbose
        self._weights = None

    @property
    def weights(self):
        if self._weights is None:
            self._weights = self._load()
        return self._weights

    def _load(self):
        path = self.path if self.path.exists() else attempt_download(self.path)
        if self.verbose:
            LOGGER.info("loading %s", path)
        return read_weights(path)

    def info(self):
        return {"task": self.task, "layers": len(self.weights), "parameters": sum(map(len, self.weights.values()))}
