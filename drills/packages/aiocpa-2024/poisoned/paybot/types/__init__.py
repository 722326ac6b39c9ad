from .balance import Balance
from .check import Check
from .invoice import Invoice
from .transfer import Transfer

__all__ = ["Balance", "Check", "Invoice", "Transfer"]
