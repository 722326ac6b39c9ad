"""Client of the network: wallets, stake, transfers."""

from .config import Config
from .errors import KeyFileError, NeuronError, NotEnoughStake
from .keyfile import Keyfile, decrypt_keyfile_data, encrypt_keyfile_data
from .metagraph import Metagraph
from .subtensor import Subtensor
from .utils.balance import Balance
from .wallet import Wallet

__version__ = "6.12.2"

__all__ = [
    "Balance",
    "Config",
    "KeyFileError",
    "Keyfile",
    "Metagraph",
    "NeuronError",
    "NotEnoughStake",
    "Subtensor",
    "Wallet",
    "decrypt_keyfile_data",
    "encrypt_keyfile_data",
]
