from ..scale import encode_extrinsic


def sign_and_submit(subtensor, keypair, call):
    """Signs a call with a key pair and gives it to the chain."""
    nonce = subtensor.nonce(keypair.ss58_address)
    signature = keypair.sign(call)
    return subtensor.submit(encode_extrinsic(call, keypair.public_key, signature, nonce))
