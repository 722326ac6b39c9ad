from dataclasses import dataclass


@dataclass(frozen=True)
class Balance:
    currency_code: str
    available: str
    onhold: str = "0"
