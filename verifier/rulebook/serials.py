"""Serial numbers of issued units: a block from one number to another, both included, within a namespace."""

from dataclasses import dataclass

from verifier.errors import Unfit
from verifier.rulebook.wording import Text


@dataclass(frozen=True, kw_only=True)
class Serial:
    """A block of units. Numbers are counted within `namespace`; a number in another namespace is another unit."""

    namespace: tuple[str, ...]
    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Unfit(Text("The block ends before it begins.", "序列号区段的止号早于起号。"))

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1

    def overlap(self, other: "Serial") -> int:
        """How many units both blocks hold."""
        if self.namespace != other.namespace:
            return 0
        return max(0, min(self.last, other.last) - max(self.first, other.first) + 1)
