from ..utils.balance import Balance


class TransferCommand:
    @staticmethod
    def add_args(parser):
        parser.add_argument("--dest", required=True)
        parser.add_argument("--amount", type=float, required=True)

    @staticmethod
    def run(cli, subtensor, wallet):
        print(subtensor.transfer(wallet, cli.dest, Balance.from_tao(cli.amount)))
