class NeuronError(Exception):
    """Anything that this client refuses to do."""


class KeyFileError(NeuronError):
    """A key file that is absent, unreadable, or locked with another password."""


class NotEnoughStake(NeuronError):
    pass


class ChainError(NeuronError):
    def __init__(self, code, message):
        super().__init__(f"{code}: {message}")
        self.code = code
