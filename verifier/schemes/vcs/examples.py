"""Worked cases: those of the family, and what this scheme asks beside them."""

from typing import Any

from verifier.rulebook.examples import Example
from verifier.rulebook.power_examples import ONE_TO_ONE, Farm, elsewhere, metered, worked
from verifier.rulebook.power_examples import WIND as WIND

_FARM = Farm(WIND)
_CLAIM = "claim_is_free_of_material_error"
_ERRORS = "misstatements_are_immaterial"
_190000: dict[str, Any] = {"case": {"metered": [metered(2025, "190000")]}, **ONE_TO_ONE}


def _errors(*amounts: str) -> dict[str, Any]:
    return {"misstatements": [{"reference": f"M-{n}", "amount": one} for n, one in enumerate(amounts, start=1)]}


def _verified(*years: int) -> dict[str, Any]:
    return {"services": [{"year": year, "role": "lead", "name": "L. Leader"} for year in years]}


_CLAIMS = (
    _FARM.case("Claimed as found", claimed_t="168982", figures={"materiality": "5", "materiality_t": "8449.1"}),
    # 190,000 t are found: 200,000 t claimed are 5 % of the claim too much, to the tonne.
    _FARM.case("Claimed at the threshold exactly", **_190000, claimed_t="200000", figures={"ER": "190000"}),
    _FARM.case("Claimed just beyond the threshold", _CLAIM, **_190000, claimed_t="200000.1"),
    _FARM.case("Nothing claimed", _CLAIM, **_190000, claimed_t="0", figures={"materiality_t": "0"}),
    _FARM.case("Claimed too little by more than the threshold", _CLAIM, claimed_t="160000"),
    _FARM.case(
        "Large project: one per cent", _CLAIM, claimed_t="170690", yearly_t="300001", figures={"materiality": "1"}
    ),
    _FARM.case("Project of 300,000 t: not large", claimed_t="170690", yearly_t="300000", figures={"materiality": "5"}),
)

_250000: dict[str, Any] = {
    "case": {"metered": [metered(2025, "250000")]},
    "claimed_t": "250000",
    **ONE_TO_ONE,
}


def _misstated(name: str, *breached: str, amounts: tuple[str, ...], **changed: Any) -> Example:
    """250,000 t are reported: 12,500 t are material, or 2,500 t where the project is large."""
    return _FARM.case(name, *breached, **{**_250000, "case": {**_250000["case"], **_errors(*amounts)}, **changed})


def _about(name: str, *breached: str, amounts: tuple[str, ...]) -> Example:
    """The claim is judged as a whole, whatever an error concerns."""
    rows = [{**row, "subject": f"Meter {row['reference']}"} for row in _errors(*amounts)["misstatements"]]
    return _FARM.case(name, *breached, **{**_250000, "case": {**_250000["case"], "misstatements": rows}})


_MISSTATEMENTS = (
    _misstated("One error at the threshold exactly", amounts=("12500",), figures={"materiality_t": "12500"}),
    _misstated("One error beyond the threshold", _ERRORS, amounts=("12500.1",)),
    _misstated("Errors that are beyond it together only", _ERRORS, amounts=("6200", "6300.1")),
    _misstated("An error to the client's disadvantage", _ERRORS, amounts=("-12500.1",)),
    _misstated("Two large errors that cancel", _ERRORS, amounts=("12600", "-12500"), figures={"materiality": "5"}),
    _misstated("Two small errors that cancel", amounts=("6000", "-5500")),
    _about("Errors that concern several meters, below it together", amounts=("12000", "500")),
    _about("Errors that concern several meters, beyond it together", _ERRORS, amounts=("12000", "500.1")),
    _about("Errors that concern several meters and cancel", amounts=("12000", "-12000")),
    _misstated("The same in a large project", _ERRORS, amounts=("6000", "-5500"), yearly_t="300001"),
)

_ROTATION = (
    _FARM.case("Sixth year in a row", case=_verified(2020, 2021, 2022, 2023, 2024)),
    _FARM.case("Seventh year in a row", "rotation_is_kept", case=_verified(2019, 2020, 2021, 2022, 2023, 2024)),
    _FARM.case("Two years off after six", "rotation_is_kept", case=_verified(2017, 2018, 2019, 2020, 2021, 2022)),
    _FARM.case("Three years off after six", case=_verified(2016, 2017, 2018, 2019, 2020, 2021)),
    _FARM.case("A year between", case=_verified(2018, 2019, 2020, 2022, 2023, 2024)),
    _FARM.case("The validator verifies for the first time", validated_by="this_body"),
)

_SPRING = {"period_from": "2024-02-29", "period_until": "2024-12-31", "metered": [metered(2024, "200000")]}
_TIMES = (
    _FARM.case("Renewable for seven years", crediting_until="2029-12-31", crediting_period=2),
    _FARM.case(
        "Longer than seven years and renewed",
        "crediting_period_is_not_too_long",
        crediting_until="2030-01-01",
        crediting_period=2,
    ),
    _FARM.case("Fixed for ten years", crediting_until="2032-12-31"),
    _FARM.case("Longer than ten years", "crediting_period_is_not_too_long", crediting_until="2033-01-01"),
    _FARM.case(
        "Seven years from a leap day",
        crediting_period=2,
        crediting_from="2024-02-29",
        crediting_until="2031-02-28",
        case=_SPRING,
    ),
    _FARM.case(
        "A day longer",
        "crediting_period_is_not_too_long",
        crediting_period=2,
        crediting_from="2024-02-29",
        crediting_until="2031-03-01",
        case=_SPRING,
    ),
    _FARM.case("Validated two years after its start", started_on="2022-06-01", validated_on="2024-06-01"),
    _FARM.case(
        "Validated later than that",
        "validation_kept_its_deadline",
        started_on="2022-06-01",
        validated_on="2024-06-02",
    ),
    _FARM.case(
        "Thirty days of public comment",
        case={"notice_from": "2023-03-01", "notice_until": "2023-03-30", "comments_answered": True},
    ),
    _FARM.case(
        "Twenty-nine days of public comment",
        "public_comment_was_open_long_enough",
        case={"notice_from": "2023-03-01", "notice_until": "2023-03-29", "comments_answered": True},
    ),
    _FARM.case(
        "Public comment from a day not on record",
        "public_comment_was_open_long_enough",
        case={"notice_until": "2023-03-30", "comments_answered": True},
    ),
    _FARM.case(
        "Comments not dealt with",
        "public_comment_was_open_long_enough",
        case={"notice_from": "2023-03-01", "notice_until": "2023-03-30"},
    ),
)

_FINDINGS = (
    _FARM.case(
        "A CL is open", "findings_are_closed", case={"findings": [{"number": "CL-1", "grade": "CL", "open": True}]}
    ),
    _FARM.case("A FAR is open", case={"findings": [{"number": "FAR-1", "grade": "FAR", "open": True}]}),
)

EXAMPLES = (*worked(_FARM), *elsewhere(_FARM), *_CLAIMS, *_MISSTATEMENTS, *_ROTATION, *_TIMES, *_FINDINGS)
