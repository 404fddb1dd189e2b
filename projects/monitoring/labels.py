"""The few different texts of a long column, each known by a number."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projects.monitoring.series import Unreadable
from verifier.rulebook.wording import Text

MOST_LABELS = 4_000_000  # times of a minute series over seven years
EMPTY = np.iinfo(np.uint32).max


def codes(column: pl.Series) -> NDArray[np.uint32]:
    """Of a categorical column; EMPTY where it is null."""
    found = column.to_physical()
    return (found.fill_null(EMPTY) if found.null_count() else found).to_numpy()


class Labels:
    """Numbers from 1 in order of first sight; 0 is an empty cell. Texts that differ in outer spaces are one.

    A column read as `kind` goes through `numbers`; `texts[number]` is what was written.
    """

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self._categories = pl.Categories.random()
        # They are forgotten with the last column that uses them.
        self._holder = pl.Series([], dtype=self.kind)
        self._numbers = np.zeros(1, dtype=np.uint32)
        self._known: dict[str, int] = {"": 0}

    @property
    def kind(self) -> pl.Categorical:
        return pl.Categorical(self._categories)

    def numbers(self, column: pl.Series) -> NDArray[np.uint32]:
        highest = column.to_physical().max()
        if isinstance(highest, int) and highest >= len(self._numbers) - 1:
            self._learn(highest)
        if len(self.texts) == len(self._numbers):
            # Each code has its own number, the next one; after EMPTY comes 0.
            return codes(column) + np.uint32(1)
        # The number of an empty cell stands at the end.
        return self._numbers.take(codes(column), mode="clip")

    def _learn(self, highest: int) -> None:
        """Raises Unreadable where there are too many."""
        if highest > MOST_LABELS:
            raise Unreadable(
                "labels",
                Text(
                    "The columns of times and meters hold more than {most} different entries.",
                    "时间列与表计列的不同取值超过 {most} 个。",
                ).format(most=f"{MOST_LABELS:,}"),
                Text("Export one row per meter and interval, in parts.", "请按每表每时段一行导出，并分批上传。"),
            )
        fresh = []
        for code in range(len(self._numbers) - 1, highest + 1):
            text = str(self._categories[code]).strip()
            if text not in self._known:
                self._known[text] = len(self.texts)
                self.texts.append(text)
            fresh.append(self._known[text])
        self._numbers = np.append(self._numbers[:-1], np.array([*fresh, 0], dtype=np.uint32))
