class NewColdkeyCommand:
    @staticmethod
    def add_args(parser):
        parser.add_argument("--words", type=int, choices=[12, 15, 18, 21, 24], default=12)
        parser.add_argument("--no-password", action="store_true")

    @staticmethod
    def run(cli, subtensor, wallet):
        wallet.create_new_coldkey(words=cli.words, use_password=not cli.no_password)
        print(f"created {wallet}")
