import os

NETWORKS = {
    "finney": "wss://entrypoint.finney.chain.invalid:443",
    "test": "wss://test.finney.chain.invalid:443",
    "local": "ws://127.0.0.1:9944",
}
DEFAULT_NETWORK = os.environ.get("NEURON_NETWORK", "finney")
WALLET_PATH = os.environ.get("NEURON_WALLETS", "~/.neuron/wallets")
SS58_FORMAT = 42
RAO_PER_TAO = 10**9
EXISTENTIAL_DEPOSIT = 500
