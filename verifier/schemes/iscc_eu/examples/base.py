"""The case that the others vary: one month of ammonia, and the words to vary it with."""

from datetime import date
from typing import Any

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


def power(route: str, kwh: str, *, stage: str = "electrolysis", heating_value: bool = True) -> dict[str, Any]:
    row = {"route": route, "kwh": kwh, "stage": stage, "heating_value": heating_value}
    # 170 g/MJ is an illustration, not the official value of any grid.
    return row | ({"factor_g_per_mj": "170.0", "factor_source": "Illustrative value"} if route == "grid" else {})


DIRECT, AUXILIARIES = power("direct", "249000000"), power("grid", "1000000", stage="synthesis", heating_value=False)
STATION: dict[str, Any] = {
    "name": "Chifeng wind and solar",
    "route": "direct",
    "operation_on": "2025-03-01",
    "capacity_mw": "1430",
}
DIESEL = {"fuel": "diesel", "unit": "l", "supplied": "12000", "burned": "12000"}
PORT = {"place": "Port cooling", "kwh": "200000", "factor_g_per_mj": "170.0", "factor_source": "Illustrative value"}
CHEMICALS = [
    {"substance": "potassium_hydroxide", "kg": "2500", "stage": "electrolysis"},
    {"substance": "sodium_hydroxide", "kg": "6000", "stage": "electrolysis"},
    {"substance": "hydrochloric_acid", "kg": "5000", "stage": "electrolysis"},
]

AMMONIA: dict[str, Any] = {
    "period_from": "2026-03-01",
    "period_until": "2026-03-31",
    "particulars": {
        "fuel": "ammonia",
        "fuel_kg": "25000000",
        "lhv_mj_per_kg": "18.6",
        "operation_on": "2025-07-16",
        "capacity_t_per_year": "320000",
        "plants": [STATION],
        "electricity": [DIRECT, AUXILIARIES],
        "grid_connection": "metered",
        "materials": CHEMICALS,
        "fuels": [DIESEL],
        "methane_kg": "100",
        "nitrous_oxide_kg": "50",
        "legs": [
            {"mode": "truck", "tonnes": "25000", "km": "350"},
            {"mode": "tanker_22560", "tonnes": "25000", "km": "1200"},
        ],
        "handling": [PORT],
    },
    "evidence": FILES,
    "findings": [],
    "team": PEOPLE,
}


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
