"""Worked cases: clinker and steel of one installation, the levels to their edges, and one case for each rule."""

from datetime import date
from typing import Any

from verifier.rulebook.examples import Example, varied

ON = date(2027, 3, 20)

PEOPLE = [
    {"role": "lead", "name": "L. Leader", "competent": True},
    {"role": "reviewer", "name": "R. Reviewer", "competent": True},
    {"role": "certifier", "name": "C. Signatory", "competent": True},
]
FILES = [
    {"kind": kind, "sha256": "0" * 64, "received_on": "2027-02-10"}
    for kind in ("emission_report", "monitoring_plan", "activity_data")
]
VISIT = {"on": "2027-02-15", "kind": "physical", "place": "The works", "persons": 2}
CLINKER = {
    "good": "clinker",
    "cn_code": "2523 10 00",
    "route": "Grey clinker",
    "quantity_t": "100000",
    "direct_t": "92500",
    "declared_see": "0.92500",
}
COIL = {
    "good": "hot-rolled coil",
    "cn_code": "7208",
    "route": "Rolling of purchased slab",
    "quantity_t": "100000",
    "direct_t": "16000",
    "declared_see": "1.91000",
}
# 182,000 t come with the slab: 198,000 t in all, 1.98 t for each tonne of coil.
SLAB = {
    "good": "hot-rolled coil",
    "name": "slab",
    "quantity_t": "104000",
    "basis": "actual",
    "see_t_per_t": "1.75",
    "source": "Another works",
    "report": "VR-2026-17",
    "accredited": True,
    "produced_from": "2026-01-01",
    "produced_until": "2026-12-31",
    "verified_from": "2026-01-01",
    "verified_until": "2026-12-31",
}

WORKS: dict[str, Any] = {
    "period_from": "2026-01-01",
    "period_until": "2026-12-31",
    "particulars": {
        "installation_id": "INST-1",
        "registry_id": "REG-1",
        "unlocode": "CN SHA",
        "latitude": "31.230000",
        "longitude": "121.470000",
        "operator": "The operator",
        "monitoring_plan": "MP-1, version 2",
        "system_boundary": "Kiln and rolling mill",
        "attribution_method": "Meters of each process",
        "accreditation": "V-0001, accreditation body",
        "goods": [CLINKER, COIL],
        "precursors": [SLAB],
        "unattributed_t": "1500",
        "unattributed": "Canteen and offices",
        "streams": [
            {
                "name": "All sources",
                "method": "process",
                "unit": "t",
                "quantity": "110000",
                "factor_t_per_unit": "1",
                "factor_source": "Illustration",
            }
        ],
    },
    "visits": [VISIT],
    "evidence": FILES,
    "findings": [],
    "team": PEOPLE,
}


def _works(
    name: str, *breached: str, figures: dict[str, str] | None = None, case: dict[str, Any] | None = None, **changed: Any
) -> Example:
    """The works with some facts of the case and some particulars changed."""
    return Example(
        name=name,
        facts={**varied(WORKS, **changed), **(case or {})},
        on=ON,
        figures=figures or {},
        breached=frozenset(breached),
    )


_SEE, _ALLOCATION = "declared_values_are_free_of_material_error", "free_allocation_is_free_of_material_error"
_MATERIAL = "misstatements_are_immaterial"


def _clinker(**changed: str) -> dict[str, Any]:
    return {"goods": [{**CLINKER, **changed}, COIL]}


def _allocation(declared: str, found: str) -> dict[str, Any]:
    return _clinker(declared_free_allocation=declared, found_free_allocation=found)


def _error(amount: str, subject: str = "clinker") -> dict[str, Any]:
    return {"misstatements": [{"reference": "M-1", "amount": amount, "subject": subject}]}


def _made(name: str, quantity: str, direct: str, *, see: str) -> dict[str, str]:
    return {**COIL, "good": name, "quantity_t": quantity, "direct_t": direct, "declared_see": see}


_DEFAULT = {"name": "slab", "basis": "default", "source": "Illustration"}
VALUES = (
    _works(
        "Clinker declared at 0.88012 is 5.099 % off, steel at 1.91000 is 3.665 %",
        _SEE,
        **_clinker(declared_see="0.88012"),
        figures={
            "SEE_clinker": "0.92500",
            "departure_clinker": "5.099",
            "SEE_hot-rolled coil": "1.98000",
            "departure_hot-rolled coil": "3.665",
        },
    ),
    # 5 % of 0.8 is 0.04: 0.84 is at the level.
    _works("Declared at the level", **_clinker(declared_see="0.8", direct_t="84000"), unattributed_t="10000"),
    _works(
        "Declared just beyond the level",
        _SEE,
        **_clinker(declared_see="0.8", direct_t="84000.001"),
        unattributed_t="10000",
    ),
    _works("Declared higher than found", _SEE, **_clinker(declared_see="0.97369")),
    _works("Nothing declared where something is found", _SEE, **_clinker(declared_see="0")),
    _works("Free allocation at the level", **_allocation("0.8", "0.84")),
    _works("Free allocation beyond the level", _ALLOCATION, **_allocation("0.8", "0.84001")),
    _works(
        "An error left in clinker alone",
        _MATERIAL,
        case=_error("0.04488"),
        **_clinker(declared_see="0.88012", direct_t="88012"),
        unattributed_t="5988",
    ),
    _works("An error left in nothing that is named", _MATERIAL, case=_error("0.0001", "clincker")),
    _works("An error left in steel, immaterial", case=_error("0.07", "hot-rolled coil")),
    _works(
        "An error left in the free allocation",
        _MATERIAL,
        case=_error("0.041", "clinker / free allocation"),
        **_allocation("0.8", "0.8"),
    ),
    # 200 t for 100 of the first, 10 + 150 for 50 of the second, 3 + 160 + 3 for 30 of the third.
    _works(
        "Three goods, each made of the one before",
        goods=[
            _made("third", "30", "3", see="5.53333"),
            _made("second", "50", "10", see="3.2"),
            _made("first", "100", "200", see="2"),
        ],
        precursors=[
            {"good": "third", "name": "second", "quantity_t": "50", "basis": "own"},
            {"good": "second", "name": "first", "quantity_t": "75", "basis": "own"},
            {**_DEFAULT, "good": "third", "quantity_t": "2", "see_t_per_t": "1.5"},
        ],
        unattributed_t="109787",
        figures={"SEE_first": "2", "SEE_second": "3.2", "SEE_third": "5.53333", "embedded_third": "166"},
    ),
    _works(
        "Cement of the clinker made here",
        goods=[
            CLINKER,
            {
                "good": "cement",
                "cn_code": "25232900",
                "route": "Portland cement",
                "quantity_t": "80000",
                "direct_t": "400",
                "indirect_t": "5600",
                "declared_see": "0.76875",
            },
        ],
        precursors=[{"good": "cement", "name": "clinker", "quantity_t": "60000", "basis": "own"}],
        unattributed_t="17100",
        electricity_factor="0.56",
        electricity_source="Illustration",
        figures={"SEE_cement": "0.76875", "precursor_cement_1": "55500", "embedded_cement": "61500"},
    ),
)

_SECOND = {"period_from": "2027-01-01", "period_until": "2027-12-31"}
_THIRD = {"period_from": "2028-01-01", "period_until": "2028-12-31"}
_ON_SITE = {**VISIT, "on": "2029-02-15"}
_VIRTUAL = {"on": "2028-02-15", "kind": "virtual", "reason": "Same processes, controls tested"}
_WAIVED = {**_VIRTUAL, "kind": "waived"}

VISITS = (
    _works("First year: a virtual visit", "first_visit_is_physical", case={"visits": [_VIRTUAL]}),
    _works("First year: no visit", "first_visit_is_physical", case={"visits": []}),
    _works("Second year: a virtual visit", case={**_SECOND, "visits": [_VIRTUAL]}, last_physical_year=2026),
    _works("Second year: a waived visit", case={**_SECOND, "visits": [_WAIVED]}, last_physical_year=2026),
    _works(
        "Second year: nothing on record",
        "visit_is_physical_every_second_year",
        case={**_SECOND, "visits": []},
        last_physical_year=2026,
    ),
    _works(
        "Third year: a virtual visit again",
        "visit_is_physical_every_second_year",
        case={**_THIRD, "visits": [_VIRTUAL]},
        last_physical_year=2026,
    ),
    _works(
        "Said to have been on site for this very year, and nothing on record of it",
        "visit_is_physical_every_second_year",
        case={**_SECOND, "visits": [_VIRTUAL]},
        last_physical_year=2027,
    ),
    _works("Third year: on site again", case={**_THIRD, "visits": [_ON_SITE]}, last_physical_year=2026),
)

_PRICE = {
    "country": "CN",
    "instrument": "National trading system",
    "tonnes": "5000",
    "price_per_t": "80",
    "currency": "CNY",
}
_UNVERIFIED = "actual_values_of_precursors_are_verified"

OTHERS = (
    _works("No goods", "goods_are_stated", "attribution_is_complete", goods=[], precursors=[]),
    _works("A tonne is not attributed", unattributed_t="1499"),
    _works("More than a tonne is not", "attribution_is_complete", unattributed_t="1498.999"),
    _works("No source stream", "emissions_are_accounted_for", "attribution_is_complete", streams=[]),
    _works("Indirect emissions without a factor", "electricity_has_a_factor", **_clinker(indirect_t="1000")),
    _works("A precursor without a report", _UNVERIFIED, precursors=[{**SLAB, "report": ""}]),
    _works("A precursor's verifier is not accredited", _UNVERIFIED, precursors=[{**SLAB, "accredited": False}]),
    _works("A report that ends a day too soon", _UNVERIFIED, precursors=[{**SLAB, "verified_until": "2026-12-30"}]),
    _works("A report that begins a day late", _UNVERIFIED, precursors=[{**SLAB, "verified_from": "2026-01-02"}]),
    _works(
        "A precursor at its default value",
        precursors=[
            {
                "good": "hot-rolled coil",
                "name": "slab",
                "quantity_t": "104000",
                "basis": "default",
                "see_t_per_t": "1.75",
                "source": "Illustration",
            }
        ],
    ),
    _works("Purchase agreement, certificates open", "purchase_agreement_is_claimed_once", purchase_agreement_mwh="10"),
    _works("Purchase agreement, cancelled", purchase_agreement_mwh="10", certificates_cancelled=True),
    _works("A carbon price", carbon_prices=[_PRICE]),
    _works(
        "A carbon price with offsets",
        "carbon_prices_with_offsets_are_assessed",
        carbon_prices=[{**_PRICE, "with_offsets": True}],
    ),
    _works(
        "A carbon price with offsets, assessed",
        carbon_prices=[{**_PRICE, "with_offsets": True, "assessed_by": "E. Expert"}],
    ),
    _works("Two years in one", "period_lies_in_one_year", case={"period_from": "2025-12-31"}),
    _works(
        "A gap outside the period",
        "gaps_lie_in_the_period",
        gaps=[{"stream": "Kiln", "since": "2025-12-31", "until": "2026-01-01", "emissions_t": "0.5", "method": "Mean"}],
    ),
    _works(
        "A misstatement is open",
        "findings_are_closed",
        case={"findings": [{"number": "F-1", "grade": "misstatement", "open": True}]},
    ),
)

EXAMPLES = (
    _works("Clinker and steel", figures={"SEE_clinker": "0.92500", "SEE_hot-rolled coil": "1.98000", "E": "110000"}),
    *VALUES,
    *VISITS,
    *OTHERS,
)
