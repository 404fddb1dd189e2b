"""Worked cases: a month of ammonia is computed and drafted; it is issued once the body has confirmed the threshold."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from verifier.rulebook.examples import Example, varied
from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.fuel_examples import power, production_examples
from verifier.schemes.bv_renewable_ammonia.figures import OWN

ON = date(2026, 5, 20)
THRESHOLD = "emissions_are_within_the_threshold"

PEOPLE = [
    {"role": "lead", "name": "L. Auditor", "competent": True},
    {"role": "reviewer", "name": "R. Reviewer", "competent": True},
    {"role": "certifier", "name": "C. Certifier", "competent": True},
]
FILES = [
    {"kind": kind, "sha256": "0" * 64, "received_on": "2026-04-10"}
    for kind in ("meter_export", "renewable_origin", "ghg_records", "safety", "environment")
]
AMMONIA: dict[str, Any] = {
    "period_from": "2026-03-01",
    "period_until": "2026-03-31",
    "particulars": {
        "fuel_kg": "25000000",
        "lhv_mj_per_kg": "18.6",
        "operation_on": "2025-07-16",
        "electricity": [power("direct", "250000000")],
        "materials": [
            {"substance": "potassium_hydroxide", "kg": "2500", "stage": "electrolysis"},
            {"substance": "sodium_hydroxide", "kg": "6000", "stage": "electrolysis"},
            {"substance": "hydrochloric_acid", "kg": "5000", "stage": "electrolysis"},
        ],
        "fuels": [{"fuel": "diesel", "unit": "l", "supplied": "12000", "burned": "12000"}],
        "methane_kg": "100",
        "nitrous_oxide_kg": "50",
        "safety_system": "ISO 45001",
        "environmental_system": "ISO 14001",
    },
    "evidence": FILES,
    "findings": [],
    "team": PEOPLE,
}


def threshold(kg_per_kg: str) -> tuple[Figure, ...]:
    """The scheme's own figures as the body might confirm them, with a threshold that is an illustration only."""
    (unknown,) = (figure for figure in OWN if figure.code == "threshold")
    return (replace(unknown, value=Decimal(kg_per_kg), sure=Sureness.CONFIRMED),)


def _ammonia(
    name: str,
    *breached: str,
    limit: str = "1",
    figures: dict[str, str] | None = None,
    case: dict[str, Any] | None = None,
    **changed: Any,
) -> Example:
    """The month with some facts of the case and some particulars changed, under a threshold."""
    return Example(
        name=name,
        facts={**varied(AMMONIA, **changed), **(case or {})},
        on=ON,
        figures=figures or {},
        breached=frozenset(breached),
        instead=threshold(limit),
    )


MONTH = _ammonia(
    "Once the threshold is confirmed",
    figures={"gate_g_per_kg": "2.714", "gate_g_per_kg_hydrogen": "15.29", "renewable_share": "1"},
)
# 25,000,000 kg with nothing but 2,500 kg of N2O: 29.8 g CO2eq per kilogram.
_ROUND: dict[str, Any] = {"materials": [], "fuels": [], "methane_kg": "0", "nitrous_oxide_kg": "2500"}

EXAMPLES = (
    MONTH,
    Example(
        name="While the threshold is unknown",
        facts=AMMONIA,
        on=ON,
        figures={"gate_g_per_kg": "2.714", "gate_g_per_kg_hydrogen": "15.29", "renewable_share": "1"},
        breached=frozenset({THRESHOLD}),
    ),
    _ammonia("At the threshold exactly", limit="0.0298", **_ROUND, figures={"gate_g_per_kg": "29.8"}),
    _ammonia("Above it by less than is shown", THRESHOLD, limit="0.0297999999", **_ROUND),
    _ammonia("What is lost on the way does not count at the gate", limit="0.0298", **_ROUND, lost_kg="1000000"),
    _ammonia(
        "A kilowatt-hour from the grid",
        "electricity_is_renewable",
        electricity=[power("direct", "249999999"), power("grid", "1")],
    ),
    _ammonia(
        "Auxiliaries from the grid do not count",
        electricity=[power("direct", "249000000"), power("grid", "1000000", stage="synthesis", heating_value=False)],
        figures={"renewable_share": "1"},
    ),
    _ammonia(
        "No electricity in the electrolyser",
        "electricity_is_renewable",
        "electricity_suffices_for_the_fuel",
        electricity=[power("direct", "250000000", heating_value=False)],
    ),
    _ammonia("Nothing said of safety", "safety_and_environment_are_described", safety_system=""),
    _ammonia("A file is missing", "evidence_is_on_file", case={"evidence": FILES[1:]}),
    _ammonia("A request is open", "requests_are_answered", case={"requests_open": ["E-1"]}),
    _ammonia(
        "A major finding is open",
        "findings_are_closed",
        case={"findings": [{"number": "F-1", "grade": "major", "open": True}]},
    ),
    _ammonia("An observation is open", case={"findings": [{"number": "F-2", "grade": "observation", "open": True}]}),
    _ammonia(
        "Reviewer not competent",
        "people_are_competent",
        case={"team": [PEOPLE[0], {**PEOPLE[1], "competent": False}, PEOPLE[2]]},
    ),
    _ammonia("Nobody leads", "roles_are_filled", case={"team": PEOPLE[1:]}),
    *production_examples(MONTH),
)
