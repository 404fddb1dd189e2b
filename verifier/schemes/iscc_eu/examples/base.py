"""The case that the others vary: one month of ammonia, and the words to vary it with."""

from datetime import date
from typing import Any

from verifier.rulebook import fuel_examples
from verifier.rulebook.examples import Example, varied

ON = date(2026, 5, 20)

PEOPLE = [
    {"role": "lead", "name": "L. Auditor", "competent": True},
    {"role": "reviewer", "name": "R. Reviewer", "competent": True},
    {"role": "certifier", "name": "C. Certifier", "competent": True},
]
FILES = [
    {"kind": kind, "sha256": "0" * 64, "received_on": "2026-04-10"}
    for kind in ("meter_export", "chemical_invoices", "transport_records", "single_line_diagram")
]

power = fuel_examples.power
STATION = fuel_examples.STATION
DIRECT = power("direct", "249000000")
CHEMICALS: list[dict[str, Any]] = fuel_examples.AMMONIA["materials"]
(PORT,) = fuel_examples.AMMONIA["handling"]

AMMONIA: dict[str, Any] = {
    "period_from": "2026-03-01",
    "period_until": "2026-03-31",
    "particulars": fuel_examples.AMMONIA,
    "evidence": FILES,
    "findings": [],
    "team": PEOPLE,
}


def filed(*kinds: str) -> dict[str, Any]:
    """The month's evidence with files of more kinds."""
    return {"evidence": [*FILES, *(FILES[0] | {"kind": kind} for kind in kinds)]}


def ammonia(
    name: str, *breached: str, figures: dict[str, str] | None = None, case: dict[str, Any] | None = None, **changed: Any
) -> Example:
    """The month of ammonia with some facts of the case and some particulars changed."""
    return Example(
        name=name,
        facts={**varied(AMMONIA, **changed), **(case or {})},
        on=ON,
        figures=figures or {},
        breached=frozenset(breached),
    )
