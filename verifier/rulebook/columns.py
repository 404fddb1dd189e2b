"""Metering intervals column by column, so that a year of hours is reckoned at once, and exactly.

A column counts in one `step` of MWh: whole numbers where the intervals come from meter series, Decimals of a step of
one where they are facts. Whole numbers stand in 64 bits where no sum of them can leave those, else as Python's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verifier.rulebook.facts import Interval
from verifier.rulebook.quantities import ONE

Column = NDArray[Any]
_MOST = 2**62 // 16  # a balance adds up fewer columns than this


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The fields of `Interval`, each a column; prices are Decimals, None where there is none."""

    step: Decimal
    renewable_mwh: Column
    electrolyser_mwh: Column
    auxiliary_mwh: Column
    imported_mwh: Column
    outside_mwh: Column
    charged_mwh: Column
    discharged_mwh: Column
    contracted_mwh: Column
    exported_mwh: Column
    elsewhere_mwh: Column
    elsewhere_price: Column
    price: Column
    allowance_price: Column

    def __len__(self) -> int:
        return len(self.electrolyser_mwh)

    def mwh(self, column: Column) -> Decimal:
        """The sum of a column in MWh."""
        return Decimal(column.sum(keepdims=True).tolist()[0]) * self.step

    def part(self, first: int, until: int) -> "Columns":
        """The intervals from position `first` up to, and without, `until`."""
        return replace(self, **{name: getattr(self, name)[first:until] for name in _NAMES})

    @classmethod
    def of(cls, intervals: "Sequence[Interval] | Columns") -> "Columns":
        """Facts as columns; columns as they are."""
        if isinstance(intervals, Columns):
            return intervals
        return cls(step=ONE, **{name: _objects([getattr(one, name) for one in intervals]) for name in _NAMES})

    @classmethod
    def counted(
        cls,
        length: int,
        energies: Mapping[str, Sequence[int] | Column],
        *,
        step: Decimal,
        prices: Mapping[str, Sequence[Decimal | None]],
    ) -> "Columns":
        """Whole steps of energy by field, nought where a field is left out; a price is None where it is."""
        none, nought = _objects([None] * length), np.zeros(length, dtype=np.int64)
        given = {name: _whole(column) for name, column in energies.items()}
        priced = {name: _objects(column) for name, column in prices.items()}
        return cls(step=step, **{name: none if "price" in name else nought for name in _NAMES} | given | priced)


_NAMES = tuple(field.name for field in fields(Columns) if field.name != "step")


def _objects(values: Sequence[object]) -> Column:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def multiplied(column: Column, times: int) -> Column:
    """A column times a whole number, in 64 bits as long as no sum of it can leave those."""
    if column.dtype != object and len(column):
        largest = max(abs(int(column.min())), abs(int(column.max())))
        if largest * len(column) * times >= _MOST:
            column = column.astype(object)
    return column * times


def _whole(values: Sequence[int] | Column) -> Column:
    # Never by numpy's own choice of a type: beyond 63 bits it takes unsigned or binary fractions.
    column = values if isinstance(values, np.ndarray) else _objects(values)
    if not len(column):
        return column.astype(np.int64)
    largest = max(abs(int(column.min())), abs(int(column.max())))
    return column.astype(np.int64 if largest * len(column) < _MOST else object)
