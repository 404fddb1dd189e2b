"""Worked cases: a month of ammonia with its greenhouse gas value, the same without, and one case for each rule."""

from datetime import date
from typing import Any

from verifier.rulebook import fuel_examples
from verifier.rulebook.certification_examples import certification_examples
from verifier.rulebook.examples import Example, varied
from verifier.rulebook.fuel_examples import power, production_examples

ON = date(2026, 5, 20)

PEOPLE = [
    {"role": "lead", "name": "L. Auditor", "competent": True},
    {"role": "reviewer", "name": "R. Reviewer", "competent": True},
    {"role": "certifier", "name": "C. Certifier", "competent": True},
]
FILES = [
    {"kind": kind, "sha256": "0" * 64, "received_on": "2026-04-10"}
    for kind in ("mass_balance", "production_records", "meter_export", "ghg_records")
]
AMMONIA: dict[str, Any] = {
    "period_from": "2026-03-01",
    "period_until": "2026-03-31",
    "particulars": {**fuel_examples.AMMONIA, "ghg_addon": True},
    "evidence": FILES,
    "findings": [],
    "team": PEOPLE,
}
_TRACED = {"fuel": "ammonia", "fuel_kg": "25000000", "lhv_mj_per_kg": "18.6", "operation_on": "2025-07-16"}


def _ammonia(
    name: str, *breached: str, figures: dict[str, str] | None = None, case: dict[str, Any] | None = None, **changed: Any
) -> Example:
    """The month with some facts of the case and some particulars changed."""
    return Example(
        name=name,
        facts={**varied(AMMONIA, **changed), **(case or {})},
        on=ON,
        figures=figures or {},
        breached=frozenset(breached),
    )


MONTH = _ammonia(
    "A month with the add-on",
    figures={
        "E": "3.900752",
        "kg_per_kg": "0.072554",
        "e_i": "1.356893",
        "e_p": "0.105159",
        "e_td": "2.438701",
        "gate_g_per_kg": "27.19",
        "gate_g_per_kg_hydrogen": "153.2",
        "mass_kg": "25000000",
    },
)

TRACED = Example(
    name="Without the add-on, nothing is reckoned",
    facts={**AMMONIA, "particulars": {**_TRACED, "ghg_addon": False}, "evidence": FILES[:2]},
    on=ON,
    figures={"mass_kg": "25000000"},
)

EXAMPLES = (
    TRACED,
    MONTH,
    # The add-on verifies a value and holds it against no limit.
    _ammonia(
        "A tenth of the electricity from the grid",
        electricity=[power("direct", "225000000"), power("grid", "25000000")],
        figures={"E": "35.487849", "kg_per_kg": "0.660074"},
    ),
    _ammonia("Claimed as found", claimed_g_per_mj="3.900752"),
    _ammonia("The add-on without its evidence", "addon_rests_on_evidence", case={"evidence": FILES[:3]}),
    _ammonia("Declared as a fuel of the Union", "product_is_not_declared_as_a_fuel", declared_as_fuel=True),
    _ammonia(
        "Free attribution after compensation, with the add-on",
        "addon_is_not_barred_by_compensation",
        chain_of_custody="free_attribution",
        compensated_upstream=True,
    ),
    _ammonia(
        "The same without the add-on",
        chain_of_custody="free_attribution",
        compensated_upstream=True,
        ghg_addon=False,
    ),
    _ammonia("Free attribution, nothing compensated", chain_of_custody="free_attribution"),
    _ammonia("Mass balance after compensation", compensated_upstream=True),
    _ammonia("Blended under control", chain_of_custody="controlled_blending", certified_share="0.25"),
    _ammonia(
        "Of any age: no station is asked when it was built",
        plants=[fuel_examples.STATION | {"operation_on": "2001-01-01"}],
    ),
    _ammonia(
        "A minor finding is open",
        "findings_are_closed",
        case={"findings": [{"number": "F-1", "grade": "minor", "open": True}]},
    ),
    *production_examples(MONTH),
    *certification_examples(MONTH, certificate="ISCC-PLUS-Cert-CO222-00000026"),
)
