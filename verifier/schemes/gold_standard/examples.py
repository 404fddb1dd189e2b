"""Worked cases: those of the family, and what this scheme asks beside them."""

from typing import Any

from verifier.rulebook.examples import Example
from verifier.rulebook.power_examples import ONE_TO_ONE, WIND, Farm, elsewhere, metered, worked

_IMPACTS = [
    {"goal": 13, "indicator": "Emission reductions", "value": "168982", "unit": "t CO2eq", "evidence": "Meter export"},
    {"goal": 8, "indicator": "Jobs for residents", "value": "14", "unit": "persons", "evidence": "Payroll of 2025"},
]
_SAFEGUARDS = [
    {"indicator": "Birds found dead", "value": "0", "unit": "birds/year", "evidence": "Monthly survey of 2025"}
]
_OWN = {
    "scale": "large",
    "sustaincert_id": "GS23718",
    "crediting_until": "2027-12-31",
    "listed_on": "2021-03-01",
    "validated_on": "2022-06-01",
    "design_certified_on": "2022-10-01",
    "implemented_on": "2022-12-15",
    "performed_on": "2025-03-01",
    "impacts": _IMPACTS,
    "safeguards": _SAFEGUARDS,
}
_FARM = Farm({**WIND, "particulars": {**WIND["particulars"], **_OWN}})

_CYCLE = (
    _FARM.case("Validated two years after the listing", listed_on="2020-06-01"),
    _FARM.case("Validated later than that", "validation_followed_the_listing", listed_on="2020-05-31"),
    _FARM.case("Design certified five years before the day after", design_certified_on="2021-01-01"),
    _FARM.case("Design certified longer ago", "design_certification_is_in_force", design_certified_on="2020-12-31"),
    _FARM.case("First performance two years after implementation", performed_on=None, implemented_on="2023-12-31"),
    _FARM.case(
        "First performance later than that",
        "first_performance_is_not_late",
        performed_on=None,
        implemented_on="2023-12-30",
    ),
    _FARM.case(
        "First performance two years after the design certification",
        performed_on=None,
        design_certified_on="2023-12-31",
    ),
    _FARM.case("A cycle of five years", crediting_period=2, crediting_until="2027-12-31"),
    _FARM.case("A longer cycle", "crediting_period_is_not_too_long", crediting_until="2028-01-01"),
)

_BESIDE = (
    _FARM.case("No impact stated", "impacts_are_stated", impacts=[]),
    _FARM.case("No safeguard stated", "safeguards_are_stated", safeguards=[]),
)

_CLAIM, _ERRORS = "claim_is_free_of_material_error", "misstatements_are_immaterial"


def _tier(yearly: str, percent: str, scale: str = "large") -> Example:
    return _FARM.case(
        f"Tier of {yearly} t a year, {scale}", yearly_t=yearly, scale=scale, figures={"materiality": percent}
    )


_TIERS = (
    _tier("500000", "0.5"),
    _tier("499999", "1"),
    _tier("300001", "1"),
    _tier("300000", "2"),
    _tier("60000", "5", "small"),
    _tier("18000", "10", "micro"),
)


def _one(name: str, *breached: str, found: str, errors: tuple[str, ...]) -> Example:
    """A large project of up to 300,000 t a year that claims 250,000 t: 5,000 t are material."""
    rows: list[dict[str, Any]] = [{"reference": f"M{n}", "amount": one} for n, one in enumerate(errors, start=1)]
    return _FARM.case(
        name,
        *breached,
        case={"metered": [metered(2025, found)], "misstatements": rows},
        claimed_t="250000",
        **ONE_TO_ONE,
        figures={"materiality_t": "5000"},
    )


_MISSTATEMENTS = (
    _one("At the threshold exactly", _CLAIM, _ERRORS, found="245000", errors=("5000",)),
    _one("Just below the threshold", found="245001", errors=("4999.9",)),
    _one("Two large errors that cancel", found="249500", errors=("6000", "-5500")),
)

_VALIDATORS = (
    _FARM.case("A large project verified by its validator", "validator_may_verify", validated_by="this_body"),
    _FARM.case("The same with permission", validated_by="this_body", validator_permission="Letter of 2 May 2025"),
    _FARM.case("A small one verified by its validator", validated_by="this_body", scale="small"),
)


def _finding(name: str, *breached: str, grade: str, of_registration: bool) -> Example:
    row = {"number": "F-1", "grade": grade, "open": True, "of_registration": of_registration}
    return _FARM.case(name, *breached, case={"findings": [row]})


_FINDINGS = (
    _finding("A FAR for the next verification", grade="FAR", of_registration=False),
    _finding("A FAR on registration", "registration_is_not_put_off", grade="FAR", of_registration=True),
    _finding("A CAR left open", "findings_are_closed", grade="CAR", of_registration=False),
)

EXAMPLES = (*worked(_FARM), *elsewhere(_FARM), *_CYCLE, *_BESIDE, *_TIERS, *_MISSTATEMENTS, *_VALIDATORS, *_FINDINGS)
