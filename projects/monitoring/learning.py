"""The first pass over a long text: where its columns are, and the few texts of its time and meter columns."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NamedTuple, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projects.monitoring import reading, stamps
from projects.monitoring.headings import Columns
from projects.monitoring.labels import Labels, codes
from projects.monitoring.layouts import Block
from projects.monitoring.sheets import TextSheet, ragged
from projects.monitoring.stamps import Times

BATCH = 1 << 18  # cells
MOST_TEXTS = 1 << 20  # of cells that are remembered
NEVER = np.iinfo(np.int64).min
FIRST_PASS = 0.3  # of the work

Progress = Callable[[float], None]
Rows = NDArray[np.uint32]
One = TypeVar("One")


@dataclass(frozen=True)
class Table:
    """A text whose columns are known. `path` is its copy in UTF-8, where it is written otherwise."""

    path: Path
    sheet: TextSheet
    block: Block
    columns: Columns
    rows: int  # about

    @property
    def places(self) -> list[int]:
        return [one.place for one in self.columns.quantities]

    def batches(self, kinds: dict[int, Any]) -> Iterator[tuple[int, pl.DataFrame]]:
        """The first source row, and the columns at the positions of `kinds`, some rows at a time. Raises Unreadable."""
        header = self.block.last
        width = len(self.sheet.head[header])
        schema = {f"column_{place}": kinds.get(place, pl.String) for place in range(width)}
        row = header + 1
        try:
            lazy = pl.scan_csv(
                self.path, separator=self.sheet.separator, has_header=False, skip_lines=header, schema=schema
            ).select(pl.col(f"column_{place}").alias(str(place)) for place in kinds)
            for batch in lazy.collect_batches(chunk_size=max(BATCH // len(self.places), 1), maintain_order=True):
                # The heading row is read as a row: it tells how many columns there are.
                yield (row, batch) if row > header + 1 else (row + 1, batch[1:])
                row += batch.height
        except pl.exceptions.PolarsError as fault:
            raise ragged(header + 1) from fault


class Batch(NamedTuple):
    """Some rows, in file order, without those that hold neither a time nor a reading."""

    rows: Rows
    at: Rows  # numbers of their labels
    meter: Rows  # likewise; empty where no column names a meter
    cells: pl.Series  # of one column after another; whole numbers are codes of their texts


class Spool:
    """Batches put by on disk, in a file without a name. Their cells are codes."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed when the spool is forgotten
        self._parts: list[list[tuple[Any, int]]] = []

    def put(self, batch: Batch) -> int:
        """The highest code."""
        parts = [_narrow(part) for part in (batch.at, batch.meter, codes(batch.cells))]
        parts.append(batch.rows if batch.rows[-1] - batch.rows[0] >= len(batch.rows) else batch.rows[:1])
        for part in parts:
            part.tofile(self._file)
        self._parts.append([(part.dtype, len(part)) for part in parts])
        highest = batch.cells.to_physical().max()
        return highest if isinstance(highest, int) else 0

    def __iter__(self) -> Iterator[Batch]:
        self._file.seek(0)
        for parts in self._parts:
            at, meter, cells, rows = (np.fromfile(self._file, kind, count) for kind, count in parts)
            yield Batch(
                rows if len(rows) == len(at) else np.arange(rows[0], rows[0] + len(at), dtype=np.uint32),
                at,
                meter,
                pl.Series(cells),
            )


def _narrow(numbers: Rows) -> NDArray[np.uint16 | np.uint32]:
    return numbers.astype(np.uint16) if numbers.max(initial=0) < 1 << 16 else numbers


def ahead(coming: Iterator[One]) -> Iterator[One]:
    """The same, each made in another thread while the one before is used."""
    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, coming, None)
        while (one := following.result()) is not None:
            following = pool.submit(next, coming, None)
            yield one


@dataclass(frozen=True)
class Learned:
    """What the first pass saw. Each array goes by the number of a label of the time column."""

    labels: Labels
    meters: Labels
    counts: NDArray[np.int64]  # rows
    timed: NDArray[np.int64]  # rows that also name a meter
    first: Rows  # row
    texts: pl.Series  # without a row; its kind knows the texts of the cells by their codes
    spool: Spool | None  # None where these texts are too many

    def batches(self, table: Table) -> Iterable[Batch]:
        """All rows again."""
        if self.spool is not None:
            return self.spool
        return numbered(table, self.labels, self.meters, pl.String())


@dataclass(frozen=True)
class Moments:
    """Labels of the time column in time: the rows of `times` are numbers of labels, the arrays go by number.

    `at` and `later` are seconds; `later` is for the second row of a time that a clock change repeats.
    """

    times: Times
    at: NDArray[np.int64]  # NEVER where there is no such time
    later: NDArray[np.int64]
    mixed: NDArray[np.bool_]  # names another zone than most rows
    foreign: NDArray[np.bool_]  # names an offset which the zone of the plant does not have then


def learn(table: Table, progress: Progress, *, varied: bool = False) -> Learned:
    """`varied`: the texts of cells are too many to remember."""
    labels, meters = Labels(), Labels()
    texts = pl.Series([], dtype=pl.String if varied else pl.Categorical(pl.Categories.random()))
    counts, timed, first = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint32)
    spool = None if varied else Spool()
    for batch in ahead(numbered(table, labels, meters, texts.dtype)):
        at = batch.at
        grow = (0, len(labels.texts) - len(counts))
        counts, timed, first = np.pad(counts, grow), np.pad(timed, grow), np.pad(first, grow)
        of_batch = np.bincount(at, minlength=len(counts))
        counts += of_batch
        timed += of_batch if batch.meter.all() else np.bincount(at[batch.meter > 0], minlength=len(counts))
        if not first[1:].all():
            new = np.flatnonzero(first[at] == 0)[::-1]
            first[at[new]] = batch.rows[new]
        if spool is not None and spool.put(batch) > MOST_TEXTS:
            return learn(table, progress, varied=True)
        progress(FIRST_PASS * min(1.0, int(batch.rows[-1]) / table.rows))
    return Learned(labels, meters, counts, timed, first, texts, spool)


def numbered(table: Table, labels: Labels, meters: Labels, kind: pl.DataType) -> Iterator[Batch]:
    """Every row, with the texts of its time and meter as numbers, and its cells as `kind`. Raises Unreadable."""
    day, named, places = str(table.columns.day), table.columns.meters, [str(place) for place in table.places]
    kinds = {table.columns.day: labels.kind} | dict.fromkeys(named, meters.kind) | dict.fromkeys(table.places, kind)
    text = pl.col(places).cast(pl.String).str.strip_chars().replace("", None)
    for row, found in table.batches(kinds):
        batch, rows = found, np.arange(row, row + found.height, dtype=np.uint32)
        at = labels.numbers(batch[day])
        if not at.all():
            there = (at > 0) | batch.select(pl.any_horizontal(text.is_not_null())).to_series().to_numpy()
            batch, rows, at = batch.filter(pl.Series(there)), rows[there], at[there]
        meter = meters.numbers(batch[str(named[0])]) if named else np.zeros(0, np.uint32)
        if len(rows):
            yield Batch(rows, at, meter, pl.concat([batch[place] for place in places]))


def moments(known: Learned, *, zone: str, offset: timedelta | None) -> Moments | None:
    """None where only the order of rows tells the half of the day. Raises Unreadable."""
    numbers = np.flatnonzero(known.counts[1:]) + 1
    day = pl.Series([known.labels.texts[number] for number in numbers], dtype=pl.String)
    frame = pl.DataFrame({"row": pl.Series(numbers, dtype=pl.UInt32), "day": day, "clock": day})
    frame = frame.with_columns(pl.lit("").alias("meter"))
    if stamps.half_clock_hours(frame):
        return None
    times = stamps.moments(frame, zone=zone, offset=offset)
    at = later = _by_number(known, numbers, times.frame["at"])
    offsets = times.frame["offset"].dt.total_seconds()
    mixed = np.zeros(len(known.counts), dtype=bool)
    if offsets.is_not_null().any():
        written = offsets.is_not_null().to_numpy()
        apart, own = offsets.drop_nulls().to_numpy(), numbers[written]
        values, place = np.unique(apart, return_inverse=True)
        usual = values[np.argmax(np.bincount(place, weights=known.counts[own]))]
        mixed[own] = np.abs(apart - usual) > stamps.MOST_APART.total_seconds()
    elif offset is None:
        wall = times.frame["wall"].dt
        local = [wall.replace_time_zone(zone, ambiguous=one, non_existent="null") for one in ("earliest", "latest")]
        at, later = (_by_number(known, numbers, one.dt.convert_time_zone("UTC")) for one in local)
    foreign = np.zeros(len(known.counts), dtype=bool)
    foreign[list(times.foreign)] = True
    return Moments(times, at, later, mixed, foreign)


def _by_number(known: Learned, numbers: NDArray[np.int64], at: pl.Series) -> NDArray[np.int64]:
    filled = np.full(len(known.counts), NEVER, dtype=np.int64)
    filled[numbers] = at.dt.epoch("s").fill_null(NEVER).to_numpy()
    return filled


def times_of(table: Table, known: Learned, times: Moments) -> pl.DataFrame:
    """The times that name a meter: `at`, `wall`, `hour` and the first `row`. Raises Unreadable where they are few."""
    rows, counted = int(known.counts.sum()), int(known.timed[times.at != NEVER].sum())
    if not rows:
        raise reading.no_rows(table.block.last)
    if 2 * counted <= rows:
        seen = [number for number in range(1, len(known.counts)) if known.counts[number]]
        first = min(seen, key=lambda number: known.first[number], default=0)
        raise reading.no_times(known.labels.texts[first], rows)
    numbers = times.times.frame["row"].to_numpy()
    own = (times.at[numbers] != NEVER) & (known.timed[numbers] > 0)
    frame = (
        times.times.frame.select("meter", "wall", "hour")
        .with_columns(
            pl.Series("row", known.first[numbers]),
            pl.Series("at", times.at[numbers]),
            pl.Series("later", times.later[numbers]),
        )
        .filter(pl.Series(own))
    )
    second = frame.filter(pl.col("later") != pl.col("at")).with_columns(pl.col("later").alias("at"))
    return pl.concat([frame, second]).with_columns(pl.from_epoch("at").dt.replace_time_zone("UTC"))
