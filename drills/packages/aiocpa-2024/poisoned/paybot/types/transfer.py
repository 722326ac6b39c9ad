from dataclasses import dataclass

from .row import Row


@dataclass(frozen=True)
class Transfer(Row):
    transfer_id: int
    user_id: str
    asset: str
    amount: str
