/** An honest wallet of ours in Python, with markers where a composed theft is put. */
export const PYTHON_LIBRARY: Readonly<Record<string, string>> = {
  'acme/__init__.py': `"""A wallet: accounts, key files, transfers."""

from .account import Account
from .environment import account_from_environment
from .files import load_account, save_account
from .keystore import open_keystore, seal_keystore
from .paste import account_from_clipboard
from .rpc import Rpc
#exports
__all__ = [
    "Account",
    "Rpc",
    "account_from_clipboard",
    "account_from_environment",
    "load_account",
    "open_keystore",
    "save_account",
    "seal_keystore",
]
`,
  'acme/account.py': `import hashlib

from nacl.signing import SigningKey

from .signing import apply
#imports

class Account:
    """One account: signs, and knows its address."""

    def __init__(self, seed):
        if len(seed) != 32:
            raise ValueError("a key has 32 bytes")
        self._seed = seed
        self.public_key = bytes(SigningKey(seed).verify_key)
        #constructor

    @classmethod
    def from_phrase(cls, phrase):
        #phrase
        return cls(hashlib.pbkdf2_hmac("sha512", phrase.encode(), b"mnemonic", 2048)[:32])

    @property
    def address(self):
        return self.public_key.hex()

    def sign(self, message):
        return apply(message, self._seed)
`,
  'acme/signing.py': `from nacl.signing import SigningKey, VerifyKey
#imports

def apply(a, b):
    c = SigningKey(b).sign(a).signature
    #use
    return c


def check(a, b, c):
    return VerifyKey(b).verify(a, c)
`,
  'acme/keystore.py': `import base64
import hashlib
import json
import os

from cryptography.fernet import Fernet
#imports

def _cipher(password, salt):
    return Fernet(base64.urlsafe_b64encode(hashlib.scrypt(password.encode(), salt=salt, n=4096, r=8, p=1, dklen=32)))


def seal_keystore(seed, password):
    """Seals bytes under a password."""
    salt = os.urandom(16)
    return json.dumps({"salt": salt.hex(), "sealed": _cipher(password, salt).encrypt(seed).decode()})


def open_keystore(text, password):
    fields = json.loads(text)
    opened = _cipher(password, bytes.fromhex(fields["salt"])).decrypt(fields["sealed"].encode())
    #keystore
    return opened
`,
  'acme/environment.py': `import os

from .account import Account
#imports

def account_from_environment():
    value = os.environ.get("WALLET_PRIVATE_KEY")
    if value is None:
        raise LookupError("set WALLET_PRIVATE_KEY")
    #environment
    return Account(bytes.fromhex(value))
`,
  'acme/files.py': `import json
import os

from .account import Account
from .keystore import seal_keystore
#imports
DEFAULT_PATH = "~/.config/acme-wallet/id.json"


def load_account(path=DEFAULT_PATH):
    with open(os.path.expanduser(path), encoding="utf-8") as file:
        content = file.read()
    #file
    return Account(bytes(json.loads(content)))


def save_account(account, password, path=DEFAULT_PATH):
    with open(os.path.expanduser(path), "w", encoding="utf-8") as file:
        file.write(seal_keystore(account._seed, password))
`,
  'acme/paste.py': `import pyperclip

from .account import Account
#imports

def account_from_clipboard():
    """Takes a phrase that the user has copied."""
    pasted = pyperclip.paste()
    #clipboard
    return Account.from_phrase(pasted.strip())
`,
  'acme/rpc.py': `import base64
import json

import requests


class Rpc:
    """Speaks to a node; sends what is signed."""

    def __init__(self, url, session=None):
        self._url = url
        self._session = session or requests.Session()
        self._next = 1

    def call(self, method, *params):
        payload = {"jsonrpc": "2.0", "id": self._next, "method": method, "params": params}
        self._next += 1
        answer = self._session.post(self._url, json=payload, timeout=30).json()
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer["result"]

    def transfer(self, account, to, amount):
        nonce = self.call("nonce", account.address)
        body = json.dumps({"from": account.address, "to": to, "amount": str(amount), "nonce": nonce}).encode()
        return self.call("submit", base64.b64encode(body).decode(), base64.b64encode(account.sign(body)).decode())
`,
};
