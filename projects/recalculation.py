"""A case recalculated from its series: by month and year, matched, balanced, and beside what the developer claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

from projects import facts, metering
from projects.models import Engagement
from projects.monitoring import flows, recalculating
from projects.monitoring.flows import WEIGHED, Assigned, Flow, Prices
from projects.monitoring.recalculating import Difference, FlowTotal, Matched, Quantity
from verifier.errors import Unfit
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.mass_balance import BalancePeriod
from verifier.rulebook.power import GridPower
from verifier.rulebook.production import Production
from verifier.rulebook.quantities import CONTEXT, KWH_PER_MWH, ZERO
from verifier.rulebook.results import Calculation, Result
from verifier.rulebook.wording import Text

KG_PER_T = Decimal(1000)
PRODUCT = Text("Product weighed", "计量产品产量")
EXPORTED, IMPORTED = Text("Exported", "上网电量"), Text("Imported", "下网电量")


class Line(NamedTuple):
    """A calendar month, or a year where `month` is None: an amount for each column."""

    year: int
    month: int | None
    amounts: tuple[Decimal, ...]

    @property
    def name(self) -> str:
        return str(self.year) if self.month is None else f"{self.year}-{self.month:02}"


@dataclass(frozen=True)
class Metered:
    """What the meters show, with the substitutions; each column with its unit."""

    columns: tuple[tuple[Text, str], ...]
    lines: tuple[Line, ...]


class Balanced(NamedTuple):
    """A period of the mass balance as it is claimed, and with what was weighed for what was received."""

    claimed: BalancePeriod
    weighed: BalancePeriod


class Both(NamedTuple):
    """A month matched by the hour and over the month."""

    hourly: Matched
    monthly: Matched


@dataclass(frozen=True)
class Recalculation:
    """`trouble` says why the scheme computes nothing from what there is. `lacking`: the flows of which it must be said
    which series they are before the rest of the claim can be held against them.
    """

    metered: Metered
    differences: tuple[Difference, ...]
    calculation: Calculation | None
    trouble: Unfit | None
    matched: tuple[Both, ...]
    balanced: tuple[Balanced, ...]
    has_claim: bool
    lacking: tuple[Flow, ...]

    def of(self, code: str) -> Difference | None:
        return next((one for one in self.differences if one.code == code), None)


def recalculate(engagement: Engagement, *, on: date) -> Recalculation:
    found = facts.of(engagement, on=on)
    assigned = metering.assigned(metering.contents(engagement))
    totals = recalculating.totals(assigned)
    trouble, calculation = None, None
    try:
        calculation = engagement.scheme.compute(found)
    except Unfit as no:
        trouble = no
    balanced = tuple(_balanced(found.particulars, assigned))
    with localcontext(CONTEXT):
        recalculated = [*_recalculated(found.particulars, calculation, totals), *_weighed(balanced)]
        claimed = [*_claimed(found.particulars), *_received(balanced)]
    known = {one.code for one in recalculated}
    return Recalculation(
        metered=_metered(engagement, totals),
        differences=tuple(one for one in recalculating.compare(claimed, recalculated) if one.claimed is not None),
        calculation=calculation,
        trouble=trouble,
        matched=tuple(_matched(engagement, found, assigned)),
        balanced=balanced,
        has_claim=bool(claimed),
        lacking=tuple(_lacking(found.particulars, [one for one in claimed if one.code not in known], assigned)),
    )


def reference(engagement: Engagement, difference: Difference) -> str:
    """Under which a difference is on record, in any language the same."""
    return f"recalculated: {difference.code} {engagement.period_from}/{engagement.period_until}"


def _metered(engagement: Engagement, totals: Sequence[FlowTotal]) -> Metered:
    """By flow where it is said what flows; else what was exported and imported in all series that count."""
    if totals:
        order = list(dict.fromkeys(one.flow for one in totals))
        columns = tuple((flow.label, flow.unit) for flow in order)
        months: dict[tuple[int, int], tuple[Decimal, ...]] = {}
        for one in totals:
            amounts = list(months.get((one.year, one.month), (ZERO,) * len(order)))
            amounts[order.index(one.flow)] += one.mwh
            months[one.year, one.month] = tuple(amounts)
    else:
        columns = ((EXPORTED, "MWh"), (IMPORTED, "MWh"))
        months = {**metering.by_month(engagement)}
    return Metered(columns, tuple(_lines(months)))


def _lines(months: dict[tuple[int, int], tuple[Decimal, ...]]) -> Iterator[Line]:
    for year in sorted({year for year, _month in months}):
        own = [(month, months[known, month]) for known, month in sorted(months) if known == year]
        yield from (Line(year, month, amounts) for month, amounts in own)
        yield Line(
            year, None, tuple(sum(column, ZERO) for column in zip(*(amounts for _, amounts in own), strict=True))
        )


def _claimed(own: Any) -> Iterator[Quantity]:
    """What the developer's particulars say of what is recalculated here."""
    if isinstance(own, GridPower):
        if own.claimed_t is not None:
            yield _quantity("ER", own.claimed_t, "t CO2eq")
    elif isinstance(own, Production) and own.is_reckoned:
        yield _quantity("load_mwh", own.process_kwh / KWH_PER_MWH, "MWh")
        yield _quantity("direct_mwh", own.kwh_by("direct") / KWH_PER_MWH, "MWh")
        contracted = own.kwh_by("contracted", "low_emission_zone")
        yield _quantity("correlated_mwh", contracted / KWH_PER_MWH, "MWh")
        yield _quantity("product", own.fuel_kg / KG_PER_T, "t")
        if own.claimed_g_per_mj is not None:
            yield _quantity("E", own.claimed_g_per_mj, "g CO2eq/MJ")


def _lacking(own: Any, claimed: Sequence[Quantity], assigned: Sequence[Assigned]) -> Iterator[Flow]:
    """The flows that what is claimed, and not recalculated, is measured by; without those that are known."""
    needed = {
        "load_mwh": (Flow.ELY,),
        "direct_mwh": (Flow.ELY, Flow.RES_GEN),
        "correlated_mwh": (Flow.ELY, Flow.CONTRACTED),
        "product": (Flow.NH3_OUT if getattr(own, "fuel", "") == "ammonia" else Flow.H2_OUT,),
    }
    flows_needed = [flow for one in claimed if one.amount for flow in needed.get(one.code, ())]
    known = {one.flow for one in assigned}
    yield from (flow for flow in dict.fromkeys(flows_needed) if flow not in known)


def _quantity(code: str, amount: Decimal, unit: str) -> Quantity:
    return Quantity(code=code, label=PRODUCT, unit=unit, amount=amount)


# Of these the claim gains by saying less.
_LESS = frozenset({"load_mwh", "E"})


def _recalculated(own: Any, calculation: Calculation | None, totals: Sequence[FlowTotal]) -> Iterator[Quantity]:
    known = {one.code for one in _claimed(own)}
    for one in calculation.results if calculation else ():
        if one.code in known:
            yield _of(one)
    weighed = [one.mwh for one in totals if one.flow in WEIGHED]
    if weighed and "product" in known:
        yield Quantity(code="product", label=PRODUCT, unit="t", amount=sum(weighed, ZERO))


def _of(result: Result) -> Quantity:
    return Quantity(
        code=result.code,
        label=result.name,
        unit=result.unit,
        amount=result.value,
        advantage=-1 if result.code in _LESS else 1,
    )


def _matched(engagement: Engagement, found: ReportFacts, assigned: Sequence[Assigned]) -> Iterator[Both]:
    own = found.particulars
    if not isinstance(own, Production) or Flow.ELY not in {one.flow for one in assigned}:
        return
    hours, prices = flows.hours(assigned), Prices.of(assigned)
    figures = engagement.scheme.figures_on(found.period_until, found.confirmed)
    by_hour, by_month = (
        recalculating.matched(hours, own, figures, hourly=hourly, prices=prices) for hourly in (True, False)
    )
    yield from map(Both, by_hour, by_month)


def _balanced(own: Any, assigned: Sequence[Assigned]) -> Iterator[Balanced]:
    """Where there is one balance, and one series that weighs what goes into it."""
    periods: tuple[BalancePeriod, ...] = getattr(own, "mass_balance", ())
    outputs = [one for one in assigned if one.flow in WEIGHED]
    if len({one.balance for one in periods}) == 1 and len(outputs) == 1:
        yield from map(Balanced, periods, recalculating.balances(periods, outputs[0]))


def _received(balanced: Sequence[Balanced]) -> Iterator[Quantity]:
    for number, one in enumerate(balanced, start=1):
        yield _in_period(number, one.claimed)


def _weighed(balanced: Sequence[Balanced]) -> Iterator[Quantity]:
    for number, one in enumerate(balanced, start=1):
        yield _in_period(number, one.weighed)


def _in_period(number: int, period: BalancePeriod) -> Quantity:
    label = Text("Received into the balance, {since} to {until}", "质量平衡收入（{since} 至 {until}）")
    return Quantity(
        code=f"received_{number}",
        label=label.format(since=period.since, until=period.until),
        unit="kg",
        amount=period.received_kg,
    )
