from .checks import ChecksMethods
from .invoices import InvoicesMethods
from .transfers import TransfersMethods
from ..types import Balance


class Methods(InvoicesMethods, ChecksMethods, TransfersMethods):
    def get_me(self):
        return self("getMe")

    def get_balance(self):
        return [Balance(**row) for row in self("getBalance")]
