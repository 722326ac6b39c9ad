import json
import urllib.error
import urllib.request

from .errors import ApiError, PayBotError


class Session:
    """Sends one call and reads its answer; the token goes into a header, as the service wants it."""

    def __init__(self, base, timeout=60):
        self._base = base
        self._timeout = timeout

    def request(self, token, method, params):
        body = json.dumps({name: value for name, value in params.items() if value is not None}).encode()
        headers = {"Content-Type": "application/json", "Crypto-Pay-API-Token": token}
        request = urllib.request.Request(f"{self._base}/api/{method}", data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as response:
                answer = json.load(response)
        except urllib.error.URLError as error:
            raise PayBotError(f"the service did not answer: {error.reason}") from error
        return self.check(answer)

    @staticmethod
    def check(answer):
        if not answer.get("ok"):
            error = answer.get("error", {})
            raise ApiError(error.get("code", 0), error.get("name", "UNKNOWN"))
        return answer["result"]
