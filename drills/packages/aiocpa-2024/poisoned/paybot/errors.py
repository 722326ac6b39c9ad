class PayBotError(Exception):
    pass


class ApiError(PayBotError):
    def __init__(self, code, name):
        super().__init__(f"[{code}] {name}")
        self.code = code
        self.name = name


class WebhookError(PayBotError):
    pass
