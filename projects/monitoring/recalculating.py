"""The quantities of a claim from the series themselves, by the month and the year, and beside what is claimed.

Matching, mass balance and the scheme's own figure are the rule book's; here the readings become its facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from projects.monitoring.flows import NO_PRICES, Assigned, Flow, Hours, Prices, columns
from projects.monitoring.series import mwh
from verifier.rulebook import matching
from verifier.rulebook.fieldwork import Misstatement
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.mass_balance import BalancePeriod
from verifier.rulebook.production import Production
from verifier.rulebook.quantities import CONTEXT, HUNDRED, KWH_PER_MWH, ZERO
from verifier.rulebook.wording import Text


class FlowTotal(NamedTuple):
    """A flow over a calendar month of the plant's zone, exact; tonnes where it is weighed."""

    flow: Flow
    year: int
    month: int
    mwh: Decimal


def totals(assigned: Sequence[Assigned]) -> tuple[FlowTotal, ...]:
    """By month, the series of a flow together, in order; prices have none."""
    found: dict[tuple[Flow, int, int], Decimal] = {}
    for one in assigned:
        if one.flow.is_price:
            continue
        local = one.starts_at.dt.convert_time_zone(one.zone).dt
        for year, month, *amounts in _sums(one, local.year().alias("year"), local.month().alias("month")):
            for flow, amount in zip(one.ways, amounts, strict=True):
                key = flow, year, month
                found[key] = found.get(key, ZERO) + amount
    return tuple(FlowTotal(*key, found[key]) for key in sorted(found))


def _sums(one: Assigned, *keys: pl.Expr) -> list[tuple[Any, ...]]:
    """Each combination of `keys` in order, with the MWh (exact, rounded once) of each of its flows."""
    ways = list(one.ways.values())
    summed = one.frame.group_by(*keys).agg(pl.col(ways).sum()).sort(pl.exclude(ways))
    return [(*row[: -len(ways)], *map(mwh, row[-len(ways) :])) for row in summed.rows()]


class Matched(NamedTuple):
    """What one month (UTC) proves: Art. 3 by direct connection, Art. 6 by what contracted plants gave."""

    year: int
    month: int
    load_mwh: Decimal
    direct_mwh: Decimal
    grid_mwh: Decimal
    contracted_mwh: Decimal
    correlated_mwh: Decimal


def matched(
    found: Hours, production: Production, figures: FigureBook, *, hourly: bool, prices: Prices = NO_PRICES
) -> tuple[Matched, ...]:
    """Month by month; storage is carried from one into the next, contracted volume is not."""
    whole = columns(found, prices)
    with localcontext(CONTEXT):
        proved = matching.direct(whole, production)
        load = whole.electrolyser_mwh + whole.auxiliary_mwh
        rows = []
        for (year, month), first, until in _months(found):
            part, left = whole.part(first, until), proved.remaining[first:until]
            loaded, grid = part.mwh(load[first:until]), part.mwh(left)
            rows.append(
                Matched(
                    year=year,
                    month=month,
                    load_mwh=loaded,
                    direct_mwh=loaded - grid,
                    grid_mwh=grid,
                    contracted_mwh=part.mwh(part.contracted_mwh + part.elsewhere_mwh),
                    correlated_mwh=matching.correlated(part, left, figures, hourly=hourly),
                )
            )
    return tuple(rows)


def _months(found: Hours) -> list[tuple[tuple[int, int], int, int]]:
    """Each calendar month in UTC with the positions of its hours."""
    starts = found.frame["starts_at"]
    keys = (starts.dt.year() * 12 + starts.dt.month() - 1).to_numpy()
    edges = [0, *(np.flatnonzero(np.diff(keys)) + 1).tolist(), len(keys)]
    return [((int(keys[first]) // 12, int(keys[first]) % 12 + 1), first, until) for first, until in pairwise(edges)]


def balances(periods: Iterable[BalancePeriod], output: Assigned) -> tuple[BalancePeriod, ...]:
    """The periods of a mass balance with what was weighed in their days (of the plant's zone) for what was received."""
    day = output.starts_at.dt.convert_time_zone(output.zone).dt.date()
    by_day = dict(_sums(output, day.alias("day")))
    return tuple(
        replace(
            period,
            received_kg=sum((t for one, t in by_day.items() if period.since <= one <= period.until), ZERO)
            * KWH_PER_MWH,
        )
        for period in periods
    )


class Quantity(NamedTuple):
    """One figure of a claim. `advantage` is 1 where the client gains by more of it, -1 where by less."""

    code: str
    label: Text
    unit: str
    amount: Decimal
    advantage: int = 1


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What is claimed beside what the series give; `claimed` is None where nothing is."""

    code: str
    label: Text
    unit: str
    claimed: Decimal | None
    recalculated: Decimal
    advantage: int

    @property
    def difference(self) -> Decimal | None:
        return None if self.claimed is None else self.claimed - self.recalculated

    @property
    def percent(self) -> Decimal | None:
        """Of what was recalculated; None where that is nothing."""
        if self.difference is None or not self.recalculated:
            return None
        with localcontext(CONTEXT):
            return self.difference / self.recalculated * HUNDRED

    def misstatement(self, reference: str) -> Misstatement | None:
        """The line of the record, positive where the claim is to the client's advantage; None where both agree."""
        if not self.difference:
            return None
        amount = self.difference * self.advantage
        return Misstatement(reference=reference, amount=amount, subject=f"{self.label.en} ({self.unit})")


def compare(claimed: Iterable[Quantity], recalculated: Iterable[Quantity]) -> tuple[Difference, ...]:
    """A row for each figure that was recalculated. Raises ValueError where a claim is in another unit."""
    said = {one.code: one for one in claimed}
    rows = []
    for one in recalculated:
        own = said.get(one.code)
        if own and own.unit != one.unit:
            raise ValueError(f"{one.code} is claimed in {own.unit} and recalculated in {one.unit}.")
        rows.append(
            Difference(
                code=one.code,
                label=one.label,
                unit=one.unit,
                claimed=own.amount if own else None,
                recalculated=one.amount,
                advantage=one.advantage,
            )
        )
    return tuple(rows)
