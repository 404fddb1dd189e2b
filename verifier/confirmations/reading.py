"""What was read of a figure: a value as it is typed, judged against what a figure of its unit may be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook.figures import Figure
from verifier.rulebook.particulars import (
    MISSING,
    NEGATIVE,
    NOT_A_NUMBER,
    NOT_WHOLE,
    OUTSIDE,
    TOO_FINE,
    TOO_LONG,
)
from verifier.rulebook.quantities import grouped
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text

DIGITS = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
MOST_DIGITS = 40
LONGEST_CLAUSE = 200
COUNTED = frozenset({"hours", "days", "working days", "weeks", "months", "years"})
# Emissions may be credits, prices may fall below nothing; no other figure is negative.
SIGNED = ("CO2", "EUR", "USD", "CNY")

NOT_A_FIGURE = Text("The scheme has no such figure.", "该体系无此数值。")
TWICE = Text("This figure is given twice from the same day.", "该数值自同一日起重复给出。")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One figure as somebody read it: the digits as typed, where they stand, from which day they hold."""

    figure: str
    value: str
    clause: str
    since: date


def shipped(scheme: Scheme, code: str, on: date) -> Figure | None:
    """The scheme's own figure that a reading from this day is of: the one in force, else the next, else the last."""
    rows = sorted((figure for figure in scheme.figures if figure.code == code), key=lambda row: row.since or date.min)
    return next((row for row in rows if row.until is None or on <= row.until), rows[-1] if rows else None)


def faults(scheme: Scheme, readings: Sequence[Reading]) -> Iterator[tuple[str, Text]]:
    """What is wrong with them: the path of each bad field ("0/value"), and what would mend it."""
    taken: set[tuple[str, date]] = set()
    for place, reading in enumerate(readings):
        figure = shipped(scheme, reading.figure, reading.since)
        if figure is None:
            yield f"{place}/figure", NOT_A_FIGURE
        elif fault := fault_of(reading.value, figure.unit):
            yield f"{place}/value", fault
        if not reading.clause.strip():
            yield f"{place}/clause", MISSING
        elif len(reading.clause) > LONGEST_CLAUSE:
            yield f"{place}/clause", TOO_LONG.format(most=LONGEST_CLAUSE)
        if (reading.figure, reading.since) in taken:
            yield f"{place}/since", TWICE
        taken.add((reading.figure, reading.since))


def fault_of(typed: str, unit: str) -> Text | None:
    """What is wrong with a value of this unit; None where nothing is."""
    if not DIGITS.fullmatch(typed):
        return NOT_A_NUMBER
    if len(typed) > MOST_DIGITS:
        return TOO_FINE
    value, most = Decimal(typed), _most(unit)
    if value < 0 and not any(sign in unit for sign in SIGNED):
        return NEGATIVE
    if unit in COUNTED and value != value.to_integral_value():
        return NOT_WHOLE
    if abs(value) > most:
        low = -most if value < 0 else Decimal(0)
        said = OUTSIDE.format(value=grouped(value), unit=unit, low=grouped(low), high=grouped(most), slip="")
        return Text(said.en.strip(), said.zh.strip())
    return None


def _most(unit: str) -> Decimal:
    """The greatest value that a figure of this unit can have."""
    if unit == "%":
        return Decimal(1000)
    return Decimal(10_000 if unit in COUNTED else 10**12)
