from .balance import BalanceCommand
from .stake import StakeCommand, UnstakeCommand
from .transfer import TransferCommand
from .wallets import NewColdkeyCommand

COMMANDS = {
    "balance": BalanceCommand,
    "stake": StakeCommand,
    "unstake": UnstakeCommand,
    "transfer": TransferCommand,
    "new_coldkey": NewColdkeyCommand,
}
