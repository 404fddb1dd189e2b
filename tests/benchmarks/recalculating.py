"""What recalculating a large series takes: `make bench-recalculating`, or with `--rows 50_000_000` a real plant's.

Inverters over a year of quarter hours, as stored Parquet, one of them under a substitution. The peak of memory, and the
time beside that of Polars for a plain sum by interval of the same file in the same run; each in a process of its own.
Exit status 1 where it is more than 1.5 GiB or four times as long.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
import polars as pl

from projects.monitoring import parquet
from projects.monitoring.flows import Assigned, Flow, hours
from projects.monitoring.recalculating import totals

SLOTS = 35_040
QUARTER = timedelta(minutes=15)
BEGINS = datetime(2025, 1, 1, tzinfo=UTC)
KEPT = parquet.Kept(Decimal(36), QUARTER, "Europe/Berlin")  # hundredths of a kWh
LAYER = parquet.Substitution("INV0003", BEGINS, BEGINS + timedelta(days=90), "factor", Decimal("0.996"))
MOST_TIMES, MOST_MB = 4, 1_536


def generate(path: Path, meters: int) -> int:
    """A sun that rises and sets over the inverters, each with a gap. Returns how many rows there are."""
    chance = np.random.default_rng(7)
    ends = pl.datetime_range(
        BEGINS + QUARTER, BEGINS + QUARTER * SLOTS, QUARTER, time_unit="us", time_zone="UTC", eager=True
    )
    sun = np.tile(np.clip(np.sin((np.arange(96) / 96 - 0.25) * 2 * np.pi), 0, None), SLOTS // 96)

    def parts() -> Iterator[pl.DataFrame]:
        for meter in range(meters):
            counts = np.round(sun * 8000 * chance.uniform(0.3, 1, SLOTS)).astype(np.int64)
            names = pl.Series([f"INV{meter:04}"]).new_from_index(0, SLOTS)
            frame = pl.DataFrame({"meter": names, "ends_at": ends, "energy_kj": counts})
            lost = int(chance.integers(1, SLOTS - 30))
            yield pl.concat([frame[:lost], frame[lost + meter % 30 :]])

    parquet.write(parts(), path, kept=KEPT)
    return sum(SLOTS - meter % 30 for meter in range(meters))


def plain(path: Path) -> float:
    """Seconds that a sum by interval takes, exact and nothing else."""
    begun = perf_counter()
    pl.scan_parquet(path).group_by("ends_at").agg(pl.col("energy").sum()).collect(engine="streaming")
    return perf_counter() - begun


def recalculated(path: Path) -> tuple[float, int]:
    """Seconds, and the peak of this process in MB."""
    begun = perf_counter()
    series = [Assigned.stored(Flow.GENERATION, path, name=path.name, zone=KEPT.zone, layers=[LAYER])]
    totals(series)
    hours(series)
    return perf_counter() - begun, getrusage(RUSAGE_SELF).ru_maxrss // 1024


def apart(work: Callable[..., Any], *given: object) -> Any:
    """In a process of its own, begun anew: what others hold is not in its memory."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=5_000_000)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "series.parquet"
        rows = apart(generate, path, round(asked.parse_args().rows / SLOTS))
        beside = min(apart(plain, path) for _ in range(3))
        took, peak = min(apart(recalculated, path) for _ in range(3))
    times = took / beside
    sys.stdout.write(f"{beside:8.2f} s  Polars, a plain sum by interval of {rows:,} readings\n")
    sys.stdout.write(f"{took:8.2f} s  recalculated, one meter substituted: {times:.1f} times (most {MOST_TIMES})\n")
    sys.stdout.write(f"{peak:8,} MB peak (most {MOST_MB:,})\n")
    return int(times > MOST_TIMES or peak > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
