"""Readings in file order, each into its place in the grid; what is noticed of rows is noticed here."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from projects.monitoring.cells import Counts
from projects.monitoring.checking import HOUR, SAID, ended_round
from projects.monitoring.grid import MISSING, Grid, refined
from projects.monitoring.noticing import Noticed
from projects.monitoring.series import Signal

LEAST_RISES = 47  # two days of hours: 48 values


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
        self._value = np.full(len(grid.meters), MISSING, dtype=np.int64)
        self._rises = np.zeros(len(grid.meters), dtype=np.int64)
        self._climbs = True

    def put(self, placed: Placed) -> None:
        """Raises TooFine."""
        rows, meter, slot, read = placed
        if read.places > self.grid.places:
            times = 10 ** (read.places - self.grid.places)
            self.grid.refine(read.places)
            refined(self._value, times)
        again = self.grid.place(meter * self.grid.slots + slot, read.counts, rows)
        forward = slot[0] >= self._last.max() and bool((slot[1:] >= slot[:-1]).all())
        if forward and not self._climbs and not len(again):
            self._last[meter] = slot
        else:
            before = self._before(meter, slot, read)
            self.found.add("order", slot < before, rows, slot)
            if len(again):
                self._of_copies(rows[again], meter[again], slot[again], before[again], read.counts[again])
        self.told += int(np.count_nonzero(read.last))
        self.found.add("round", read.last == 2, rows, slot)

    def climbs(self) -> bool:
        """Whether every meter only ever rises, over two days of hours or more."""
        seen = self._last >= 0
        return self._climbs and bool((self._rises[seen] >= LEAST_RISES).all())

    def signals(self) -> tuple[Signal, ...]:
        """Those of `checking.while_reading`."""
        codes = ("duplicate", "conflict", "order", "clock-shift")
        ends = ended_round(self.told, *self.found.of("round"))
        found = (*(self.found.signal(code, SAID[code]) for code in codes), ends)
        return tuple(one for one in found if one.count)

    def _before(self, meter: NDArray[np.int64], slot: NDArray[np.int64], read: Counts) -> NDArray[np.int64]:
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
        if self._climbs:
            self._climb(of, read.counts[order])
        return before

    def _climb(self, of: NDArray[np.int64], counts: NDArray[np.int64]) -> None:
        told = counts != MISSING
        of, counts = of[told], counts[told]
        if not len(of):
            return
        heads = np.flatnonzero(np.concatenate([[True], of[1:] != of[:-1]]))
        before = np.concatenate([counts[:1], counts[:-1]])
        earlier = self._value[of[heads]]
        before[heads] = np.where(earlier == MISSING, counts[heads], earlier)
        self._climbs = bool((counts >= before).all())
        self._rises += np.bincount(of[counts > before], minlength=len(self._rises))
        tails = np.concatenate([heads[1:] - 1, [len(of) - 1]])
        self._value[of[tails]] = counts[tails]

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
