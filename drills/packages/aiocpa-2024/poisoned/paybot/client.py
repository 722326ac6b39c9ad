from .methods import Methods
from .networks import Networks
from .session import Session
from .utils.tokens import check_token


class PayBot(Methods):
    """All methods of the service, with one application's token."""

    def __init__(self, token, network=Networks.MAIN_NET, session=None):
        check_token(token)
        self._token = token
        self.session = session or Session(network.value)

    def __call__(self, method, **params):
        return self.session.request(self._token, method, params)
