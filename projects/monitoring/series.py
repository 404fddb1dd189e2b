"""The shapes of a meter series, and its totals.

Energy is kept in kilojoules as a decimal with 18 places: one kilowatt over one second is one kilojoule, so the
product of a reading in kW and an interval in whole seconds is exact, where kWh would end in thirds. What is weighed
is kept in the same column, a kilogram as a kilowatt-hour: its totals in MWh are tonnes. So are prices: one EUR/MWh
as a kilowatt-hour, 3600 kJ, however long the interval; they have means, and no totals. Totals are summed exactly and
rounded once, half to even, to 1e-9 MWh.

The sign is taken interval by interval and meter by meter: positive is export, negative is import.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any, Literal, NamedTuple

import polars as pl

from projects.monitoring.bases import BASES
from verifier.inspection import Unacceptable
from verifier.rulebook.programme import Severity
from verifier.rulebook.wording import Text

ENERGY = pl.Decimal(38, 18)
KJ_PER_MWH = 3_600_000
STEP_MWH = Decimal("1e-9")
NOISE = Decimal("0.001")  # of what a meter reads, so much the other way tells nothing


class Unreadable(Unacceptable):
    """The file is sound, but no meter series can be read from it with certainty."""


@dataclass(frozen=True)
class Signal:
    """Something to look at; never a verdict. `rows` are the first source rows, counted from 1.

    `spans` are the times of those rows, from and until, UTC; empty where they lie in no interval of the series.
    """

    code: str
    severity: Severity
    count: int
    rows: tuple[int, ...]
    message: Text
    spans: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def basis(self) -> Text:
        """The clause under which a verifier looks at it, or whose threshold it is."""
        return BASES[self.code].clause


class Form(NamedTuple):
    """How a file is written, as far as it could be told."""

    source: str
    delimiter: str | None  # None in a workbook or a Parquet file
    encoding: str | None
    decimal_mark: str
    header_rows: tuple[int, ...]  # from 1
    time_columns: tuple[str, ...]
    half_clock: bool  # a clock of twelve hours, with or without AM and PM
    zone: str  # that the times were read in; "±hh:mm" where each names its own
    meter_columns: tuple[str, ...]
    quantity_columns: tuple[str, ...]
    units: tuple[str, ...]
    measures: Literal["power", "energy", "counter", "mass", "price"]
    layout: Literal["long", "wide", "days"]


@dataclass(frozen=True)
class Reading:
    """A series as it was understood.

    `frame` has one row per meter and interval, in that order: `row` (source row, from 1), `meter`, `ends_at` (end of
    the interval, UTC) and `energy_kj` (null where the reading is missing). `zone` is the plant's: its calendar
    decides the year and month of an interval, by the interval's start. `signals` tells what reading itself noticed.
    """

    name: str
    sheet: str
    header_row: int
    form: Form
    understood: tuple[tuple[Text, str], ...]
    frame: pl.DataFrame
    interval: timedelta
    zone: str
    signals: tuple[Signal, ...]


class YearTotal(NamedTuple):
    """Energy of a vintage: a calendar year in the plant's zone."""

    year: int
    exported_mwh: Decimal
    imported_mwh: Decimal


class MonthTotal(NamedTuple):
    year: int
    month: int
    exported_mwh: Decimal
    imported_mwh: Decimal


class MeterTotal(NamedTuple):
    meter: str
    exported_mwh: Decimal
    imported_mwh: Decimal


def totals(reading: Reading) -> tuple[YearTotal, ...]:
    """Export and import per calendar year of the plant's zone, in order."""
    year = _starts(reading).dt.convert_time_zone(reading.zone).dt.year()
    return tuple(YearTotal(*row) for row in sums(reading.frame, year.alias("year")))


def by_month(reading: Reading, within: tuple[date, date] | None = None) -> tuple[MonthTotal, ...]:
    """Export and import per calendar month of the plant's zone, in order.

    Only of the days `within`, both counted in, where they are given.
    """
    local = _starts(reading).dt.convert_time_zone(reading.zone).dt
    frame = reading.frame if within is None else reading.frame.filter(local.date().is_between(*within))
    return tuple(MonthTotal(*row) for row in sums(frame, local.year().alias("year"), local.month().alias("month")))


def by_meter(reading: Reading) -> tuple[MeterTotal, ...]:
    """Export and import per meter over the whole series, by name."""
    return tuple(MeterTotal(*row) for row in sums(reading.frame, pl.col("meter")))


def _starts(reading: Reading) -> pl.Expr:
    return pl.col("ends_at") - reading.interval


def sums(frame: pl.DataFrame, *keys: pl.Expr | str) -> list[tuple[Any, ...]]:
    """Each combination of `keys` in order, with export and import in MWh."""
    energy = pl.col("energy_kj")
    summed = (
        frame.group_by(*keys)
        .agg(energy.filter(energy > 0).sum().alias("out"), energy.filter(energy < 0).sum().alias("in"))
        .sort(pl.exclude("out", "in"))
    )
    return [(*row[:-2], mwh(row[-2]), mwh(row[-1].copy_abs())) for row in summed.rows()]


def goes_both_ways(out: Decimal, back: Decimal) -> bool:
    """Whether a meter of one direction reads more than noise in the other."""
    return min(out, back) > NOISE * max(out, back)


def mwh(energy_kj: Decimal) -> Decimal:
    """Rounded once, half to even."""
    with localcontext(prec=60):
        return (energy_kj / KJ_PER_MWH).quantize(STEP_MWH, ROUND_HALF_EVEN)
