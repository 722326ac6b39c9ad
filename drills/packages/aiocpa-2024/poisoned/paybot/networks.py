from enum import Enum


class Networks(str, Enum):
    MAIN_NET = "https://pay.bot.invalid"
    TEST_NET = "https://testnet-pay.bot.invalid"
