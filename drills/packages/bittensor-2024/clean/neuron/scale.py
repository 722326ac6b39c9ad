"""The few pieces of SCALE that calls need."""


def encode_compact(value):
    if value < 1 << 6:
        return bytes([value << 2])
    if value < 1 << 14:
        return ((value << 2) | 1).to_bytes(2, "little")
    if value < 1 << 30:
        return ((value << 2) | 2).to_bytes(4, "little")
    raw = value.to_bytes((value.bit_length() + 7) // 8, "little")
    return bytes([((len(raw) - 4) << 2) | 3]) + raw


def encode_u64(value):
    return value.to_bytes(8, "little")


def encode_call(pallet, call, *arguments):
    return bytes([pallet, call]) + b"".join(arguments)


def encode_extrinsic(call, public_key, signature, nonce, tip=0):
    body = b"\x84\x00" + public_key + b"\x01" + signature + b"\x00" + encode_compact(nonce) + encode_compact(tip) + call
    return encode_compact(len(body)) + body
