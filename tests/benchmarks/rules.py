"""How long the rule book takes: `make bench-rules`. Processor time of one process, the best of several.

Each figure comes with its ratio to a fixed piece of plain Decimal work measured in the same run, so that runs on
different machines can be compared.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from time import process_time
from typing import Any

from verifier import schemes
from verifier.rulebook import matching
from verifier.rulebook.assessment import assess
from verifier.rulebook.facts import FindingFact, Interval
from verifier.rulebook.quantities import CONTEXT
from verifier.rulebook.scheme import Scheme

HOURS = 8_760
REPORTS = 10_000
TERMS = 200_000
ON = date(2026, 11, 2)


def best(work: Callable[[], object], *, of: int) -> float:
    """The shortest of several measurements, in seconds of processor time."""
    measured = []
    for _run in range(of):
        begun = process_time()
        work()
        measured.append(process_time() - begun)
    return min(measured)


def plain_decimal() -> Decimal:
    """The work that all else is held against: a product and a sum, many times."""
    total, factor = Decimal(0), Decimal("1.000123")
    with localcontext(CONTEXT):
        for place in range(TERMS):
            total += Decimal(place) * factor
    return total


def month(scheme: Scheme) -> Callable[[], object]:
    """Facts read, figures computed, every rule asked, opinion and errors: a month given by its sums."""
    facts = {**schemes.example(scheme.code).facts, "misstatements": []}
    return lambda: assess(scheme, scheme.facts(facts), on=ON)


def hours(scheme: Scheme) -> Callable[[], object]:
    """A year of metering intervals, matched hour by hour."""
    facts = scheme.facts(schemes.example(scheme.code).facts)
    figures, rows = scheme.figures_on(facts.period_until), tuple(hour(place) for place in range(HOURS))

    def work() -> object:
        with localcontext(CONTEXT):
            return list(matching.assess(rows, facts.particulars, figures, hourly=True))

    return work


def hour(place: int) -> Interval:
    """A sun that rises and sets, a load that goes on, and a grid that fills the gap."""
    sun, load = Decimal(max(0, 12 - abs(place % 24 - 12))) * 10, Decimal("74.25")
    return Interval(
        renewable_mwh=sun,
        electrolyser_mwh=load,
        auxiliary_mwh=Decimal("4.5"),
        imported_mwh=max(Decimal(0), load + Decimal("4.5") - sun),
        contracted_mwh=Decimal(place % 90),
        price=Decimal(place % 60),
        allowance_price=Decimal(70),
    )


def reports(scheme: Scheme) -> Callable[[], object]:
    """The rules asked of many reports, no two with the same facts."""
    first = scheme.facts(schemes.example(scheme.code).facts)
    cases = [replace(first, findings=(closed(number),)) for number in range(REPORTS)]
    return lambda: [scheme.ask(facts, None, ON) for facts in cases]


def closed(number: int) -> FindingFact:
    return FindingFact(number=f"F-{number}", grade="CL", open=False)


def main() -> None:
    fuel, credit = schemes.get("iscc_eu"), schemes.get("vcs")
    works: list[tuple[str, Callable[[], Any], int]] = [
        (f"{TERMS:,} Decimal products and sums", plain_decimal, 5),
        (f"{fuel.title.en}: full assessment of one month", month(fuel), 20),
        (f"{fuel.title.en}: hourly matching of {HOURS:,} rows", hours(fuel), 5),
        (f"{credit.title.en}: rules for {REPORTS:,} reports", reports(credit), 3),
    ]
    reference = 0.0
    for name, work, of in works:
        seconds = best(work, of=of)
        reference = reference or seconds
        sys.stdout.write(f"{seconds * 1000:12,.1f} ms  {seconds / reference:10.3f} x  {name}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
