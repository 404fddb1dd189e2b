"""A series too long for a table: one whole number for each meter and interval, and the source row it came from."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal, localcontext
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projects.monitoring.noticing import Noticed
from projects.monitoring.series import ENERGY, goes_both_ways

MISSING = np.iinfo(np.int64).min  # a row is there, and no number in it
HALF = 30  # bits: sums of the upper and the lower part of a count cannot overflow, whatever the counts
LOWER = (1 << HALF) - 1
MOST_COUNT = 1 << 62
MOST_PLACES = 18  # of ENERGY
LEAST_RUN = 64  # intervals one after another, on the average, from which they are put as one


class TooFine(Exception):  # noqa: N818 - the name says what happened
    """The decimals of the readings do not fit whole numbers of 64 bits."""


def whole(digits: pl.Series, places: int) -> tuple[pl.Series, int]:
    """`digits`, of decimals with 18 places, as whole counts with as few places as hold all, `places` or more.

    Raises TooFine.
    """
    while places < MOST_PLACES and (digits % _unit(places) != 0).any():
        places += 1
    counts = digits // _unit(places)
    if (counts.abs() > MOST_COUNT).any():
        raise TooFine
    return counts.cast(pl.Int64), places


def refined(counts: NDArray[np.int64], times: int) -> None:
    """Multiply them in place. Raises TooFine."""
    there = counts != MISSING
    if there.any() and int(np.abs(counts[there]).max()) * times > MOST_COUNT:
        raise TooFine
    np.multiply(counts, times, out=counts, where=there)


def _unit(places: int) -> pl.Series:
    return pl.Series([10 ** (MOST_PLACES - places)], dtype=pl.Int128)


def exact(counts: pl.Series, step: Decimal) -> pl.Series:
    """`counts` of `step` kJ in kJ; decimals are kJ as they stand."""
    if counts.dtype == ENERGY:
        return counts
    return counts.cast(pl.Decimal(38, 0)) * pl.Series([step], dtype=ENERGY)


class Grid:
    """`counts` and `rows` of every meter (in order of name) and interval; a row of 0 says that there is none.

    A count stands for `10 ** -places` of the unit as written, and for `step` kJ.
    """

    def __init__(self, meters: Sequence[str], first: datetime, slots: int, interval: timedelta) -> None:
        self.meters, self.first, self.slots, self.interval = list(meters), first, slots, interval
        self.counts = np.zeros((len(meters), slots), dtype=np.int64)
        self.rows = np.zeros((len(meters), slots), dtype=np.uint32)
        self.places = 0
        self.factor = Decimal(1)  # kJ in one unit as written

    @property
    def step(self) -> Decimal:
        return self.factor.scaleb(-self.places).normalize()

    @property
    def ends_at(self) -> pl.Series:
        """The end of each interval, UTC."""
        last = self.first + self.interval * (self.slots - 1)
        return pl.datetime_range(self.first, last, self.interval, time_unit="us", eager=True).alias("ends_at")

    def refine(self, places: int) -> None:
        """Count in finer steps from now on. Raises TooFine."""
        times = 10 ** (places - self.places)
        for counts in self.counts:
            refined(counts, times)
        self.places = places

    def place(self, cells: NDArray[np.int64], counts: NDArray[np.int64], rows: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Put `counts` into `cells` (meter x slots + slot), the first of each; which of them were not the first."""
        heads = np.flatnonzero(np.diff(cells) != 1) + 1
        if len(heads) * LEAST_RUN > len(cells):
            return self._scatter(cells, counts, rows)
        again = []
        for begin, end in pairwise([0, *heads.tolist(), len(cells)]):
            span = slice(cells[begin], cells[begin] + end - begin)
            known, own = self.rows.reshape(-1)[span], self.counts.reshape(-1)[span]
            fresh = known == 0
            if fresh.all():
                known[:], own[:] = rows[begin:end], counts[begin:end]
            else:
                np.copyto(known, rows[begin:end], where=fresh)
                np.copyto(own, counts[begin:end], where=fresh)
                again.append(begin + np.flatnonzero(~fresh))
        return np.concatenate(again) if again else np.zeros(0, dtype=np.int64)

    def _scatter(
        self, cells: NDArray[np.int64], counts: NDArray[np.int64], rows: NDArray[np.uint32]
    ) -> NDArray[np.int64]:
        known = self.rows.reshape(-1)
        fresh = known[cells] == 0
        # Of what is written twice into one place the last stays: hence backwards.
        known[cells[fresh][::-1]] = rows[fresh][::-1]
        first = known[cells] == rows
        if first.all():
            self.counts.reshape(-1)[cells] = counts
        else:
            self.counts.reshape(-1)[cells[first]] = counts[first]
        return np.flatnonzero(~first)

    def usual_step(self) -> int:
        """How many intervals most readings of a meter are apart, the least where several; 0 without two readings."""
        counted: Counter[int] = Counter()
        for rows in self.rows:
            apart = np.diff(np.flatnonzero(rows))
            further = apart[apart > 1]
            counted[1] += len(apart) - len(further)
            counted.update(further.tolist())
        most = max(counted.values())
        return min(step for step, times in counted.items() if times == most) if most else 0

    def astray(self, step: int) -> tuple[int, int]:
        """How many readings stand off the usual phase of `step` intervals, and the first row of those."""
        phases = np.array([np.count_nonzero(self.rows[:, phase::step]) for phase in range(step)])
        usual = int(np.argmax(phases))
        firsts = (self.rows[:, phase::step] for phase in range(step) if phase != usual)
        first = min(int(rows[rows > 0].min()) for rows in firsts if rows.any())
        return int(phases.sum() - phases[usual]), first

    def opening(self) -> tuple[int, int]:
        """The row and slot of the first reading of the first meter."""
        meter = next(index for index, rows in enumerate(self.rows) if rows.any())
        slot = int(np.argmax(self.rows[meter] > 0))
        return int(self.rows[meter, slot]), slot

    def clear(self) -> None:
        self.rows[:], self.places = 0, 0

    def turn(self, imports: Collection[str], found: Noticed) -> None:
        """Import is negative, by where most of a meter's energy lies, also where the file writes it without a sign."""
        for meter, counts, rows in zip(self.meters, self.counts, self.rows, strict=True):
            if meter not in imports:
                continue
            out, back = self._sum(counts[counts > 0]), self._sum(-counts[(counts < 0) & (counts != MISSING)])
            if out > back:
                np.negative(counts, out=counts, where=counts != MISSING)
            if goes_both_ways(out, back):
                slots = np.flatnonzero(counts > 0)
                slots = slots[np.argsort(rows[slots])]
                found.add("both-ways", np.ones(len(slots), dtype=bool), rows[slots], slots)

    def parts(self) -> Iterator[pl.DataFrame]:
        """The series meter by meter, in order: `meter`, `ends_at` and `energy_kj`, in counts."""
        names, ends_at = pl.Series(self.meters, dtype=pl.String), self.ends_at
        for meter, (counts, rows) in enumerate(zip(self.counts, self.rows, strict=True)):
            there = rows > 0
            own = counts[there]
            energy = pl.Series(own)
            if (own == MISSING).any():
                energy = energy.replace(MISSING, None)
            yield pl.DataFrame(
                {
                    "meter": names.new_from_index(meter, len(own)),
                    "ends_at": ends_at.filter(pl.Series(there)),
                    "energy_kj": energy,
                }
            )

    def site(self) -> pl.DataFrame:
        """Every interval with a row: `ends_at`, kJ `out` and `in`, meters `measured` and `there`, the least `row`."""
        sums = np.zeros((4, self.slots), dtype=np.int64)
        there, measured = np.zeros(self.slots, dtype=np.uint32), np.zeros(self.slots, dtype=np.uint32)
        least = np.full(self.slots, np.iinfo(np.uint32).max, dtype=np.uint32)
        for counts, rows in zip(self.counts, self.rows, strict=True):
            one = rows > 0
            told = one & (counts != MISSING)
            there += one
            measured += told
            # One less than the row: none becomes the greatest.
            np.minimum(least, rows - np.uint32(1), out=least)
            known = np.where(told, counts, 0)
            both = (np.maximum(known, 0), np.maximum(-known, 0)) if known.min() < 0 else (known,)
            for place, part in enumerate(both):
                if part.max() > LOWER:
                    sums[2 * place] += part >> HALF
                    sums[2 * place + 1] += part & LOWER
                else:
                    sums[2 * place + 1] += part
        out, back = (self._energy(sums[place], sums[place + 1]) for place in (0, 2))
        frame = pl.DataFrame(
            {
                "ends_at": self.ends_at,
                "out": out,
                "in": back,
                "measured": pl.Series(measured),
                "there": pl.Series(there),
                "row": pl.Series(least + np.uint32(1)),
            }
        )
        return frame.filter(pl.col("there") > 0)

    def by_meter(self) -> pl.DataFrame:
        """Every meter that has a row: kJ `out` and `in`, how many `measured`, the first `row` and its `ends_at`."""
        found = []
        for name, counts, rows in zip(self.meters, self.counts, self.rows, strict=True):
            there = rows > 0
            if there.any():
                known = counts[there & (counts != MISSING)]
                out, back = self._sum(known[known > 0]), self._sum(-known[known < 0])
                slot = int(np.argmax(there))
                found.append((name, out, back, len(known), int(rows[slot]), self.first + self.interval * slot))
        kinds = (pl.String, ENERGY, ENERGY, pl.UInt32, pl.UInt32, pl.Datetime("us", "UTC"))
        names = ("meter", "out", "in", "measured", "row", "ends_at")
        return pl.DataFrame(found, schema=dict(zip(names, kinds, strict=True)), orient="row")

    def energy(self, counts: pl.Series) -> pl.Series:
        """`counts` in kJ."""
        return exact(counts, self.step)

    def _sum(self, counts: NDArray[np.int64]) -> Decimal:
        with localcontext(prec=60):
            return self.step * ((int((counts >> HALF).sum()) << HALF) + int((counts & LOWER).sum()))

    def _energy(self, upper: NDArray[np.int64], lower: NDArray[np.int64]) -> pl.Series:
        with localcontext(prec=60):
            step = self.step
            return pl.Series(
                [step * ((high << HALF) + low) for high, low in zip(upper.tolist(), lower.tolist(), strict=True)],
                dtype=ENERGY,
            )
