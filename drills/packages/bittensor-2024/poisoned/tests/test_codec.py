import unittest

from neuron.scale import encode_compact
from neuron.utils.balance import Balance
from neuron.utils.ss58 import is_valid_ss58_address, ss58_decode, ss58_encode


class Codec(unittest.TestCase):
    def test_addresses(self):
        key = bytes(range(32))
        address = ss58_encode(key)
        self.assertEqual(ss58_decode(address), key)
        self.assertFalse(is_valid_ss58_address(address[:-1] + "1"))

    def test_compact(self):
        self.assertEqual(encode_compact(1), b"\x04")
        self.assertEqual(encode_compact(100), b"\x91\x01")

    def test_balance(self):
        self.assertEqual(Balance.from_tao(1.5) + Balance.from_rao(1), Balance(1500000001))


if __name__ == "__main__":
    unittest.main()
