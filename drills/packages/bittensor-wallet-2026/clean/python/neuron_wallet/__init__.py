"""Keys and key files of the network."""

from ._core import Keyfile, Keypair, Wallet, generate_mnemonic, is_valid_ss58_address
from .config import DEFAULT_PATH, expand

__all__ = ["DEFAULT_PATH", "Keyfile", "Keypair", "Wallet", "expand", "generate_mnemonic", "is_valid_ss58_address"]
