"""Exact numbers: one decimal context for every calculation, and the roundings that the schemes allow."""

from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation
from decimal import Overflow as TooLarge

# Fifty digits: sums of a year of hourly readings stay exact, and a division that comes out even comes out exactly.
CONTEXT = Context(prec=50, rounding=ROUND_HALF_EVEN, traps=[DivisionByZero, InvalidOperation, TooLarge])

MJ_PER_KWH = Decimal("3.6")
KWH_PER_MWH = Decimal(1000)
KG_PER_TONNE = Decimal(1000)
GRAMS_PER_KG = Decimal(1000)
HUNDRED = Decimal(100)
ZERO = Decimal(0)
ONE = Decimal(1)


def rounded(value: Decimal, places: int) -> str:
    """`value` with exactly `places` decimals, half to even, as plain digits. For display only."""
    return format(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN, context=CONTEXT), "f")


def grouped(value: Decimal) -> str:
    """All digits of `value`, thousands set apart: 25000000 -> 25,000,000."""
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def floor(value: Decimal) -> Decimal:
    """The whole number at or below `value`."""
    return value.to_integral_value(rounding=ROUND_FLOOR)


def ceil(value: Decimal) -> Decimal:
    """The whole number at or above `value`."""
    return value.to_integral_value(rounding=ROUND_CEILING)


def months_after(day: date, months: int) -> date:
    """The same day of the month `months` later (earlier if negative); the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    following = date(year + (month == 12), month % 12 + 1, 1)
    last = (following - date(year, month, 1)).days
    return date(year, month, min(day.day, last))


def last_day(first: date, months: int) -> date:
    """The last of so many months that begin on `first`; those that begin on 29 February end on 28 February."""
    after = months_after(first, months)
    return after - timedelta(days=1) if after.day == first.day else after
