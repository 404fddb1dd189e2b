"""A grid looked at meter by meter: the signals that `checking.check` finds in a table of all rows, and the sums."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from heapq import nsmallest
from math import ceil

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projects.monitoring import checking, patterns
from projects.monitoring.bulk import Big
from projects.monitoring.grid import MISSING
from projects.monitoring.noticing import MOST_ROWS, spanned, weighed
from projects.monitoring.profile import Profile
from projects.monitoring.series import Signal
from verifier.rulebook.programme import Severity

UTC_TIME = pl.Datetime("us", "UTC")

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class _Meter:
    """One meter: its counts and rows by slot, where a row is `there` and where a number is `told`."""

    counts: NDArray[np.int64]
    rows: NDArray[np.uint32]
    there: Mask
    told: Mask
    beside: Mask  # told, as is the slot before
    change: NDArray[np.int64]  # from the slot before


class Look:
    """Takes every meter of the grid of `big`, then tells the signals."""

    def __init__(self, big: Big, profile: Profile, *, received_at: datetime | None) -> None:
        self._big, self._profile, self._grid = big, profile, big.grid
        ends_at = big.site["ends_at"]
        self._first, self._last = ((at - big.grid.first) // big.grid.interval for at in (ends_at[0], ends_at[-1]))
        self._count: Counter[str] = Counter()
        self._rows: dict[str, list[tuple[int, int]]] = {}
        self._runs: list[tuple[str, int, int, int, int]] = []
        self._moved = np.zeros(big.grid.slots, dtype=np.int64)
        self._flat = checking.FLAT // big.grid.interval
        self._alone = patterns.ALONE // big.grid.interval
        self._dark = self._slots(checking.dark(big.reading)) if profile.technology == checking.SOLAR else None
        self._later = None if received_at is None else self._slots(pl.col("ends_at") > received_at)
        self._received_at = received_at
        self._over = () if profile.nameplate_kw is None else self._limits(profile.nameplate_kw)
        self._bounded = patterns.bounded(big.reading, nameplate_kw=profile.nameplate_kw, technology=profile.technology)
        self._tens = None if self._bounded else self._digits()
        self._leading = np.zeros(0 if self._tens is None else len(self._tens) + 1, dtype=np.int64)
        self._least, self._most = MISSING, 0

    def take(self, meter: int) -> None:
        counts, rows = self._grid.counts[meter], self._grid.rows[meter]
        there = rows > 0
        if not there.any():
            return
        told = there & (counts != MISSING)
        beside = np.zeros(len(told), dtype=bool)
        np.logical_and(told[1:], told[:-1], out=beside[1:])
        change = np.zeros(len(told), dtype=np.int64)
        np.subtract(counts[1:], counts[:-1], out=change[1:], where=beside[1:])
        one = _Meter(counts, rows, there, told, beside, change)
        self._note("missing", one, np.flatnonzero(there & ~told))
        self._note("negative", one, np.flatnonzero(told & (counts < 0)))
        self._gaps(one)
        self._stillness(self._grid.meters[meter], one)
        self._jumps(one)
        if self._dark is not None:
            self._note("night", one, np.flatnonzero(told & (counts > 0) & self._dark))
        if self._later is not None:
            self._note("future", one, np.flatnonzero(told & self._later))
        if self._over:
            for code, most in zip(("nameplate", "far"), self._over, strict=True):
                self._note(code, one, np.flatnonzero(told & ((counts > most) | (counts < -most))))
        if self._tens is not None:
            self._lead(one, self._tens)

    def signals(self, severities: Mapping[str, Severity]) -> tuple[Signal, ...]:
        """All of them, with their spans; those of reading come first."""
        big, profile = self._big, self._profile
        rows = int(big.site["there"].sum())
        found = [
            checking.unread(*self._noted("missing"), rows),
            checking.absent(*self._noted("gap"), rows),
            patterns.short_months(big.reading, big.site, meters=big.meters.height),
            *(self._counted(one) for one in self._said()),
            patterns.alone(self._still_runs(), self._moves()),
            patterns.month_jumps(big.whole()),
        ]
        if profile.nameplate_kw is not None and profile.technology is not None:
            found.append(patterns.beyond_usual(big.reading, big.meters, profile.nameplate_kw, profile.technology))
        found.append(self._digits_seen())
        found = checking.fitting(big.reading, (*big.reading.signals, *found))
        return spanned(weighed(found, severities), self._marked(), big.reading.interval)

    def _digits_seen(self) -> Signal:
        if self._bounded is not None:
            return patterns.not_looked_at(self._bounded)
        step, shares = self._grid.step, Counter[str]()
        for place, count in enumerate(self._leading.tolist()):
            shares[str((place - 1) % 9 + 1)] += count
        unfit = patterns.unfit(sum(shares.values()), self._least * step, self._most * step)
        return patterns.departing(shares, self._noted("benford")[0]) if unfit is None else patterns.not_looked_at(unfit)

    def _said(self) -> Iterable[Signal]:
        """The signals that a table of no rows has, for their words."""
        none = pl.DataFrame(schema={"row": pl.UInt32, "meter": pl.String, "ends_at": UTC_TIME, "energy_kj": pl.Int64})
        empty = replace(self._big.reading, frame=none)
        yield from checking.of_meters(empty, technology=self._profile.technology)
        if self._profile.nameplate_kw is not None:
            above = checking.above(empty, self._profile.nameplate_kw)
            yield replace(above, severity="major") if self._count["far"] else above
        if self._received_at is not None:
            yield checking.future(empty, self._received_at)

    def _counted(self, said: Signal) -> Signal:
        rows, count = self._noted(said.code)
        return replace(said, count=count, rows=tuple(rows))

    def _note(self, code: str, one: _Meter, slots: NDArray[np.int64], count: int | None = None) -> None:
        if not len(slots):
            return
        self._count[code] += len(slots) if count is None else count
        rows = one.rows[slots]
        if len(slots) > MOST_ROWS:
            first = np.argpartition(rows, MOST_ROWS)[:MOST_ROWS]
            rows, slots = rows[first], slots[first]
        own = zip(rows.tolist(), slots.tolist(), strict=True)
        self._rows[code] = nsmallest(MOST_ROWS, [*self._rows.get(code, ()), *own])

    def _noted(self, code: str) -> tuple[pl.Series, int]:
        return pl.Series([row for row, _ in self._rows.get(code, ())], dtype=pl.UInt32), self._count[code]

    def _gaps(self, one: _Meter) -> None:
        slots = np.flatnonzero(one.there)
        lost = np.diff(slots, prepend=self._first - 1) - 1
        holes, tail = lost > 0, int(self._last - slots[-1])
        if holes.any() or tail:
            beside = np.concatenate([slots[holes], slots[-1:]]) if tail else slots[holes]
            self._note("gap", one, beside, int(lost.sum()) + tail)

    def _stillness(self, name: str, one: _Meter) -> None:
        """Runs of one value, unbroken in time."""
        moves = one.beside & (one.change != 0)
        self._moved += moves
        same = np.concatenate([one.beside & ~moves, [False]])
        turns = np.flatnonzero(same[1:] != same[:-1])
        # A run begins in the slot before the first that is as the one before.
        begins, ends = turns[::2], turns[1::2]
        length = ends - begins + 1
        lit = one.counts[begins] > 0
        flat, repeat = lit & (length > self._flat), lit & (length >= checking.REPEATS) & (length <= self._flat)
        for code, own in (("flat", flat), ("repeat", repeat)):
            self._note(code, one, begins[own], int(length[own].sum()))
        for place in np.flatnonzero(length >= self._alone).tolist():
            begin, end = int(begins[place]), int(ends[place])
            self._runs.append((name, end - begin + 1, int(one.rows[begin]), begin, end))

    def _jumps(self, one: _Meter) -> None:
        size = np.abs(one.counts[one.told])
        change = np.abs(one.change)
        most = int(change.max())
        if not most:
            return
        place = ceil(0.95 * (len(size) - 1))
        # Where enough readings are a third of the greatest change, none is three times what those stay below.
        if np.count_nonzero(size >= -(-most // checking.JUMP)) >= len(size) - place:
            return
        usual = int(np.partition(size, place)[place])
        self._note("jump", one, np.flatnonzero(one.beside & (change > usual * checking.JUMP)))

    def _lead(self, one: _Meter, tens: NDArray[np.int64]) -> None:
        slots = np.flatnonzero(one.told & (one.counts != 0))
        if len(slots):
            size = np.abs(one.counts[slots])
            self._least = int(size.min()) if self._least == MISSING else min(self._least, int(size.min()))
            self._most = max(self._most, int(size.max()))
            self._leading += np.bincount(np.searchsorted(tens, size, side="right"), minlength=len(self._leading))
            self._note("benford", one, slots)

    def _digits(self) -> NDArray[np.int64]:
        """The least counts that lead with 1, 2 ... 9, 1 ... in kWh, from the least to the greatest."""
        kwh = self._grid.step / 3600
        first = kwh.adjusted()
        bounds = (
            ceil(Decimal(digit).scaleb(power) / kwh) for power in range(first, first + 20) for digit in range(1, 10)
        )
        return np.array([bound for bound in bounds if bound < 1 << 62], dtype=np.int64)

    def _limits(self, nameplate_kw: Decimal) -> tuple[int, int]:
        most = nameplate_kw * (self._grid.interval // timedelta(seconds=1)) / self._grid.step
        return int(most), int(most * checking.OVER_MAJOR)

    def _slots(self, condition: pl.Expr) -> Mask:
        return self._grid.ends_at.dt.replace_time_zone("UTC").to_frame().select(condition).to_series().to_numpy()

    def _times(self, slots: Iterable[int]) -> list[datetime]:
        return [self._grid.first + self._grid.interval * slot for slot in slots]

    def _still_runs(self) -> pl.DataFrame:
        begins, ends = self._times(run[3] for run in self._runs), self._times(run[4] for run in self._runs)
        columns = {
            "length": pl.Series([run[1] for run in self._runs], dtype=pl.UInt32),
            "row": pl.Series([run[2] for run in self._runs], dtype=pl.UInt32),
            "from": pl.Series(begins, dtype=UTC_TIME),
            "to": pl.Series(ends, dtype=UTC_TIME),
        }
        return pl.DataFrame(columns)

    def _moves(self) -> pl.DataFrame:
        return pl.DataFrame({"ends_at": self._grid.ends_at, "moves": pl.Series(self._moved)})

    def _marked(self) -> pl.DataFrame:
        """Rows that signals may point to, with their times."""
        own = {place for places in (*self._rows.values(), *self._big.noticed.rows.values()) for place in places}
        own |= {(row, begin) for _, _, row, begin, _ in self._runs}
        kept = [(row, slot) for row, slot in own if slot >= 0 and (self._grid.rows[:, slot] == row).any()]
        frame = pl.DataFrame(
            {
                "row": pl.Series([row for row, _ in kept], dtype=pl.UInt32),
                "ends_at": pl.Series(self._times(slot for _, slot in kept), dtype=UTC_TIME),
            }
        )
        return pl.concat([frame, *(one.select("row", "ends_at") for one in (self._big.site, self._big.meters))])
