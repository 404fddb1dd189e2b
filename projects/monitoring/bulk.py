"""A long text of readings, into a grid: two passes over its rows by whole columns, and never a table of all rows.

The first pass learns the times and the meters and puts the rows by as numbers; the second, which needs the file only
where its cells are too various for that, puts each reading into its place. What is understood and noticed is what
`reading.read` understands and notices.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projects.monitoring import headings, intervals, learning, quantities, reading, registers
from projects.monitoring.cells import Cells
from projects.monitoring.choosing import Sheet
from projects.monitoring.grid import Grid
from projects.monitoring.headings import Columns
from projects.monitoring.learning import FIRST_PASS, NEVER, Batch, Learned, Moments, Progress, Rows, Table, ahead
from projects.monitoring.noticing import Noticed
from projects.monitoring.placing import Placed, Placing
from projects.monitoring.profile import Profile
from projects.monitoring.series import ENERGY, Reading, Signal
from projects.monitoring.sheets import TextSheet
from projects.monitoring.understanding import told

PLACED = 0.7  # of the work
LEAST_SLOTS, SPARSEST = 1 << 20, 8  # beyond, most of the intervals of a grid would be empty
MOST_CELLS = 72_000_000  # two thousand meters over a year of quarter hours, at 12 bytes


@dataclass(frozen=True)
class Big:
    """A series in a grid. `reading` tells how it was understood, and holds no rows."""

    reading: Reading
    grid: Grid
    site: pl.DataFrame  # as Grid.site
    meters: pl.DataFrame  # as Grid.by_meter
    noticed: Noticed  # of rows

    def whole(self) -> Reading:
        """All meters together: the totals of these rows are those of the series."""
        common = pl.col("row", "ends_at"), pl.lit("").alias("meter")
        out, back = pl.col("out").alias("energy_kj"), (-pl.col("in")).alias("energy_kj")
        measured = self.site.filter(pl.col("measured") > 0)
        blank = self.site.filter(pl.col("measured") == 0).select(*common, pl.lit(None, dtype=ENERGY).alias("energy_kj"))
        frame = pl.concat([measured.select(*common, out), measured.select(*common, back), blank])
        return replace(self.reading, frame=frame)


def fits(sheet: Sheet, columns: Columns) -> bool:
    """Whether a table of this form can be read into a grid."""
    wide = columns.layout == "wide" and not columns.meters and not columns.by_direction
    long = columns.layout == "long" and len(columns.meters) <= 1
    return (
        isinstance(sheet, TextSheet)
        and (wide or long)
        and columns.clock is None
        and columns.multiplier is None
        and columns.unit_of_row is None
        and columns.currency is None
        and columns.measures != "counter"
        and len({one.kilo for one in columns.quantities}) == 1
    )


def read_grid(table: Table, *, name: str, zone: str, profile: Profile, progress: Progress) -> Big | None:
    """The series of `table`; None where only a table of all rows tells what it is. Raises Unreadable, TooFine."""
    known = learning.learn(table, progress)
    times = learning.moments(known, zone=table.columns.zone or zone, offset=table.columns.offset)
    if times is None:
        return None
    timed = learning.times_of(table, known, times)
    interval = intervals.step(timed)
    where, stamp = intervals.stamped(timed, table.columns)
    stamp = replace(stamp, count=int(known.timed[times.at != NEVER].sum()))
    begins, last = timed.select(pl.min("at").alias("first"), pl.max("at").alias("last")).row(0)
    slots = (last - begins) // interval + 1
    meters = _meters(table, known, name)
    if slots * len(meters) > MOST_CELLS or slots > max(LEAST_SLOTS, SPARSEST * int(known.counts.sum())):
        return None
    grid = Grid(meters, begins + (interval if where == "start" else timedelta(0)), slots, interval)
    grid.factor, most = _factor(table, interval, profile)
    second = _Second(table, known, times, begins=begins, grid=grid)
    mark = second.read(Cells(most=most, mark=None), progress)
    _is_series(grid, table)
    imports = {one.label for one in table.columns.quantities if one.imports}
    grid.turn(imports if table.columns.layout == "wide" or not imports else meters, second.found)
    return _understood(second, mark, stamp, name=name, zone=zone)


def _meters(table: Table, known: Learned, name: str) -> list[str]:
    if table.columns.layout == "wide":
        return sorted(one.label for one in table.columns.quantities)
    return sorted(text for text in known.meters.texts if text) or [table.columns.whole or Path(name).stem]


def _factor(table: Table, interval: timedelta, profile: Profile) -> tuple[Decimal, Decimal]:
    """kJ in one unit as written, and the most of it that a meter can mean."""
    columns = table.columns
    seconds = interval // timedelta(seconds=1) if columns.measures == "power" else None
    kilo = columns.quantities[0].kilo * profile.multiplier
    made = quantities.factors([kilo], seconds=seconds, most_kj=quantities.MOST_KJ)
    return made["factor"][0], made["most"][0]


class _Second:
    """The second pass, once or, where the first cells misled, twice."""

    def __init__(self, table: Table, known: Learned, times: Moments, *, begins: datetime, grid: Grid) -> None:
        self.table, self.known, self.times, self.grid = table, known, times, grid
        step = grid.interval // timedelta(seconds=1)
        first = int(begins.timestamp())
        self._slot, self._later = (np.where(one == NEVER, -1, (one - first) // step) for one in (times.at, times.later))
        repeats = times.at != times.later
        self._of_times = [
            (code, of)
            for code, of in (("repeated-hour", repeats), ("mixed-zones", times.mixed), ("zone-offset", times.foreign))
            if of.any()
        ]
        self._twice = self._later != self._slot
        place = {meter: index for index, meter in enumerate(grid.meters)}
        self._of_number = np.array([place.get(text, -1) for text in known.meters.texts])
        self._of_column = np.array([place.get(one.label, 0) for one in table.columns.quantities])

    def read(self, cells: Cells, progress: Progress) -> str:
        """The decimal sign. Raises Unreadable, TooFine."""
        self.found = Noticed()
        self.placing = Placing(self.grid, self.found)
        self._again = np.zeros(0, dtype=np.int64)
        for one in ahead(self._placed(batch, cells) for batch in self.known.batches(self.table)):
            if len(one.rows):
                self.placing.put(one)
                progress(FIRST_PASS + (PLACED - FIRST_PASS) * min(1.0, int(one.rows[-1]) / self.table.rows))
        mark = cells.settled()
        if mark == cells.mark or cells.mark is None:
            return mark
        self.grid.clear()
        return self.read(Cells(most=cells.most, mark=mark), progress)

    def _placed(self, batch: Batch, cells: Cells) -> Placed:
        rows, at, own = batch.rows, batch.at, batch.cells
        slot, wide = self._slot[at], len(self._of_column)
        meter = self._of_number[batch.meter] if self.table.columns.meters else np.zeros(len(rows), dtype=np.int64)
        if min(slot.min(), meter.min()) < 0:
            placed = (slot >= 0) & (meter >= 0)
            self._unplaced(rows, at, placed)
            rows, at, slot, meter = rows[placed], at[placed], slot[placed], meter[placed]
            own = own.filter(pl.Series(np.tile(placed, wide)))
        count = len(rows)
        if wide > 1:
            meter = np.repeat(self._of_column, count)
            rows, at, slot = np.tile(rows, wide), np.tile(at, wide), np.tile(slot, wide)
        slot = self._second_hour(at, slot, meter)
        for code, of in self._of_times:
            self.found.add(code, of[at[:count]], rows[:count], slot[:count])
        return Placed(rows, meter, slot, cells.counts(own, self.known.texts))

    def _unplaced(self, rows: Rows, at: Rows, placed: NDArray[np.bool_]) -> None:
        """Rows without a meter, or without a time that exists."""
        none = np.full(len(rows), -1, dtype=np.int64)
        self.found.add("unplaced", ~placed, rows, none)
        for code, of in self._of_times:
            self.found.add(code, of[at] & ~placed, rows, none)

    def _second_hour(self, at: Rows, slot: NDArray[np.int64], meter: NDArray[np.int64]) -> NDArray[np.int64]:
        """In the hour that a clock change repeats, every row of a meter and time but the first is the later one."""
        if not self._twice.any():
            return slot
        twice = np.flatnonzero(self._twice[at])
        if not len(twice):
            return slot
        keys = meter[twice] * self.grid.slots + slot[twice]
        again = np.isin(keys, self._again)
        first = np.unique(keys, return_index=True)[1]
        again[np.setdiff1d(np.arange(len(keys)), first)] = True
        self._again = np.union1d(self._again, keys)
        slot = slot.copy()
        slot[twice[again]] = self._later[at[twice[again]]]
        return slot

    def written(self, slot: int) -> str:
        """The first text that stands for the times of `slot`."""
        own = np.flatnonzero((self._slot == slot) | (self._later == slot))
        return self.known.labels.texts[min(own, key=lambda number: self.known.first[number])]

    def signals(self) -> tuple[Signal, ...]:
        codes = ("repeated-hour", "mixed-zones", "zone-offset", "both-ways", "unplaced")
        return tuple(one for code in codes if (one := self.found.signal(code, reading.SAID[code])).count)


def _is_series(grid: Grid, table: Table) -> None:
    """Raises Unreadable where the readings of a meter stand otherwise apart than the times of all, or only climb."""
    step = grid.usual_step()
    if not step:
        raise intervals.short()
    if step > 1:
        astray, row = grid.astray(step)
        raise intervals.irregular(grid.interval * step, row, f"{astray:,}")
    if table.columns.measures in ("energy", "mass"):
        for meter, counts in zip(grid.meters, grid.counts, strict=True):
            if registers.counts_climb(counts):
                raise headings.counter(table.block.titles[table.places[0]], meter)


def _understood(second: _Second, mark: str, stamp: Signal, *, name: str, zone: str) -> Big:
    table, grid, site = second.table, second.grid, second.grid.site()
    found = Reading(
        name=name,
        sheet=table.sheet.name,
        header_row=table.block.last + 1,
        form=reading.form(table.sheet, table.block, table.columns, second.times.times, mark),
        understood=(),
        frame=pl.DataFrame(),
        interval=grid.interval,
        zone=zone,
        signals=(*second.signals(), stamp, *second.placing.signals()),
    )
    row, slot = grid.opening()
    begins = grid.first + grid.interval * (slot - 1)
    understood = told(
        found,
        [meter for meter, rows in zip(grid.meters, grid.rows, strict=True) if rows.any()],
        first=site["ends_at"][0] - grid.interval,
        last=site["ends_at"][-1],
        readings=int(site["there"].sum()),
        zone=second.times.times.zone,
        opening=(row, second.written(slot), begins),
    )
    return Big(replace(found, understood=understood), grid, site, grid.by_meter(), second.found)
