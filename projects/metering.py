"""The series of a case as they count: what was read, with the substitutions over it, and what no calibration covers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import polars as pl

from projects.models import Calibration, Engagement, Meter, MonthTotal, Series, Substitution
from projects.monitoring import flows, parquet
from projects.monitoring.bases import BASES
from projects.monitoring.flows import Assigned, Flow
from projects.monitoring.grid import exact
from projects.monitoring.series import ENERGY, Form, Reading
from projects.stages import SeriesStage
from verifier import store
from verifier.http import words
from verifier.rulebook import particulars
from verifier.rulebook.facts import Interval
from verifier.rulebook.quantities import HUNDRED, ONE, ZERO
from verifier.rulebook.wording import Text

DAY = timedelta(days=1)
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


class Shown(NamedTuple):
    """A meter of a project with all that hangs on it."""

    meter: Meter
    flow: Text | None
    series: list[Series]
    calibrations: list[Calibration]


def meters(engagement: Engagement) -> list[Shown]:
    """The meters of the case's project; of their series those of this case. Three queries."""
    found = Meter.objects.filter(project=engagement.project_id).prefetch_related("calibrations__by")
    series: dict[object, list[Series]] = {}
    for one in _current(engagement):
        series.setdefault(one.meter_id, []).append(one)
    return [
        Shown(
            one,
            Flow(one.flow).label if one.flow else None,
            series.get(one.pk, []),
            list(one.calibrations.all()),
        )
        for one in found
    ]


class Lapse(NamedTuple):
    """Days of a series, both counted in, that no calibration of its meter covers. `meter` as the series names it.

    `percent` is the greatest error on record, `factor` the conservative correction by it; None where none is known.
    """

    series: Series
    meter: str
    first: date
    last: date
    percent: Decimal | None
    factor: Decimal | None

    @property
    def query(self) -> str:
        """What the form of a substitution begins with."""
        series, zone = self.series, ZoneInfo(self.series.zone)
        starts_at = datetime.combine(self.first, time(), zone)
        ends_at = datetime.combine(self.last + DAY, time(), zone)
        said = {
            "meter": self.meter,
            "starts_at": _clock(max(starts_at, series.first_at or starts_at), zone),
            "ends_at": _clock(min(ends_at, series.last_at or ends_at), zone),
            "method": Substitution.Method.FACTOR.value,
            "amount": "" if self.factor is None else f"{self.factor.normalize():f}",
            "rule": words(BASES["calibration-late"].clause),
        }
        return urlencode(said)


def lapses_of(engagement: Engagement) -> list[Lapse]:
    """Those of every series of the case that was read. Three queries."""
    known = _known(engagement)
    return [lapse for series in _current(engagement) for lapse in _of_series(series, known)]


def lapses(series: Series) -> list[Lapse]:
    return list(_of_series(series, _known(series.evidence.engagement)))


def _known(engagement: Engagement) -> dict[str, list[Calibration]]:
    """The calibrations of the project's meters by serial number."""
    meters = Meter.objects.filter(project=engagement.project_id).prefetch_related("calibrations")
    return {one.serial: list(one.calibrations.all()) for one in meters}


def _of_series(series: Series, known: Mapping[str, list[Calibration]]) -> Iterator[Lapse]:
    """Of the meter that the series is of; of one with several, of those whose serial number stands in the file."""
    if series.first_at is None or series.last_at is None:
        return
    names = [name for name, *_energy in series.meters]
    serials = {name: name for name in names if name in known}
    if series.meter is not None and len(names) == 1:
        serials = {names[0]: series.meter.serial}
    zone = ZoneInfo(series.zone)
    first = series.first_at.astimezone(zone).date()
    last = (series.last_at.astimezone(zone) - timedelta(microseconds=1)).date()
    for name, serial in serials.items():
        yield from _lapses(series, name, known[serial], first, last)


def _lapses(series: Series, name: str, calibrations: Sequence[Calibration], first: date, last: date) -> Iterator[Lapse]:
    percent = max((abs(one.error_percent) for one in calibrations), default=None)
    exported, imported = next((Decimal(out), Decimal(back)) for known, out, back in series.meters if known == name)
    # Less of what is sold, more of what is bought.
    way = -ONE if exported >= imported else ONE
    factor = None if percent is None else ONE + way * percent / HUNDRED
    begins = first
    for one in sorted(calibrations, key=lambda one: one.valid_from):
        if one.valid_from > begins:
            yield Lapse(series, name, begins, min(one.valid_from - DAY, last), percent, factor)
        begins = max(begins, one.valid_until + DAY)
        if begins > last:
            return
    yield Lapse(series, name, begins, last, percent, factor)


def _current(engagement: Engagement) -> Iterable[Series]:
    return (
        Series.objects.filter(evidence__engagement=engagement, stage=SeriesStage.READ)
        .current()
        .select_related("evidence", "meter")
    )


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
