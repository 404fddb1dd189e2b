"""The quantities of a claim from the series themselves, by the month and the year, and beside what is claimed.

Matching, mass balance and the scheme's own figure are the rule book's; here the readings become its facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np
import polars as pl

from projects.monitoring.flows import NO_PRICES, Assigned, Flow, Hours, Prices, columns, hours, intervals
from projects.monitoring.series import sums
from verifier.rulebook import matching, particulars
from verifier.rulebook.facts import Interval, Metered, ReportFacts
from verifier.rulebook.fieldwork import Misstatement
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.mass_balance import BalancePeriod
from verifier.rulebook.production import Production
from verifier.rulebook.quantities import CONTEXT, HUNDRED, KWH_PER_MWH, ZERO
from verifier.rulebook.results import Calculation, Result
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text

# Of these a claim gains by saying less.
_LESS = {Flow.IMP, Flow.ELY, Flow.AUX, Flow.CHG}
_LESS_RESULTS = frozenset({"E", "kg_per_kg", "PE", "LE"})


class FlowTotal(NamedTuple):
    """A flow over a calendar month of the plant's zone, exact; tonnes where it is weighed."""

    flow: Flow
    year: int
    month: int
    mwh: Decimal


def totals(assigned: Sequence[Assigned]) -> tuple[FlowTotal, ...]:
    """By month, the series of a flow together, in order."""
    found: dict[tuple[Flow, int, int], Decimal] = {}
    for one in assigned:
        ways = one.ways
        local = (pl.col("ends_at") - one.reading.interval).dt.convert_time_zone(one.reading.zone).dt
        keys = local.year().alias("year"), local.month().alias("month")
        for year, month, exported, imported in sums(one.frame, *keys):
            for flow, way in ways.items():
                key = flow, year, month
                found[key] = found.get(key, ZERO) + (exported if way == "exported" else imported)
    return tuple(FlowTotal(*key, found[key]) for key in sorted(found))


def metered(assigned: Sequence[Assigned]) -> tuple[Metered, ...]:
    """Export, import and total generation by calendar year of the plant's zone, as crediting schemes take them."""
    sources = dict.fromkeys(one.reading.name for one in assigned)
    by_year: dict[int, dict[Flow, Decimal]] = {}
    for one in totals(assigned):
        year = by_year.setdefault(one.year, {})
        year[one.flow] = year.get(one.flow, ZERO) + one.mwh
    return tuple(
        Metered(
            year=year,
            exported_mwh=found.get(Flow.EXP, ZERO),
            imported_mwh=found.get(Flow.IMP, ZERO),
            generated_mwh=found.get(Flow.GENERATION),
            source=", ".join(sources),
        )
        for year, found in sorted(by_year.items())
    )


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


def facts_of(facts: ReportFacts, assigned: Sequence[Assigned], *, prices: Prices = NO_PRICES) -> ReportFacts:
    """The case with what the series say in the place of what was entered: `metered`, `intervals`, or both."""
    flows = {flow for one in assigned for flow in one.ways}
    if flows & {Flow.EXP, Flow.GENERATION}:
        facts = replace(facts, metered=metered(assigned))
    if Flow.ELY in flows:
        rows = intervals(hours(assigned), prices)
        facts = replace(facts, intervals=tuple(particulars.read(Interval, row) for row in rows))
    return facts


def recomputed(
    scheme: Scheme, facts: ReportFacts, assigned: Sequence[Assigned], *, prices: Prices = NO_PRICES
) -> Calculation:
    """The scheme's own figures from the series. Raises Misfit."""
    return scheme.compute(facts_of(facts, assigned, prices=prices))


def balances(periods: Iterable[BalancePeriod], output: Assigned) -> tuple[BalancePeriod, ...]:
    """The periods of a mass balance with what was weighed in their days (of the plant's zone) for what was received."""
    day = (pl.col("ends_at") - output.reading.interval).dt.convert_time_zone(output.reading.zone).dt.date()
    (way,) = output.ways.values()
    by_day = {
        one: exported if way == "exported" else imported
        for one, exported, imported in sums(output.frame, day.alias("day"))
    }
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


def of_totals(found: Sequence[FlowTotal]) -> tuple[Quantity, ...]:
    """The flows by month and by year; codes such as "exp.2024-03" and "exp.2024"."""
    rows = []
    for (flow, year), months in groupby(found, key=lambda one: (one.flow, one.year)):
        listed = list(months)
        named = [(f"{year}-{one.month:02}", one.mwh) for one in listed]
        named.append((str(year), sum((one.mwh for one in listed), ZERO)))
        unit = "t" if flow in (Flow.H2_OUT, Flow.NH3_OUT) else "MWh"
        rows += [
            Quantity(
                code=f"{flow}.{when}",
                label=Text("{flow}, {when}", "{flow}（{when}）").format(flow=flow.label, when=when),
                unit=unit,
                amount=amount,
                advantage=-1 if flow in _LESS else 1,
            )
            for when, amount in named
        ]
    return tuple(rows)


def of_results(results: Iterable[Result], *, emissions: bool = False) -> tuple[Quantity, ...]:
    """The scheme's own figures; `emissions`: the claim is of what was emitted, and gains by less."""
    return tuple(
        Quantity(
            code=one.code,
            label=one.name,
            unit=one.unit,
            amount=one.value,
            advantage=-1 if emissions or one.code in _LESS_RESULTS else 1,
        )
        for one in results
    )
