"""What the letters of authorisation bear: what was first transferred under each, what is left, what exceeds it."""

from collections.abc import Iterator
from decimal import Decimal

from verifier.rulebook.adjustments import FIRST_TRANSFER
from verifier.rulebook.authorisations import Drawn, drawn_under
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.quantities import ZERO
from verifier.rulebook.results import Result
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_2.particulars import Particulars

CLAUSE = "Decision 4/CMA.6 annex II"


def drawn(own: Particulars) -> tuple[Drawn, ...]:
    """Every action that rests on a letter, named by its line in the table; first transfers count against it."""
    return tuple(
        Drawn(
            subject=f"actions/{number}",
            identifier=row.authorisation,
            t=row.t,
            vintage=row.vintage,
            use=row.use or "",
            on=row.on,
            first=row.kind == FIRST_TRANSFER,
        )
        for number, row in enumerate(own.actions)
    )


def drawn_of(facts: ReportFacts) -> tuple[Drawn, ...]:
    return drawn(facts.particulars)


def results(own: Particulars) -> Iterator[Result]:
    rows = drawn(own)
    for number, letter in enumerate(own.authorisations, start=1):
        total = drawn_under(letter.identifier, rows)
        for code, name, value in (
            ("drawn", Text("First transferred under {letter}", "{letter} 项下首次转让"), total),
            (
                "left",
                Text("Not yet first transferred under {letter}", "{letter} 项下尚未首次转让"),
                max(ZERO, letter.quantity_t - total),
            ),
            (
                "excess",
                Text("Beyond what {letter} authorises", "超出 {letter} 授权数量"),
                max(ZERO, total - letter.quantity_t),
            ),
        ):
            yield _result(f"{code}_{number}", name.format(letter=letter.identifier), value)


def _result(code: str, name: Text, value: Decimal) -> Result:
    return Result(code=code, name=name, value=value, unit="t CO2eq", places=2, clause=CLAUSE)
