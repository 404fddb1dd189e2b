"""Worked cases: a month of ammonia is computed and drafted, and never issued."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from verifier.rulebook.examples import Example, varied
from verifier.rulebook.figures import Sureness
from verifier.schemes.bv_renewable_ammonia.figures import OWN

ON = date(2026, 5, 20)
UNREAD = "own_figures_are_read"

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
        "electricity": [{"route": "direct", "kwh": "250000000", "stage": "electrolysis", "heating_value": True}],
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


def _ammonia(name: str, *breached: str, case: dict[str, Any] | None = None, **changed: Any) -> Example:
    """The month with some facts of the case and some particulars changed; the threshold stays unknown in all."""
    return Example(
        name=name,
        facts={**varied(AMMONIA, **changed), **(case or {})},
        on=ON,
        breached=frozenset({UNREAD, *breached}),
    )


READ = tuple(replace(figure, value=Decimal(1), sure=Sureness.READ) for figure in OWN)

EXAMPLES = (
    Example(name="Once the document is read", facts=AMMONIA, on=ON, instead=READ),
    Example(
        name="Computed up to the gate",
        facts=AMMONIA,
        on=ON,
        figures={"gate_g_per_kg": "2.714", "gate_g_per_kg_hydrogen": "15.29", "renewable_share": "1"},
        breached=frozenset({UNREAD}),
    ),
    _ammonia("Higher heating value", "heating_value_is_the_lower_one", lhv_mj_per_kg="22.5"),
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
)
