from dataclasses import dataclass, field


@dataclass(frozen=True)
class Neuron:
    uid: int
    hotkey: str
    stake: int
    rank: float


@dataclass
class Metagraph:
    netuid: int
    neurons: list = field(default_factory=list)

    @classmethod
    def from_rows(cls, netuid, rows):
        return cls(netuid, [Neuron(row["uid"], row["hotkey"], row["stake"], row["rank"] / 65535) for row in rows])

    @property
    def total_stake(self):
        return sum(neuron.stake for neuron in self.neurons)

    def top(self, count=10):
        return sorted(self.neurons, key=lambda neuron: (-neuron.stake, neuron.uid))[:count]
