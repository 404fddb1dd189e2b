"""What cannot be, and what is unlikely: capacity factors, leading digits, round numbers. A signal, never a verdict."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext

from verifier.rulebook.quantities import CONTEXT, ONE, ZERO

HOURS_PER_DAY = Decimal(24)
_DIGITS = range(1, 10)
# Two of ten last digits are 0 or 5.
_ROUND_SHARE = Decimal("0.2")


def capacity_factor(energy_mwh: Decimal, capacity_mw: Decimal, days: int | Decimal) -> Decimal:
    """Energy over what the capacity could give in so many days, in MWh/MWh."""
    return energy_mwh / (capacity_mw * HOURS_PER_DAY * days)


def full_load_hours(energy_mwh: Decimal, capacity_mw: Decimal) -> Decimal:
    return energy_mwh / capacity_mw


def benford(digit: int) -> Decimal:
    """The share of numbers that begin with `digit` in data that span several orders of magnitude."""
    with localcontext(CONTEXT):
        return (ONE + ONE / Decimal(digit)).log10()


def benford_departure(shares: Sequence[Decimal]) -> Decimal:
    """The mean absolute departure of the shares of the leading digits 1 to 9 from what is to be expected."""
    with localcontext(CONTEXT):
        return sum((abs(share - benford(digit)) for digit, share in zip(_DIGITS, shares, strict=True)), ZERO) / 9


def leading_digit_shares(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """The shares of the leading digits 1 to 9 among values that are not zero. Raises ValueError where there is none."""
    counted = Counter(next(digit for digit in value.as_tuple().digits if digit) for value in values if value)
    whole = sum(counted.values())
    if not whole:
        raise ValueError("No value is other than zero.")
    return tuple(Decimal(counted[digit]) / Decimal(whole) for digit in _DIGITS)


def roundness(values: int, ending_in_0_or_5: int) -> Decimal:
    """How many standard deviations the number of values that end in 0 or 5 lies above what chance gives (z).

    Raises ValueError where there are no values.
    """
    if values < 1:
        raise ValueError("There is no value.")
    with localcontext(CONTEXT):
        expected = _ROUND_SHARE * values
        return (Decimal(ending_in_0_or_5) - expected) / (expected * (ONE - _ROUND_SHARE)).sqrt()
