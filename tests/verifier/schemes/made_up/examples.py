"""Worked cases."""

from datetime import date
from typing import Any

from verifier.rulebook.examples import Example, varied

HEAT: dict[str, Any] = {
    "period_from": "2026-01-01",
    "period_until": "2026-06-30",
    "particulars": {"heat_mwh": "1000.5"},
    "evidence": [{"kind": "heat_invoice", "sha256": "0" * 64, "received_on": "2026-07-01"}],
    "findings": [],
    "team": [
        {"role": "lead", "name": "L. Leader", "competent": True},
        {"role": "reviewer", "name": "R. Reviewer", "competent": True},
        {"role": "certifier", "name": "C. Certifier", "competent": True},
    ],
}
ON = date(2026, 7, 20)

EXAMPLES = (
    Example(name="Heat of half a year", facts=HEAT, on=ON, figures={"saved": "250.125"}),
    Example(
        name="Heat of a boiler",
        facts=varied(HEAT, waste_gas=False),
        on=ON,
        breached=frozenset({"heat_is_of_waste"}),
    ),
)
