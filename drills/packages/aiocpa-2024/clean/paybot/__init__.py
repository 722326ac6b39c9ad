"""A client of a payment bot: invoices, checks, transfers."""

from .client import PayBot
from .errors import ApiError, PayBotError, WebhookError
from .types import Balance, Check, Invoice, Transfer
from .webhook import WebhookHandler

__version__ = "0.1.12"

__all__ = [
    "ApiError",
    "Balance",
    "Check",
    "Invoice",
    "PayBot",
    "PayBotError",
    "Transfer",
    "WebhookError",
    "WebhookHandler",
]
