"""Cells of numbers as whole counts: each different text is read once, as `quantities` reads it."""

from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projects.monitoring import quantities
from projects.monitoring.checking import LAST_DIGIT
from projects.monitoring.grid import MISSING, refined, whole
from projects.monitoring.labels import EMPTY, codes
from projects.monitoring.series import Unreadable

UNREAD = 255


class Counts(NamedTuple):
    """For each cell: how many steps of `10 ** -places`, and what its last digit tells."""

    counts: NDArray[np.int64]
    places: int
    last: NDArray[np.uint8]  # 0 nothing, 1 a digit of a number other than zero, 2 and it is 0 or 5


class Cells:
    """The quantity column, some cells at a time. `mark` is the decimal sign; None: what the first cells say."""

    def __init__(self, *, most: Decimal, mark: str | None) -> None:
        self.mark = mark
        self.most = most
        self.places = 0
        self._marked = pl.Series(dtype=pl.String)  # the first cell of each way in which commas and points are written
        self._pointed = False  # a cell tells that the point is before the decimals
        self._forget()

    def counts(self, cells: pl.Series, texts: pl.Series) -> Counts:
        """`cells` are codes of the kind of `texts`, or text themselves. Raises TooFine."""
        if cells.dtype == pl.String:
            texts = cells.cast(pl.Categorical(pl.Categories.random()))
            cells = pl.Series(codes(texts))
            self._forget()
        own = cells.to_numpy()
        self._grow(own)
        last = self._last.take(own, mode="clip")
        fresh = own[last == UNREAD]
        if len(fresh):
            found, first = np.unique(fresh, return_index=True)
            self._read(found[np.argsort(first)], texts.dtype)
            last = self._last.take(own, mode="clip")
        return Counts(self._counts.take(own, mode="clip"), self.places, last)

    def _forget(self) -> None:
        """Each array goes by code, and ends with what stands for an empty cell."""
        self._counts = np.full(1, MISSING, dtype=np.int64)
        self._last = np.zeros(1, dtype=np.uint8)

    def _grow(self, own: NDArray[Any]) -> None:
        more = int(own.max(where=own != EMPTY, initial=0)) + 2 - len(self._last)
        if more > 0:
            self._counts = np.concatenate([self._counts, np.full(more, MISSING, dtype=np.int64)])
            self._last = np.concatenate([self._last[:-1], np.full(more, UNREAD, dtype=np.uint8), self._last[-1:]])

    def _read(self, own: NDArray[Any], kind: Any) -> None:
        texts = pl.Series(own.astype(np.uint32)).cat.to(kind).cast(pl.String).str.strip_chars().replace("", None)
        point = texts.str.contains(".", literal=True)
        comma = texts.str.contains(",", literal=True)
        self._look_at_marks(texts.filter(comma if self._pointed else comma | point))
        value = quantities.read_as(texts, self.mark or ".")
        self._look_at_marks(texts.filter(value.is_null() & point))
        told = (value != 0) & texts.str.contains(LAST_DIGIT)
        ends = texts.str.extract(LAST_DIGIT, 1).is_in(["0", "5"])
        digits = value.set(value.abs() > self.most, None).to_physical()
        found, places = whole(digits, self.places)
        if places > self.places:
            refined(self._counts, 10 ** (places - self.places))
            self.places = places
        self._last[own] = (told.cast(pl.UInt8) + (told & ends).cast(pl.UInt8)).fill_null(0).to_numpy()
        self._counts[own] = found.fill_null(MISSING).to_numpy()

    def settled(self) -> str:
        """The decimal sign, after all cells. Raises Unreadable where a comma may be either."""
        return quantities.decimal_mark(self._marked)

    def _look_at_marks(self, texts: pl.Series) -> None:
        bare = quantities.bare(texts).drop_nulls()
        if not bare.is_empty():
            every = pl.concat([self._marked, bare]).alias("text")
            ways = {sign: quantities.tells(every, sign) for sign in (".", ",")}
            either = every.str.contains(quantities.EITHER)
            comma = every.str.contains(",", literal=True)
            frame = every.to_frame().with_columns(either=either, comma=comma, **ways)
            self._marked = frame.unique(pl.exclude("text"), keep="first", maintain_order=True)["text"]
            self._pointed = self._pointed or bool(ways["."].any())
        if self.mark is None:
            try:
                self.mark = self.settled()
            except Unreadable:
                self.mark = ","
