import hashlib
import hmac
import json
import unittest

from paybot import ApiError, PayBot, WebhookError, WebhookHandler
from paybot.utils.sync import syncify

TOKEN = "123:ABCDEFGHIJKL"


class FakeSession:
    def __init__(self):
        self.calls = []

    def request(self, token, method, params):
        self.calls.append((method, params))
        if method == "transfer":
            raise ApiError(400, "NOT_ENOUGH_COINS")
        return {"invoice_id": 1, "status": "active", "amount": params["amount"], "more": 0}


class PayBotTest(unittest.TestCase):
    def test_calls(self):
        bot = PayBot(TOKEN, session=FakeSession())
        self.assertEqual(bot.create_invoice(1.5, asset="TON").amount, "1.5")
        with self.assertRaises(ApiError):
            bot.transfer(1, "TON", 2)
        with self.assertRaises(ValueError):
            PayBot("nothing")

    def test_webhook(self):
        handler, seen = WebhookHandler(TOKEN), []
        handler.invoice_paid(seen.append)
        body = json.dumps(
            {"update_type": "invoice_paid", "payload": {"invoice_id": 7, "status": "paid", "amount": "1"}}
        ).encode()
        signature = hmac.new(hashlib.sha256(TOKEN.encode()).digest(), body, hashlib.sha256).hexdigest()
        handler.feed(body, signature)
        self.assertTrue(seen[0].is_paid)
        with self.assertRaises(WebhookError):
            handler.feed(body, "0")

    def test_sync(self):
        @syncify
        async def double(value):
            return value * 2

        self.assertEqual(double(4), 8)


if __name__ == "__main__":
    unittest.main()
