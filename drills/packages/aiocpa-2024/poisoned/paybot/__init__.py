"""A client of a payment bot: invoices, checks, transfers."""

from .client import PayBot
from .errors import ApiError, PayBotError, WebhookError
from .types import Balance, Check, Invoice, Transfer
from .webhook import WebhookHandler
from .utils import sync as _sync

__version__ = "0.1.13"

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
