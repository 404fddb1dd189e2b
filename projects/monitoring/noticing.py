"""How a signal is made: from the source rows it points to, and weighed by the table of bases or by the scheme."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projects.monitoring.bases import BASES
from projects.monitoring.series import Signal
from verifier.rulebook.programme import Severity
from verifier.rulebook.wording import Text

NO_ROWS = pl.Series([], dtype=pl.UInt32)
MOST_ROWS = 200  # as many are marked on a chart


def noticed(
    code: str, rows: pl.Series, message: Text, *, severity: Severity | None = None, count: int | None = None
) -> Signal:
    """A signal on source `rows`; it counts them, unless `count` is given. `severity` is that of what was measured."""
    first = tuple(rows.sort().head(MOST_ROWS).to_list())
    return Signal(code, severity or BASES[code].severity, len(rows) if count is None else count, first, message)


class Noticed:
    """Rows as they come, in file order: how many of each code, and the first of them."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.rows: dict[str, list[tuple[int, int]]] = {}

    def add(self, code: str, mask: NDArray[np.bool_], rows: NDArray[np.uint32], slot: NDArray[np.int64]) -> None:
        """Those of `rows` under `mask`, each with its `slot` in time, -1 where it has none."""
        count = int(np.count_nonzero(mask))
        if count:
            self.counts[code] = self.counts.get(code, 0) + count
            kept = self.rows.get(code, [])
            # The first of `rows` is the least of them.
            if len(kept) == MOST_ROWS and rows[0] > kept[-1][0]:
                return
            own = np.flatnonzero(mask)
            if count > MOST_ROWS:
                own = own[np.argpartition(rows[own], MOST_ROWS)[:MOST_ROWS]]
            first = zip(rows[own].tolist(), slot[own].tolist(), strict=True)
            self.rows[code] = sorted([*kept, *first])[:MOST_ROWS]

    def of(self, code: str) -> tuple[pl.Series, int]:
        return pl.Series([row for row, _ in self.rows.get(code, ())], dtype=pl.UInt32), self.counts.get(code, 0)

    def signal(self, code: str, message: Text) -> Signal:
        rows, count = self.of(code)
        return noticed(code, rows, message, count=count)


def weighed(found: Iterable[Signal], severities: Mapping[str, Severity]) -> tuple[Signal, ...]:
    """The signals that count anything, as the scheme weighs their codes."""
    return tuple(replace(one, severity=severities.get(one.code, one.severity)) for one in found if one.count)


def spanned(found: Iterable[Signal], frame: pl.DataFrame, interval: timedelta) -> tuple[Signal, ...]:
    """The signals with the times of their rows, those that touch as one."""
    found = tuple(found)
    wanted = {row for one in found for row in one.rows}
    placed = frame.filter(pl.col("row").is_in(list(wanted))).select("row", "ends_at").unique().sort("ends_at")
    times: dict[int, list[datetime]] = {}
    for row, ends_at in placed.rows():
        times.setdefault(row, []).append(ends_at)
    return tuple(
        replace(one, spans=joined(sorted({at for row in one.rows for at in times.get(row, ())}), interval))
        for one in found
    )


def joined(ends: list[datetime], interval: timedelta) -> tuple[tuple[datetime, datetime], ...]:
    """Spans of the intervals that end at `ends`, in order; those that touch as one."""
    spans: list[tuple[datetime, datetime]] = []
    for at in ends:
        if spans and spans[-1][1] == at - interval:
            spans[-1] = (spans[-1][0], at)
        else:
            spans.append((at - interval, at))
    return tuple(spans)
