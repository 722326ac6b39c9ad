from functools import total_ordering

from ..settings import RAO_PER_TAO


@total_ordering
class Balance:
    """An amount in the smallest unit."""

    def __init__(self, rao):
        self.rao = int(rao)

    @classmethod
    def from_tao(cls, tao):
        return cls(round(tao * RAO_PER_TAO))

    @classmethod
    def from_rao(cls, rao):
        return cls(rao)

    @property
    def tao(self):
        return self.rao / RAO_PER_TAO

    def __add__(self, other):
        return Balance(self.rao + other.rao)

    def __sub__(self, other):
        return Balance(self.rao - other.rao)

    def __eq__(self, other):
        return isinstance(other, Balance) and self.rao == other.rao

    def __lt__(self, other):
        return self.rao < other.rao

    def __hash__(self):
        return hash(self.rao)

    def __repr__(self):
        return f"τ{self.tao:.9f}"
