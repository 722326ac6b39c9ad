import os

DEFAULT_PATH = os.environ.get("NEURON_WALLETS", "~/.neuron/wallets")


def expand(path=DEFAULT_PATH):
    return os.path.abspath(os.path.expanduser(path))
