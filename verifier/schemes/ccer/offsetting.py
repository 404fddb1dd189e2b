"""How much of the allowances due may be offset with certified reductions."""

from collections.abc import Iterator
from decimal import Decimal

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.quantities import HUNDRED, floor
from verifier.rulebook.results import Result
from verifier.rulebook.wording import Text
from verifier.schemes.ccer.figures import OFFSETTING
from verifier.schemes.ccer.particulars import Particulars


def cap(allowances_due_t: Decimal, figures: FigureBook) -> Decimal:
    """The most that may be offset, in whole tonnes."""
    return floor(allowances_due_t * figures["offset.percent"] / HUNDRED)


def results(facts: ReportFacts) -> Iterator[Result]:
    own: Particulars = facts.particulars
    if own.allowances_due_t is not None:
        yield Result(
            code="offset_cap",
            name=Text("Most that may be offset", "可抵销上限"),
            value=cap(own.allowances_due_t, facts.figures),
            unit="t CO2eq",
            places=0,
            clause=OFFSETTING,
        )
