"""A bar chart: computed here, drawn by desk/bars.html, a small SVG with presentation attributes only for each bar.

The lengths of bars are rounded to a tenth of a unit of the drawing; the numbers beside them are exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from verifier.desk.formats import words
from verifier.rulebook.results import Calculation

WIDTH = 300  # units of the drawing of a bar, as wide as there is room


@dataclass(frozen=True)
class Bar:
    label: str
    value: Decimal


@dataclass(frozen=True)
class Drawn:
    """One row of the picture: the bar from `x` over `length`; negative values lie to the left of zero."""

    label: str
    value: Decimal
    x: Decimal
    length: Decimal


@dataclass(frozen=True)
class Bars:
    """A title, the unit of every value, one horizontal bar per label."""

    title: str
    unit: str
    bars: Sequence[Bar]
    places: int | None = None

    @property
    def zero(self) -> Decimal:
        """Where zero stands, in units of the drawing."""
        return WIDTH * -min(self._lowest, Decimal(0)) / self._span

    @property
    def rows(self) -> list[Drawn]:
        rows = []
        for bar in self.bars:
            length = (WIDTH * abs(bar.value) / self._span).quantize(Decimal("0.1"))
            left = self.zero - length if bar.value < 0 else self.zero
            rows.append(
                Drawn(
                    label=bar.label,
                    value=bar.value,
                    x=left.quantize(Decimal("0.1")),
                    length=length,
                )
            )
        return rows

    @property
    def _lowest(self) -> Decimal:
        return min((bar.value for bar in self.bars), default=Decimal(0))

    @property
    def _span(self) -> Decimal:
        highest = max((bar.value for bar in self.bars), default=Decimal(0))
        return (max(highest, Decimal(0)) - min(self._lowest, Decimal(0))) or Decimal(1)


def terms(calculation: Calculation) -> Bars | None:
    """The results beside the first headline that are in its unit, as bars; None where there are fewer than two."""
    if not calculation.headlines:
        return None
    whole = calculation.headlines[0]
    parts = [result for result in calculation.results if result.unit == whole.unit and not result.headline]
    if len(parts) < 2:
        return None
    bars = [Bar(words(part.name), part.value) for part in parts]
    title = _("%(result)s, part by part") % {"result": words(whole.name)}
    return Bars(title=title, unit=whole.unit, bars=bars, places=max(part.places for part in parts))
