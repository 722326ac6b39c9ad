import hashlib
import hmac
import json

from .errors import WebhookError
from .types import Invoice


class WebhookHandler:
    """Checks what the service posts, and calls who waits for it."""

    def __init__(self, token):
        self._secret = hashlib.sha256(token.encode()).digest()
        self._handlers = []

    def invoice_paid(self, handler):
        self._handlers.append(handler)
        return handler

    def feed(self, body, signature):
        expected = hmac.new(self._secret, body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, signature):
            raise WebhookError("the signature does not match")
        update = json.loads(body)
        if update["update_type"] == "invoice_paid":
            invoice = Invoice.from_row(update["payload"])
            for handler in self._handlers:
                handler(invoice)
