from ..utils.balance import Balance


class StakeCommand:
    @staticmethod
    def add_args(parser):
        parser.add_argument("--amount", type=float, required=True)

    @staticmethod
    def run(cli, subtensor, wallet):
        print(subtensor.add_stake(wallet, Balance.from_tao(cli.amount)))


class UnstakeCommand(StakeCommand):
    @staticmethod
    def run(cli, subtensor, wallet):
        print(subtensor.unstake(wallet, Balance.from_tao(cli.amount)))
