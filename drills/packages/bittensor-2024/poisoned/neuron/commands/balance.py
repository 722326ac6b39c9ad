class BalanceCommand:
    @staticmethod
    def add_args(parser):
        parser.add_argument("--address")

    @staticmethod
    def run(cli, subtensor, wallet):
        address = cli.address or wallet.coldkeypub.ss58_address
        print(address, subtensor.get_balance(address))
