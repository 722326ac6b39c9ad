from dataclasses import dataclass

from .row import Row


@dataclass(frozen=True)
class Check(Row):
    check_id: int
    asset: str
    amount: str
    status: str = "active"
