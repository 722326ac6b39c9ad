"""What the chain knows and does, by name."""

from . import settings
from .extrinsics.delegation import delegate_extrinsic
from .extrinsics.staking import add_stake_extrinsic, unstake_extrinsic
from .extrinsics.transfer import transfer_extrinsic
from .metagraph import Metagraph
from .rpc import RpcClient
from .utils.balance import Balance


class Subtensor:
    def __init__(self, network=None, client=None):
        self.network = network or settings.DEFAULT_NETWORK
        self.client = client or RpcClient(settings.NETWORKS.get(self.network, self.network))

    def block(self):
        return int(self.client.call("chain_getHeader")["number"], 16)

    def nonce(self, address):
        return self.client.call("system_accountNextIndex", [address])

    def get_balance(self, address):
        return Balance.from_rao(int(self.client.call("neuron_getBalance", [address])))

    def get_stake(self, hotkey, coldkey):
        return Balance.from_rao(int(self.client.call("neuron_getStake", [hotkey, coldkey])))

    def metagraph(self, netuid):
        return Metagraph.from_rows(netuid, self.client.call("neuron_getNeurons", [netuid]))

    def submit(self, extrinsic):
        return self.client.call("author_submitExtrinsic", ["0x" + extrinsic.hex()])

    def transfer(self, wallet, destination, amount):
        return transfer_extrinsic(self, wallet, destination, amount)

    def add_stake(self, wallet, amount):
        return add_stake_extrinsic(self, wallet, amount)

    def unstake(self, wallet, amount):
        return unstake_extrinsic(self, wallet, amount)

    def delegate(self, wallet, delegate, amount):
        return delegate_extrinsic(self, wallet, delegate, amount)

    def close(self):
        self.client.close()
