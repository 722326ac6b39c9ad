"""Addresses: base 58 over a public key with its check."""

import hashlib

from ..settings import SS58_FORMAT

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def _base58_encode(data):
    number = int.from_bytes(data, "big")
    text = ""
    while number > 0:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    zeros = len(data) - len(data.lstrip(b"\0"))
    return ALPHABET[0] * zeros + text


def _base58_decode(text):
    number = 0
    for letter in text:
        number = number * 58 + ALPHABET.index(letter)
    zeros = len(text) - len(text.lstrip(ALPHABET[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _check(body):
    return hashlib.blake2b(b"SS58PRE" + body).digest()[:2]


def ss58_encode(public_key, ss58_format=SS58_FORMAT):
    body = bytes([ss58_format]) + public_key
    return _base58_encode(body + _check(body))


def ss58_decode(address):
    raw = _base58_decode(address)
    body, check = raw[:-2], raw[-2:]
    if len(body) != 33 or _check(body) != check:
        raise ValueError(f"not an address: {address}")
    return body[1:]


def is_valid_ss58_address(address):
    try:
        ss58_decode(address)
    except ValueError:
        return False
    return True
