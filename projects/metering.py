"""The series of a case as they count: what was read, with the substitutions over it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, reduce
from typing import NamedTuple, cast

import polars as pl

from projects.models import Engagement, Series, Substitution
from projects.models.series import SeriesQuerySet
from projects.monitoring import flows, parquet
from projects.monitoring.flows import Assigned, Flow, Prices
from projects.monitoring.grid import exact
from verifier import store
from verifier.rulebook import particulars
from verifier.rulebook.facts import Interval
from verifier.rulebook.quantities import ZERO

GRID = (Flow.EXP, Flow.IMP)
PRICES = [flow.value for flow in Flow if flow.is_price]


class Content(NamedTuple):
    """Everything that a series as it counts is made of; what has the same content has the same values for good.

    Only the days from `since` to `until`, both counted in, are of the case.
    """

    flow: str
    name: str
    path: str
    zone: str
    layers: tuple[parquet.Substitution, ...]
    since: date
    until: date


def contents(engagement: Engagement, *, source: str = Series.Source.METER) -> tuple[Content, ...]:
    """The series of a case that somebody confirmed. Two queries."""
    rows = Series.objects.filter(evidence__engagement=engagement, source=source).confirmed()
    return tuple(content(one, engagement) for one in rows.select_related("evidence").prefetch_related("substitutions"))


def content(series: Series, case: Engagement) -> Content:
    layers = layers_of(series.substitutions.all())
    return Content(series.flow, str(series), series.path, series.zone, layers, case.period_from, case.period_until)


def layers_of(substitutions: Iterable[Substitution]) -> tuple[parquet.Substitution, ...]:
    return tuple(
        parquet.Substitution(one.meter, one.starts_at, one.ends_at, cast(parquet.Method, one.method), one.amount)
        for one in substitutions
    )


@lru_cache(maxsize=4)
def assigned(found: tuple[Content, ...]) -> tuple[Assigned, ...]:
    """Those of which it is said what flows, digit for digit from the store, within their period. A case is read once as
    long as nothing changes.
    """
    read = (_assigned(one) for one in found if one.flow)
    return tuple(one for one in read if not one.frame.is_empty())


def _assigned(one: Content) -> Assigned:
    with store.on_disk(one.path, alias="series") as path:
        whole = Assigned.stored(Flow(one.flow), path, name=one.name, zone=one.zone, layers=one.layers)
    return whole.within(one.since, one.until)


def days(one: Content) -> set[date]:
    """The days of its zone on which it has a reading, or a value put in its place."""
    with store.on_disk(one.path, alias="series") as path:
        site = parquet.site(path, one.layers)
    begins = (pl.col("ends_at") - site.interval).dt.convert_time_zone(one.zone)
    return set(site.frame.filter(pl.col("measured") > 0).select(begins.dt.date().unique()).to_series())


class Month(NamedTuple):
    """What a series comes to in a month, or in the part of it that is of the case; MWh."""

    year: int
    month: int
    exported_mwh: Decimal
    imported_mwh: Decimal


def months(series: Series, case: Engagement) -> list[Month]:
    """As it counts: as read, with the substitutions over it. Prefetch `totals` and `substitutions`."""
    sums = {(one.year, one.month): (one.counts_exported_mwh, one.counts_imported_mwh) for one in series.totals.all()}
    for layer in series.substitutions.all():
        for year, month, out, back in layer.effect:
            before = sums.get((year, month), (ZERO, ZERO))
            sums[year, month] = before[0] + Decimal(out), before[1] + Decimal(back)
    first, last = (case.period_from.year, case.period_from.month), (case.period_until.year, case.period_until.month)
    return [Month(*month, *sums[month]) for month in sorted(sums) if first <= month <= last]


def by_month(engagement: Engagement) -> dict[tuple[int, int], tuple[Decimal, Decimal]]:
    """Exported and imported MWh of all series that count, whatever flows through them. Three queries."""
    sums: dict[tuple[int, int], tuple[Decimal, Decimal]] = {}
    for series in counting(engagement):
        for year, month, exported, imported in months(series, engagement):
            before = sums.get((year, month), (ZERO, ZERO))
            sums[year, month] = before[0] + exported, before[1] + imported
    return dict(sorted(sums.items()))


def counting(engagement: Engagement) -> SeriesQuerySet:
    """The series whose energy or mass counts, with what it takes to say how much. Three queries."""
    rows = Series.objects.filter(evidence__engagement=engagement).counting().exclude(flow__in=PRICES)
    return rows.select_related("evidence").prefetch_related("totals", "substitutions")


class Year(NamedTuple):
    """A calendar year, MWh; `generated` is None where it is not metered by itself."""

    year: int
    exported_mwh: Decimal
    imported_mwh: Decimal
    generated_mwh: Decimal | None


def by_year(engagement: Engagement) -> list[Year]:
    """What goes out to the grid and comes in from it, and what was generated. Three queries.

    A meter of which it is not said what flows is taken for one at the grid.
    """
    years: dict[int, dict[str, Decimal]] = {}
    for series in counting(engagement):
        found = months(series, engagement)
        whole = sum((one.exported_mwh for one in found), ZERO), sum((one.imported_mwh for one in found), ZERO)
        for year, _month, exported, imported in found:
            for name, amount in _ways(series.flow, (exported, imported), whole=whole):
                sums = years.setdefault(year, {})
                sums[name] = sums.get(name, ZERO) + amount
    return [
        Year(year, sums.get(Flow.EXP, ZERO), sums.get(Flow.IMP, ZERO), sums.get(Flow.GENERATION))
        for year, sums in sorted(years.items())
    ]


def _ways(
    flow: str, amounts: tuple[Decimal, Decimal], *, whole: tuple[Decimal, Decimal]
) -> Iterator[tuple[Flow, Decimal]]:
    """Which flows out and back are. A meter that counts one way counts what its flow says, whatever its sign."""
    if not flow or (flow in GRID and all(whole)):
        yield from zip((Flow.EXP, Flow.IMP), amounts, strict=True)
    elif flow in (*GRID, Flow.GENERATION):
        yield Flow(flow), amounts[0] if whole[0] >= whole[1] else amounts[1]


@lru_cache(maxsize=8)
def intervals(found: tuple[Content, ...]) -> tuple[Interval, ...]:
    """The hours of a plant that makes fuel from electricity, as the rules take them; none without its electrolyser."""
    series = assigned(found)
    if Flow.ELY not in {one.flow for one in series}:
        return ()
    rows = flows.intervals(flows.hours(series), Prices.of(series))
    return tuple(particulars.read(Interval, row) for row in rows)


class Line(NamedTuple):
    """One reading of a window: as it was read, and as it counts. kJ, exact; None where there is none."""

    meter: str
    ends_at: datetime
    read_kj: Decimal | None
    counts_kj: Decimal | None


def lines(series: Series, since: datetime, until: datetime, *, meter: str = "") -> Iterator[Line]:
    """The intervals that lie within a window, by meter and time."""
    with store.on_disk(series.path, alias="series") as path:
        kept = parquet.kept(path)
        at = pl.col("ends_at")
        found = parquet.scan(path).filter((at >= since + kept.interval) & (at <= until))
        frame = (found.filter(pl.col("meter") == meter) if meter else found).collect()
    read = frame.select("meter", "ends_at", exact(frame["energy"], kept.step).alias("energy_kj"))
    layers = [one for one in layers_of(series.substitutions.all()) if read.height and meter in ("", one.meter)]
    counts = reduce(lambda before, layer: parquet.put(before, layer, kept.interval, read["ends_at"][0]), layers, read)
    both = counts.join(read, on=("meter", "ends_at"), how="left").filter((at >= since + kept.interval) & (at <= until))
    for name, ends_at, now, was in both.sort("meter", "ends_at").iter_rows():
        yield Line(name, ends_at, was, now)


class Twice(NamedTuple):
    """A meter whose readings count already, and where."""

    meter: str
    series: Series


def twice(series: Series, *, serial: str, source: str) -> Twice | None:
    """Whether another series of the case has readings of the same meter at the same times. `serial` is what this one is
    named.
    """
    if series.first_at is None or series.last_at is None:
        return None
    others = (
        Series.objects.filter(evidence__engagement=series.evidence.engagement_id, source=source)
        .confirmed()
        .filter(first_at__lt=series.last_at, last_at__gt=series.first_at)
        .exclude(pk=series.pk)
        .select_related("evidence", "meter")
    )
    own = _identities(series, serial)
    for other in others:
        theirs = _identities(other, other.meter.serial if other.meter else "")
        for meter in sorted(own.keys() & theirs.keys()):
            if _share_a_time((series, own[meter]), (other, theirs[meter])):
                return Twice(meter, other)
    return None


def _identities(series: Series, serial: str) -> dict[str, str]:
    """The names of its meters by what they are known by: of a single meter its serial number, where it is named."""
    names = [name for name, *_energy in series.meters]
    return {serial: names[0]} if serial and len(names) == 1 else {name: name for name in names}


def _share_a_time(one: tuple[Series, str], other: tuple[Series, str]) -> bool:
    times = []
    for series, meter in (one, other):
        with store.on_disk(series.path, alias="series") as path:
            own = parquet.scan(path).filter((pl.col("meter") == meter) & pl.col("energy").is_not_null())
            times.append(own.select("ends_at").collect())
    return not times[0].join(times[1], on="ends_at", how="semi").is_empty()
