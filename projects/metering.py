"""The series of a case as they count: what was read, with the substitutions over it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, cast

import polars as pl

from projects.models import Engagement, MonthTotal, Series, Substitution
from projects.monitoring import flows, parquet
from projects.monitoring.flows import Assigned, Flow
from projects.monitoring.grid import exact
from projects.monitoring.series import ENERGY, Form, Reading
from verifier import store
from verifier.rulebook import particulars
from verifier.rulebook.facts import Interval
from verifier.rulebook.quantities import ZERO

GRID = (Flow.EXP, Flow.IMP)
# How the file was written no longer matters.
KEPT = Form(
    source="Parquet",
    delimiter=None,
    encoding=None,
    decimal_mark=".",
    header_rows=(),
    time_columns=(),
    half_clock=False,
    zone="UTC",
    meter_columns=(),
    quantity_columns=(),
    units=(),
    measures="energy",
    layout="long",
)


class Content(NamedTuple):
    """Everything that a series as it counts is made of; what has the same content has the same values for good."""

    flow: str
    name: str
    path: str
    zone: str
    layers: tuple[parquet.Substitution, ...]


def contents(engagement: Engagement) -> tuple[Content, ...]:
    """The series of a case that count and of which it is said what flows. Two queries."""
    counting = (
        Series.objects.filter(evidence__engagement=engagement)
        .counting()
        .exclude(meter=None)
        .exclude(meter__flow="")
        .select_related("evidence", "meter")
        .prefetch_related("substitutions")
    )
    return tuple(
        Content(one.meter.flow, str(one), one.path, one.zone, layers_of(one.substitutions.all()))
        for one in counting
        if one.meter is not None
    )


def layers_of(substitutions: Iterable[Substitution]) -> tuple[parquet.Substitution, ...]:
    return tuple(
        parquet.Substitution(one.meter, one.starts_at, one.ends_at, cast(parquet.Method, one.method), one.amount)
        for one in substitutions
    )


def assigned(found: Iterable[Content]) -> list[Assigned]:
    """The series with their flows, digit for digit from the store."""
    return [Assigned(Flow(one.flow), _reading(one)) for one in found]


class Year(NamedTuple):
    """A calendar year, MWh; `generated` is None where it is not metered by itself."""

    year: int
    exported_mwh: Decimal
    imported_mwh: Decimal
    generated_mwh: Decimal | None


def by_year(engagement: Engagement) -> list[Year]:
    """What goes out to the grid and comes in from it, and what was generated. Two queries.

    A meter of which it is not said what flows is taken for one at the grid.
    """
    counting = Series.objects.filter(evidence__engagement=engagement).counting()
    read = MonthTotal.objects.filter(series__in=counting)
    changed = Substitution.objects.filter(series__in=counting).values_list("series", "series__meter__flow", "effect")
    months = [*read.values_list("series", "series__meter__flow", "year", "exported_mwh", "imported_mwh")]
    months += [(key, flow, year, out, back) for key, flow, effect in changed for year, _month, out, back in effect]
    both: dict[object, tuple[Decimal, Decimal]] = {}
    for key, _flow, _year, out, back in months:
        before = both.get(key, (ZERO, ZERO))
        both[key] = before[0] + Decimal(out), before[1] + Decimal(back)
    years: dict[int, dict[str, Decimal]] = {}
    for key, flow, year, out, back in months:
        for name, amount in _ways(flow or "", (Decimal(out), Decimal(back)), whole=both[key]):
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
    if Flow.ELY not in {one.flow for one in found}:
        return ()
    rows = flows.intervals(flows.hours(assigned(found)))
    return tuple(particulars.read(Interval, row) for row in rows)


def _reading(one: Content) -> Reading:
    with store.on_disk(one.path, alias="series") as path:
        kept = parquet.kept(path)
        found = parquet.scan(path).collect()
    frame = found.select("meter", "ends_at", exact(found["energy"], kept.step).alias("energy_kj"))
    for layer in one.layers:
        frame = _over(frame, layer, kept.interval)
    return Reading(
        name=one.name,
        sheet="",
        header_row=0,
        form=KEPT,
        understood=(),
        frame=frame.sort("meter", "ends_at"),
        interval=kept.interval,
        zone=one.zone,
        signals=(),
    )


def _over(frame: pl.DataFrame, layer: parquet.Substitution, interval: timedelta) -> pl.DataFrame:
    """The layer put over the readings of its meter; zero and a value also fill intervals that have no row."""
    own = pl.col("meter") == layer.meter
    if layer.method != "factor":
        span = parquet.ends(frame["ends_at"][0], layer, interval).to_frame()
        blank = span.join(frame.filter(own), on="ends_at", how="anti").select(
            pl.lit(layer.meter, dtype=frame.schema["meter"]).alias("meter"),
            "ends_at",
            pl.lit(None, ENERGY).alias("energy_kj"),
        )
        frame = pl.concat([frame, blank])
    return frame.with_columns(pl.when(own).then(parquet.over(layer, interval)).otherwise(pl.col("energy_kj")))


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
    counts = read
    for layer in layers_of(series.substitutions.all()):
        if read.height and (not meter or layer.meter == meter):
            counts = _over(counts, layer, kept.interval)
    both = counts.join(read, on=("meter", "ends_at"), how="left").filter((at >= since + kept.interval) & (at <= until))
    for name, ends_at, now, was in both.sort("meter", "ends_at").iter_rows():
        yield Line(name, ends_at, was, now)
