"""The curve of a series as SVG, for the page as it is sent: computed here, drawn by projects/curve.html.

For the eye only: floats, rounded to a tenth of a unit of the drawing. The exact numbers are in the tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import floor, log10
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton

from projects.charts import Bucket, Marked
from verifier.desk.formats import locale

WIDTH, HEIGHT = 960, 280
LEFT, RIGHT, TOP, BOTTOM = 72, 12, 10, 28
MOST_TICKS = 7
A_DAY, SOME_DAYS, A_YEAR = timedelta(hours=36), timedelta(days=75), timedelta(days=800)


class Tick(NamedTuple):
    at: float
    text: str


class Box(NamedTuple):
    x: float
    width: float
    severity: str


@dataclass(frozen=True)
class Curve:
    """Buckets of a window from `starts_at` until `ends_at`, in `unit`, with the spans that are marked in it."""

    title: str
    unit: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    buckets: Sequence[Bucket]
    marked: Sequence[Marked]

    @property
    def envelopes(self) -> list[str]:
        """From the least to the most of each bucket, as outlines: one for each run without a gap."""
        return [
            " ".join(
                [f"{self._x(one.starts_at):.1f},{self._y(one.most):.1f}" for one in run]
                + [f"{self._x(one.starts_at):.1f},{self._y(one.least):.1f}" for one in reversed(run)]
            )
            for run in self._runs
        ]

    @property
    def means(self) -> list[str]:
        return [" ".join(f"{self._x(one.starts_at):.1f},{self._y(one.mean):.1f}" for one in run) for run in self._runs]

    @property
    def boxes(self) -> list[Box]:
        """What is marked, at least two units wide, so that a single interval is seen."""
        edges = [
            (self._x(max(one.starts_at, self.starts_at)), self._x(min(one.ends_at, self.ends_at)), one.severity)
            for one in self.marked
        ]
        return [Box(round(left, 1), round(max(2.0, right - left), 1), severity) for left, right, severity in edges]

    @property
    def levels(self) -> list[Tick]:
        low, high = self._range
        step = _step((high - low) / 4)
        first = floor(low / step)
        marks = [n * step for n in range(first, first + 12) if low <= n * step <= high]
        places = max(0, -floor(log10(step)))
        return [Tick(round(self._y(mark), 1), f"{mark:,.{places}f}") for mark in marks]

    @property
    def days(self) -> list[Tick]:
        """The local moments along the bottom."""
        span = self.ends_at - self.starts_at
        moments = [self.starts_at + span * n / (MOST_TICKS - 1) for n in range(MOST_TICKS)]
        return [Tick(round(self._x(at), 1), moment(at, self.zone, span)) for at in moments[:-1]]

    @property
    def zero(self) -> float | None:
        low, high = self._range
        return round(self._y(0), 1) if low <= 0 <= high else None

    @property
    def _runs(self) -> list[list[Bucket]]:
        """Buckets that follow one another; a bucket without a reading is not among them."""
        if not self.buckets:
            return []
        usual = min((after.starts_at - before.starts_at for before, after in pairwise(self.buckets)), default=None)
        runs = [[self.buckets[0]]]
        for before, after in pairwise(self.buckets):
            if usual is not None and after.starts_at - before.starts_at > usual * 1.5:
                runs.append([])
            runs[-1].append(after)
        return runs

    @property
    def _range(self) -> tuple[float, float]:
        low = min((one.least for one in self.buckets), default=0.0)
        high = max((one.most for one in self.buckets), default=1.0)
        low, high = min(low, 0.0), max(high, 0.0)
        return (low, high) if high > low else (low, low + 1)

    def _x(self, at: datetime) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * ((at - self.starts_at) / (self.ends_at - self.starts_at))

    def _y(self, value: float) -> float:
        low, high = self._range
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low)


def moment(at: datetime, zone: str, span: timedelta) -> str:
    """A moment of the zone as short as the span of the picture allows."""
    local = at.astimezone(ZoneInfo(zone))
    if span < A_DAY:
        return f"{local:%H:%M}"
    if span < SOME_DAYS:
        return str(format_skeleton("MMMd", local, locale=locale()))
    return str(format_skeleton("yMMM", local, locale=locale())) if span < A_YEAR else str(format_date(local, "yyyy-MM"))


def _step(about: float) -> float:
    """1, 2 or 5 times a power of ten, the next above."""
    power = 10.0 ** floor(log10(about))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= about * 0.999)
