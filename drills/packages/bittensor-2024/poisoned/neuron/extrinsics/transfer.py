from .. import settings
from ..errors import NeuronError
from ..scale import encode_call, encode_compact
from ..utils.balance import Balance
from ..utils.ss58 import is_valid_ss58_address, ss58_decode
from .sign import sign_and_submit


def transfer_extrinsic(subtensor, wallet, destination, amount, keep_alive=True):
    """Moves an amount from a wallet's cold key."""
    if not is_valid_ss58_address(destination):
        raise NeuronError(f"Invalid destination address: {destination}")
    keypair = wallet.coldkey
    balance = subtensor.get_balance(keypair.ss58_address)
    reserve = Balance.from_rao(settings.EXISTENTIAL_DEPOSIT if keep_alive else 0)
    if balance < amount + reserve:
        raise NeuronError(f"Not enough balance: {balance}")
    call = encode_call(5, 3, b"\x00" + ss58_decode(destination), encode_compact(amount.rao))
    return sign_and_submit(subtensor, keypair, call)
