from ..errors import NotEnoughStake
from ..scale import encode_call, encode_u64
from .sign import sign_and_submit


def add_stake_extrinsic(subtensor, wallet, amount):
    """Puts stake on the wallet's own hot key."""
    keypair = wallet.coldkey
    if subtensor.get_balance(keypair.ss58_address) < amount:
        raise NotEnoughStake(f"Not enough balance to stake {amount}")
    call = encode_call(7, 2, wallet.hotkey.public_key, encode_u64(amount.rao))
    return sign_and_submit(subtensor, keypair, call)


def unstake_extrinsic(subtensor, wallet, amount):
    keypair = wallet.coldkey
    stake = subtensor.get_stake(wallet.hotkey.ss58_address, keypair.ss58_address)
    if stake < amount:
        raise NotEnoughStake(f"Not enough stake: {stake}")
    call = encode_call(7, 3, wallet.hotkey.public_key, encode_u64(amount.rao))
    return sign_and_submit(subtensor, keypair, call)
