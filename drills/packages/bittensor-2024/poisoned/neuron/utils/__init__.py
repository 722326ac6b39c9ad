from .balance import Balance
from .ss58 import is_valid_ss58_address, ss58_decode, ss58_encode

__all__ = ["Balance", "is_valid_ss58_address", "ss58_decode", "ss58_encode"]
