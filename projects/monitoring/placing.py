"""Readings in file order, each into its place in the grid; what is noticed of rows is noticed here."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from projects.monitoring.cells import Counts
from projects.monitoring.checking import HOUR, SAID, ended_round
from projects.monitoring.grid import Grid
from projects.monitoring.noticing import Noticed
from projects.monitoring.series import Signal


class Placed(NamedTuple):
    """Some readings in file order: where in the grid each belongs."""

    rows: NDArray[np.uint32]
    meter: NDArray[np.int64]
    slot: NDArray[np.int64]
    read: Counts


class Placing:
    """Puts rows into `grid`, and keeps of each meter what the next row of it is held against."""

    def __init__(self, grid: Grid, found: Noticed) -> None:
        self.grid, self.found = grid, found
        self.told = 0  # readings whose last digit tells something
        self._last = np.full(len(grid.meters), -1, dtype=np.int64)

    def put(self, placed: Placed) -> None:
        """Raises TooFine."""
        rows, meter, slot, read = placed
        if read.places > self.grid.places:
            self.grid.refine(read.places)
        again = self.grid.place(meter * self.grid.slots + slot, read.counts, rows)
        forward = slot[0] >= self._last.max() and bool((slot[1:] >= slot[:-1]).all())
        if forward and not len(again):
            self._last[meter] = slot
        else:
            before = self._before(meter, slot)
            self.found.add("order", slot < before, rows, slot)
            if len(again):
                self._of_copies(rows[again], meter[again], slot[again], before[again], read.counts[again])
        self.told += int(np.count_nonzero(read.last))
        self.found.add("round", read.last == 2, rows, slot)

    def signals(self) -> tuple[Signal, ...]:
        """Those of `checking.while_reading`."""
        codes = ("duplicate", "conflict", "order", "clock-shift")
        ends = ended_round(self.told, *self.found.of("round"))
        found = (*(self.found.signal(code, SAID[code]) for code in codes), ends)
        return tuple(one for one in found if one.count)

    def _before(self, meter: NDArray[np.int64], slot: NDArray[np.int64]) -> NDArray[np.int64]:
        """The slot of the meter's row before, in file order; -1 where there is none."""
        order: Any = slice(None)
        sorted_already = bool((meter[1:] >= meter[:-1]).all())
        if not sorted_already:
            # 16 bits are sorted by counting.
            order = np.argsort(meter.astype(np.uint16) if len(self._last) < 1 << 16 else meter, kind="stable")
        of, placed = meter[order], slot[order]
        heads = np.flatnonzero(np.concatenate([[True], of[1:] != of[:-1]]))
        tails = np.concatenate([heads[1:] - 1, [len(of) - 1]])
        shifted = np.empty_like(placed)
        shifted[1:] = placed[:-1]
        shifted[heads] = self._last[of[heads]]
        before = shifted
        if not sorted_already:
            before = np.empty_like(placed)
            before[order] = shifted
        self._last[of[tails]] = placed[tails]
        return before

    def _of_copies(
        self,
        rows: NDArray[np.uint32],
        meter: NDArray[np.int64],
        slot: NDArray[np.int64],
        before: NDArray[np.int64],
        counts: NDArray[np.int64],
    ) -> None:
        same = counts == self.grid.counts[meter, slot]
        self.found.add("duplicate", same, rows, slot)
        self.found.add("conflict", ~same, rows, slot)
        back = (self.grid.interval - HOUR) // self.grid.interval
        self.found.add("clock-shift", (before >= 0) & (slot - before == back), rows, slot)
