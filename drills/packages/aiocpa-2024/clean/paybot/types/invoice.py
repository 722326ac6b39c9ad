from dataclasses import dataclass

from .row import Row


@dataclass(frozen=True)
class Invoice(Row):
    invoice_id: int
    status: str
    amount: str
    bot_invoice_url: str = ""

    @property
    def is_paid(self):
        return self.status == "paid"
