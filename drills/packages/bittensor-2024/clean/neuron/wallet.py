"""A wallet: a cold key that owns, and hot keys that work."""

import os

from substrateinterface import Keypair

from .config import Config
from .keyfile import Keyfile


class Wallet:
    def __init__(self, name=None, hotkey=None, path=None, config=None):
        config = (config or Config.defaults()).merge({"name": name, "hotkey": hotkey, "path": path})
        self.name = config.name
        self.hotkey_str = config.hotkey
        self.path = os.path.expanduser(config.path)
        self._coldkey = None
        self._hotkey = None
        self._coldkeypub = None

    def __str__(self):
        return f"wallet({self.name}, {self.hotkey_str}, {self.path})"

    @property
    def coldkey_file(self):
        return Keyfile(os.path.join(self.path, self.name, "coldkey"))

    @property
    def hotkey_file(self):
        return Keyfile(os.path.join(self.path, self.name, "hotkeys", self.hotkey_str))

    @property
    def coldkeypub_file(self):
        return Keyfile(os.path.join(self.path, self.name, "coldkeypub.txt"))

    @property
    def coldkey(self):
        if self._coldkey is None:
            self._coldkey = self.coldkey_file.get_keypair()
        return self._coldkey

    @property
    def hotkey(self):
        if self._hotkey is None:
            self._hotkey = self.hotkey_file.get_keypair()
        return self._hotkey

    @property
    def coldkeypub(self):
        if self._coldkeypub is None:
            self._coldkeypub = self.coldkeypub_file.get_keypair()
        return self._coldkeypub

    def create_new_coldkey(self, words=12, use_password=True, overwrite=False):
        mnemonic = Keypair.generate_mnemonic(words)
        return self.regenerate_coldkey(mnemonic, use_password=use_password, overwrite=overwrite)

    def regenerate_coldkey(self, mnemonic, use_password=True, overwrite=False):
        keypair = Keypair.create_from_mnemonic(mnemonic)
        self.coldkey_file.set_keypair(keypair, encrypt=use_password, overwrite=overwrite)
        self.coldkeypub_file.set_keypair(Keypair(ss58_address=keypair.ss58_address), encrypt=False, overwrite=overwrite)
        return self

    def create_new_hotkey(self, words=12, use_password=False, overwrite=False):
        keypair = Keypair.create_from_mnemonic(Keypair.generate_mnemonic(words))
        self.hotkey_file.set_keypair(keypair, encrypt=use_password, overwrite=overwrite)
        return self
