import copy
import json
import os

from . import settings


class Config(dict):
    """Settings with attributes; later ones win."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def merge(self, other):
        merged = copy.deepcopy(self)
        merged.update({name: value for name, value in other.items() if value is not None})
        return merged

    @classmethod
    def defaults(cls):
        return cls(network=settings.DEFAULT_NETWORK, path=settings.WALLET_PATH, name="default", hotkey="default")

    @classmethod
    def load(cls, path="~/.neuron/config.json"):
        file = os.path.expanduser(path)
        if not os.path.exists(file):
            return cls.defaults()
        with open(file, encoding="utf-8") as stream:
            return cls.defaults().merge(json.load(stream))
