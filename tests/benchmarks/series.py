"""How long a meter series of a real plant takes: `make bench-series`, or with `--rows 5_000_000` a tenth of it.

Inverters over a year of quarter hours, as CSV, generated beside. In one run: what Polars' own reader takes to read the
file once, all columns (`read_csv` into memory, and in batches that are only counted); what hash, parse, checks, Parquet
and pictures take together; and what a window of the chart costs. Times are of the wall, windows in processor time.
"""

import argparse
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import numpy as np
import polars as pl

from projects.monitoring import pictures
from projects.monitoring.profile import Profile
from projects.monitoring.work import work_through

SLOTS = 35_040
QUARTER = timedelta(minutes=15)
BEGINS = datetime(2025, 1, 1)  # noqa: DTZ001 - written with its Z
MOST_TIMES, MOST_MB = 4, 1_536
READ = "import sys, polars; polars.read_csv(sys.argv[1])"
BATCHES = "import sys, polars; [len(batch) for batch in polars.scan_csv(sys.argv[1]).collect_batches()]"


def generate(path: Path, *, meters: int, slots: int = SLOTS) -> Decimal:
    """A sun that rises and sets over `meters` inverters, one decimal, with gaps, copies and rows out of order.

    Returns the kWh of the rows that count.
    """
    total = 0
    chance = np.random.default_rng(7)
    times = pl.datetime_range(BEGINS, BEGINS + QUARTER * (slots - 1), QUARTER, eager=True)
    labels = times.dt.to_string("%Y-%m-%dT%H:%M:%SZ")
    sun = np.tile(np.clip(np.sin((np.arange(96) / 96 - 0.25) * 2 * np.pi), 0, None), slots // 96 + 1)[:slots]
    with path.open("wb") as file:
        file.write(b"Timestamp,Inverter,Energy (kWh),Status\n")
        for meter in range(meters):
            tenths = np.round(sun * 800 * chance.uniform(0.3, 1, slots)).astype(np.int64)
            frame = pl.DataFrame({"t": labels, "m": [f"INV{meter:04}"] * slots, "v": tenths / 10, "s": ["OK"] * slots})
            lost = int(chance.integers(1, slots - 30))
            end, again = lost + meter % 30, lost + meter % 3
            frame = pl.concat([frame[:lost], frame[end:], frame[lost - 1 : again]])
            there = np.r_[0:lost, end:slots, lost:again]
            total += int(tenths[np.unique(there)].sum())
            frame.write_csv(file, include_header=False)
    return Decimal(total) / 10


def timed(work: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    begun = clock()
    work()
    return clock() - begun


def read_by_polars(path: Path, how: str) -> float:
    return timed(lambda: subprocess.run([sys.executable, "-c", how, str(path)], check=True))


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=50_000_000)
    rows = asked.parse_args().rows
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plant.csv"
        generate(path, meters=round(rows / SLOTS))
        say(f"{path.stat().st_size / 1e9:.2f} GB")
        batches, whole = read_by_polars(path, BATCHES), read_by_polars(path, READ)
        into = Path(folder) / "into"
        into.mkdir()
        begun = perf_counter()
        worked = work_through(
            path, name=path.name, zone="Europe/Berlin", profile=Profile(technology="solar"), into=into
        )
        took = perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(f"{took:8.1f} s  hash, parse, check, Parquet and pictures of {worked.rows:,} readings")
        say(f"{batches:8.1f} s  Polars batches, counted: {took / batches:.1f} times as long (most {MOST_TIMES})")
        say(f"{whole:8.1f} s  Polars read_csv, into memory: {took / whole:.1f} times as long")
        say(f"{peak:8,.0f} MB peak (most {MOST_MB:,})")
        first, meter = worked.first_at, worked.meters[0].meter
        for name, span in (
            ("all", worked.last_at - first),
            ("a month", timedelta(days=30)),
            ("a day", timedelta(days=1)),
        ):
            for whose, series in (("site", None), (meter, worked.series)):
                cost = timed(
                    lambda: pictures.window(worked.pictures, first, first + span, 1000, series=series, meter=meter),  # noqa: B023
                    process_time,
                )
                say(f"{cost * 1000:8.1f} ms of processor: window of {name}, {whose}")
        say(f"{timed(lambda: pictures.heat(worked.pictures), process_time) * 1000:8.1f} ms of processor: heat map")


if __name__ == "__main__":
    main()
