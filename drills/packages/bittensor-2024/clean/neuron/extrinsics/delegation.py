from ..scale import encode_call, encode_u64
from ..utils.ss58 import ss58_decode
from .sign import sign_and_submit


def delegate_extrinsic(subtensor, wallet, delegate, amount):
    """Puts stake on somebody else's hot key."""
    call = encode_call(7, 2, ss58_decode(delegate), encode_u64(amount.rao))
    return sign_and_submit(subtensor, wallet.coldkey, call)
