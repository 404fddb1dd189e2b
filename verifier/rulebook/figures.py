"""Figures: the numbers a scheme rests on, each with its unit, clause, source and how sure we are of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from verifier.rulebook.wording import Text


class Sureness(StrEnum):
    """How a figure is known."""

    READ = "read"
    SECONDARY = "secondary"
    MEMORY_HIGH = "memory_high"
    MEMORY_MEDIUM = "memory_medium"
    MEMORY_LOW = "memory_low"
    COMPUTED = "computed"
    DESIGN = "design"
    CONFIRMED = "confirmed"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Text:
        return _LABELS[self]

    @property
    def holds(self) -> bool:
        """Whether nothing is issued on such a figure until the body has confirmed it."""
        return self in _HOLD


_LABELS = {
    Sureness.READ: Text("read in the text", "已读原文"),
    Sureness.SECONDARY: Text("from a secondary source", "来自二手资料"),
    Sureness.MEMORY_HIGH: Text("from memory, high confidence; not yet verified", "凭记忆，把握较高；尚未核实"),
    Sureness.MEMORY_MEDIUM: Text("from memory, medium confidence; not yet verified", "凭记忆，把握中等；尚未核实"),
    Sureness.MEMORY_LOW: Text("from memory, low confidence; not yet verified", "凭记忆，把握较低；尚未核实"),
    Sureness.COMPUTED: Text("computed from figures that were read", "由已读数值计算得出"),
    Sureness.DESIGN: Text("set by this body", "本机构自行设定"),
    Sureness.CONFIRMED: Text("confirmed by this body", "已由本机构确认"),
    Sureness.UNKNOWN: Text("unknown", "未知"),
}
_HOLD = frozenset({Sureness.MEMORY_HIGH, Sureness.MEMORY_MEDIUM, Sureness.MEMORY_LOW, Sureness.UNKNOWN})


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of a scheme. `value` is None exactly where the figure is UNKNOWN; both days are inclusive."""

    code: str
    name: Text
    value: Decimal | None
    unit: str
    clause: str
    source: str
    sure: Sureness
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != (self.sure is Sureness.UNKNOWN):
            raise ValueError(f"{self.code}: a figure without a value is UNKNOWN, and no other is.")

    def in_force(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    def dump(self) -> dict[str, object]:
        return {
            "code": self.code,
            "name": self.name._asdict(),
            "value": None if self.value is None else str(self.value),
            "unit": self.unit,
            "clause": self.clause,
            "source": self.source,
            "sure": str(self.sure),
        }


class FigureBook:
    """The figures in force on one day, by code.

    Of the figures that the body `confirmed`, the last of a code that is in force on the day takes the shipped one's
    place: both remain on record, and what was confirmed anew stands behind what was confirmed before.
    """

    def __init__(self, figures: Iterable[Figure], *, on: date, confirmed: Iterable[Figure] = ()) -> None:
        self._figures: dict[str, Figure] = {}
        for figure in figures:
            if figure.in_force(on):
                if figure.code in self._figures:
                    raise ValueError(f"Two figures {figure.code} are in force on {on}.")
                self._figures[figure.code] = figure
        self._figures |= {figure.code: figure for figure in confirmed if figure.in_force(on)}

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures.values())

    def __contains__(self, code: object) -> bool:
        return code in self._figures

    def __getitem__(self, code: str) -> Decimal:
        """The value of a figure. Raises LookupError when it is unknown or not in force."""
        value = self.of(code).value
        if value is None:
            raise LookupError(f"The figure {code} has no known value.")
        return value

    def of(self, code: str) -> Figure:
        """The figure itself, with its clause and sureness."""
        if code not in self._figures:
            raise LookupError(f"No figure {code} is in force.")
        return self._figures[code]


NONE = FigureBook((), on=date.min)
