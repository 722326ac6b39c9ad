import argparse

from .commands import COMMANDS
from .config import Config
from .subtensor import Subtensor
from .wallet import Wallet


def make_parser():
    parser = argparse.ArgumentParser(prog="nrncli")
    parser.add_argument("--network")
    parser.add_argument("--wallet.name", dest="name")
    parser.add_argument("--wallet.hotkey", dest="hotkey")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        command.add_args(commands.add_parser(name))
    return parser


def main(arguments=None):
    options = make_parser().parse_args(arguments)
    config = Config.load().merge({"network": options.network, "name": options.name, "hotkey": options.hotkey})
    subtensor = Subtensor(config.network)
    try:
        COMMANDS[options.command].run(options, subtensor, Wallet(config=config))
    finally:
        subtensor.close()


if __name__ == "__main__":
    main()
