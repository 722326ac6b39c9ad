import os
import tempfile
import unittest

from substrateinterface import Keypair

from neuron.errors import KeyFileError
from neuron.keyfile import Keyfile


class KeyfileTest(unittest.TestCase):
    def test_round_trip(self):
        keypair = Keypair.create_from_mnemonic(Keypair.generate_mnemonic())
        with tempfile.TemporaryDirectory() as folder:
            keyfile = Keyfile(os.path.join(folder, "cold", "coldkey"))
            keyfile.set_keypair(keypair, password="pass")
            self.assertTrue(keyfile.is_encrypted())
            self.assertEqual(keyfile.get_keypair("pass").ss58_address, keypair.ss58_address)
            with self.assertRaises(KeyFileError):
                keyfile.get_keypair("other")
