"""A series on disk: Parquet with whole counts of energy, by meter and time.

Other values are put over what was read, as layers in their order: what they change, and what all meters come to.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, localcontext
from functools import reduce
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple

import polars as pl
from polars.io.plugins import register_io_source

from projects.monitoring.grid import MOST_PLACES, TooFine, exact, whole
from projects.monitoring.series import ENERGY, MonthTotal, mwh

ROWS = 1 << 17  # of a group: read as one, left out as one
QUALITY = pl.Enum(["measured", "missing"])  # in the order of false and true
KJ_PER_KWH = 3600
Method = Literal["zero", "value", "factor"]


class Kept(NamedTuple):
    """What the file says of itself: kJ in one count, and the plant's zone."""

    step: Decimal
    interval: timedelta
    zone: str


@dataclass(frozen=True)
class Substitution:
    """Put over the intervals of `meter` that lie within a span: zero, `amount` kWh each, or what is there times it."""

    meter: str
    starts_at: datetime
    ends_at: datetime
    method: Method
    amount: Decimal | None


class Site(NamedTuple):
    """The meters of a series together.

    `frame` has in order the `ends_at` (UTC) of every interval that any of them has, kJ `out` and `in`, exact and both
    positive, and how many of the `meters` were `measured` in it.
    """

    frame: pl.DataFrame
    meters: int
    interval: timedelta


class Counted(NamedTuple):
    energy: pl.Series
    step: Decimal  # kJ in one


def counted(energy_kj: pl.Series) -> Counted:
    """Exact kJ as whole counts; as they are, in kJ, where 64 bits do not hold them."""
    try:
        counts, places = whole(energy_kj.to_physical(), 0)
    except TooFine:
        return Counted(energy_kj, Decimal(1))
    return Counted(counts, Decimal(1).scaleb(-places))


def write(parts: Iterable[pl.DataFrame], path: Path, *, kept: Kept) -> None:
    """`parts` hold `meter`, `ends_at` and `energy_kj` (in counts), one after another in this order.

    The same series makes the same bytes. What a part raises comes through.
    """
    coming = iter(parts)
    first = next(coming)
    kinds: dict[str, Any] = {
        "meter": pl.String,
        "ends_at": pl.Datetime("us", "UTC"),
        "energy": first["energy_kj"].dtype,
    }

    def frames(*_asked: object) -> Iterator[pl.DataFrame]:
        for part in chain((first,), coming):
            yield _shaped(part)

    register_io_source(frames, schema=kinds | {"quality": QUALITY}).sink_parquet(
        path,
        compression="zstd",
        compression_level=1,  # a fifth larger than at the usual 3, in half the time
        row_group_size=ROWS,
        maintain_order=True,
        metadata={
            "step_kj": f"{kept.step:f}",
            "interval_seconds": str(kept.interval // timedelta(seconds=1)),
            "zone": kept.zone,
        },
    )


def _shaped(part: pl.DataFrame) -> pl.DataFrame:
    energy = pl.col("energy_kj")
    quality = energy.is_null().cast(pl.UInt8).cat.to(QUALITY)
    return part.select("meter", "ends_at", energy.alias("energy"), quality.alias("quality"))


def kept(path: Path) -> Kept:
    said = pl.read_parquet_metadata(path)
    return Kept(Decimal(said["step_kj"]), timedelta(seconds=int(said["interval_seconds"])), said["zone"])


def scan(path: Path) -> pl.LazyFrame:
    """`meter`, `ends_at` (UTC), `energy` (counts of `kept(path).step` kJ, null where missing) and `quality`."""
    return pl.scan_parquet(path)


def span(path: Path, meter: str, starts_at: datetime, ends_at: datetime) -> pl.DataFrame:
    """The intervals of one meter that lie within a span: `ends_at`, `energy_kj` (exact) and `quality`."""
    own = kept(path)
    found = (
        scan(path)
        .filter((pl.col("meter") == meter) & _within(starts_at, ends_at, own.interval))
        .select("ends_at", "energy", "quality")
        .collect()
    )
    return found.select("ends_at", exact(found["energy"], own.step).alias("energy_kj"), "quality")


def effect(
    path: Path, *, earlier: Sequence[Substitution], new: Substitution, zone: str, within: tuple[date, date]
) -> tuple[MonthTotal, ...]:
    """What `new` changes in the totals of each month of `zone`, after `earlier` ones in their order, on the days
    `within`, both counted in.

    A value also fills intervals that have no row. The file stays as it is.
    """
    interval = kept(path).interval
    there = span(path, new.meter, new.starts_at, new.ends_at)
    known: datetime = scan(path).select(pl.col("ends_at").first()).collect().item()
    before = ends(known, new, interval).to_frame().join(there, on="ends_at", how="left")["ends_at", "energy_kj"]
    for one in earlier:
        if one.meter == new.meter:
            before = before.with_columns(over(one, interval))
    after = before.select(over(new, interval))["energy_kj"]
    local = (pl.col("ends_at") - interval).dt.convert_time_zone(zone).dt
    changes = before.select(
        local.date().alias("day"),
        local.year().alias("year"),
        local.month().alias("month"),
        (_positive(after) - _positive(before["energy_kj"])).alias("exported"),
        (_positive(-after) - _positive(-before["energy_kj"])).alias("imported"),
    )
    changes = changes.filter(pl.col("day").is_between(*within))
    months = changes.group_by("year", "month").agg(pl.col("exported", "imported").sum()).sort("year", "month")
    return tuple(MonthTotal(year, month, mwh(out), mwh(back)) for year, month, out, back in months.rows())


def site(path: Path, layers: Sequence[Substitution]) -> Site:
    """The meters together, with `layers` over them: those under a layer are read one by one, all others at one go."""
    own, rows = kept(path), scan(path)
    known: datetime = rows.select(pl.col("ends_at").first()).collect().item()
    by_meter: dict[str, list[Substitution]] = {}
    for layer in layers:
        by_meter.setdefault(layer.meter, []).append(layer)
    plain = rows.filter(~pl.col("meter").is_in(list(by_meter)))
    meters: int = plain.select(pl.col("meter").n_unique()).collect(engine="streaming").item()
    frame = _counted_together(plain, own.step)
    for meter, over_it in by_meter.items():
        found = rows.filter(pl.col("meter") == meter).collect()
        read = found.select("meter", "ends_at", exact(found["energy"], own.step).alias("energy_kj"))
        counts = reduce(lambda before, layer: put(before, layer, own.interval, known), over_it, read)
        meters += counts.height > 0
        frame = pl.concat([frame, together(counts)]).group_by("ends_at").agg(pl.all().sum())
    return Site(frame.sort("ends_at"), meters, own.interval)


def _counted_together(rows: pl.LazyFrame, step: Decimal) -> pl.DataFrame:
    """As `together`. In whole numbers of 128 bits, which no sum of numbers of 64 leaves."""
    counts = pl.col("energy").to_physical()
    wide = rows.select(
        "ends_at",
        counts.clip(lower_bound=0).cast(pl.Int128).alias("out"),
        counts.clip(upper_bound=0).cast(pl.Int128).alias("in"),
        counts.is_not_null().cast(pl.UInt32).alias("measured"),
    )
    if rows.collect_schema()["energy"] == ENERGY:
        step = Decimal(1).scaleb(-MOST_PLACES)
    summed = wide.group_by("ends_at").agg(pl.all().sum()).collect(engine="streaming")
    with localcontext(prec=60):
        out, back = (pl.Series([abs(n) * step for n in summed[way].to_list()], dtype=ENERGY) for way in ("out", "in"))
    return summed.with_columns(out.alias("out"), back.alias("in"))


def together(readings: pl.DataFrame) -> pl.DataFrame:
    """The frame of a `Site`, in no order, of `ends_at` and `energy_kj` meter by meter."""
    energy = pl.col("energy_kj")
    return readings.group_by("ends_at").agg(
        energy.filter(energy > 0).sum().alias("out"),
        -energy.filter(energy < 0).sum().alias("in"),
        energy.count().alias("measured"),
    )


def put(readings: pl.DataFrame, layer: Substitution, interval: timedelta, known: datetime) -> pl.DataFrame:
    """`meter`, `ends_at` and `energy_kj` with the layer over those of its meter, on the step on which `known` stands.

    Zero and a value also fill intervals that have no row.
    """
    own = pl.col("meter") == layer.meter
    if layer.method != "factor":
        blank = (
            ends(known, layer, interval)
            .to_frame()
            .join(readings.filter(own), on="ends_at", how="anti")
            .select(
                pl.lit(layer.meter, dtype=pl.String).alias("meter"), "ends_at", pl.lit(None, ENERGY).alias("energy_kj")
            )
        )
        readings = pl.concat([readings, blank])
    return readings.with_columns(pl.when(own).then(over(layer, interval)).otherwise(pl.col("energy_kj")))


def ends(known: datetime, one: Substitution, interval: timedelta) -> pl.Series:
    """The ends of the intervals that lie within the span of `one`, on the step on which `known` stands."""
    starts_at = one.starts_at.astimezone(UTC)
    first = starts_at + interval + (known - starts_at) % interval
    return pl.datetime_range(
        first, one.ends_at.astimezone(UTC), interval, time_unit="us", time_zone="UTC", eager=True
    ).alias("ends_at")


def over(one: Substitution, interval: timedelta) -> pl.Expr:
    """`energy_kj` of the rows of its meter, with `one` put over those that lie within its span."""
    energy = pl.col("energy_kj")
    amount = Decimal(0) if one.amount is None else one.amount
    kj = energy * pl.lit(amount, dtype=ENERGY) if one.method == "factor" else pl.lit(amount * KJ_PER_KWH, dtype=ENERGY)
    within = _within(one.starts_at, one.ends_at, interval)
    return pl.when(within).then(kj).otherwise(energy).cast(ENERGY).alias("energy_kj")


def _within(starts_at: datetime, ends_at: datetime, interval: timedelta) -> pl.Expr:
    """Whether an interval lies within a span, in whatever zone that is told."""
    return pl.col("ends_at").is_between(starts_at.astimezone(UTC) + interval, ends_at.astimezone(UTC))


def _positive(energy_kj: pl.Series) -> pl.Series:
    return energy_kj.fill_null(0).clip(lower_bound=0)
