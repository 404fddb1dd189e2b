"""What the charts of a series are drawn from: the sum of its meters in each interval, as floats. For the eye only."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import polars as pl

from projects.monitoring import parquet
from projects.monitoring.series import KJ_PER_MWH

KW_PER_MW = 1000
HOURS = 24


class Bucket(NamedTuple):
    """Least, mean and most power over some intervals: MW of all meters together, or kW of one; import is negative."""

    starts_at: datetime
    least: float
    mean: float
    most: float


class Heat(NamedTuple):
    """Mean MW of all meters by local day and hour; None where there is no reading."""

    days: tuple[date, ...]
    rows: tuple[tuple[float | None, ...], ...]  # for each day, its hours 0 to 23


def write(site: pl.DataFrame, path: Path, *, interval: timedelta, zone: str) -> None:
    """`site`: every interval by `ends_at`, with kJ `out` and `in` of all meters and how many were `measured`."""
    hours = interval / timedelta(hours=1)
    net = (pl.col("out") - pl.col("in")).cast(pl.Float64) / (KJ_PER_MWH * hours)
    site.filter(pl.col("measured") > 0).sort("ends_at").select(
        (pl.col("ends_at") - interval).alias("starts_at"), net.alias("power")
    ).write_parquet(
        path,
        compression="zstd",
        metadata={"interval_seconds": str(interval // timedelta(seconds=1)), "zone": zone},
    )


def window(
    pictures: Path, starts_at: datetime, ends_at: datetime, points: int, *, series: Path | None = None, meter: str = ""
) -> tuple[Bucket, ...]:
    """About `points` buckets of a span; peaks stay, and a bucket without a reading is absent.

    All meters together, from `pictures`; or `meter` alone, from the Parquet of the series.
    """
    interval = timedelta(seconds=int(pl.read_parquet_metadata(pictures)["interval_seconds"]))
    if series is None:
        found = pl.scan_parquet(pictures)
    else:
        hours = interval / timedelta(hours=1)
        own = parquet.span(series, meter, starts_at - interval, ends_at + interval)
        kw = pl.col("energy_kj").cast(pl.Float64) / (parquet.KJ_PER_KWH * hours)
        found = own.lazy().select((pl.col("ends_at") - interval).alias("starts_at"), kw.alias("power"))
    width = interval * max(1, -(-(ends_at - starts_at) // (interval * points)))
    at, power = pl.col("starts_at"), pl.col("power")
    since = (at - starts_at.astimezone(UTC)).dt.total_microseconds()
    drawn = (
        # The first interval may have begun before the window.
        found.filter(power.is_not_null() & (at > starts_at - interval) & (at < ends_at))
        .group_by((since // (width // timedelta(microseconds=1))).alias("bucket"))
        .agg(at.min(), power.min().alias("a"), power.mean().alias("b"), power.max().alias("c"))
        .sort("starts_at")
        .drop("bucket")
        .collect()
    )
    return tuple(Bucket(*row) for row in drawn.rows())


def heat(pictures: Path) -> Heat:
    zone = pl.read_parquet_metadata(pictures)["zone"]
    local = pl.col("starts_at").dt.convert_time_zone(zone).dt
    means = (
        pl.read_parquet(pictures)
        .group_by(local.date().alias("day"), local.hour().alias("hour"))
        .agg(pl.col("power").mean())
    )
    days: dict[date, list[float | None]] = {day: [None] * HOURS for day in means["day"].unique().sort()}
    for day, hour, power in means.rows():
        days[day][hour] = power
    return Heat(tuple(days), tuple(tuple(row) for row in days.values()))
