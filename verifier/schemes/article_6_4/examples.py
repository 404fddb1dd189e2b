"""Worked cases: those of the family, levies, tiers, authorisation, and what this scheme asks beside them."""

from dataclasses import replace
from typing import Any

from verifier.rulebook.examples import Example, varied
from verifier.rulebook.power_examples import ONE_TO_ONE, WIND, Farm, metered, worked

LETTER: dict[str, Any] = {
    "identifier": "LoA-7",
    "party": "GHA",
    "approach": "PACM-0001",
    "on": "2024-06-01",
    "quantity_t": "500000",
    "vintage_from": 2024,
    "vintage_until": 2028,
    "sectors": ["1"],
    "purposes": "NDC",
    "signed_by_notified": True,
    "published": True,
}

FACTS = varied(
    WIND,
    crediting_from="2024-01-01",
    crediting_until="2028-12-31",
    scale="large",
    activity="PACM-0001",
    started_on="2023-01-01",
    notified_on="2023-06-30",
    host_approved_on="2023-10-01",
    participants_authorised=True,
)
_FARM = Farm(FACTS)
_CLAIM, _ERRORS = "claim_is_free_of_material_error", "misstatements_are_immaterial"


def _found(tonnes: str) -> dict[str, Any]:
    """One tonne a megawatt-hour, so much of it in 2025."""
    return {"case": {"metered": [metered(2025, tonnes)]}, **ONE_TO_ONE}


def _levied(tonnes: str, adaptation: str, mitigation: str, participants: str, **changed: Any) -> Example:
    return _FARM.case(
        f"{tonnes} t are levied",
        figures={"ER": tonnes, "adaptation": adaptation, "mitigation": mitigation, "participants": participants},
        **{**_found(tonnes), **changed},
    )


def _too_little(tonnes: str) -> Example:
    return _FARM.case(f"{tonnes} t cannot bear the levies", "reductions_bear_the_levies", **_found(tonnes))


_LEVIES = (
    _levied("100000", "5000", "2000", "93000"),
    _levied("100003", "5001", "2001", "93001"),
    _levied("57", "3", "2", "52"),
    _levied("10", "1", "1", "8"),
    _levied("99", "5", "2", "92"),
    _levied("1000", "50", "20", "930"),
    _levied("3", "1", "1", "1"),
    _too_little("2"),
    _too_little("1"),
    _too_little("0"),
    _levied("200", "10", "20", "170", mitigation_percent="10"),
    _FARM.case("Two per cent said expressly", mitigation_percent="2"),
    _FARM.case("Less than two per cent", "overall_mitigation_is_not_cut", mitigation_percent="1.99"),
)


def _tier(tonnes_a_year: str, scale: str, percent: str) -> Example:
    return _FARM.case(
        f"{tonnes_a_year} t a year, {scale}", yearly_t=tonnes_a_year, scale=scale, figures={"materiality": percent}
    )


_TIERS = (
    _tier("500000", "large", "0.5"),
    _tier("499999", "large", "1"),
    _tier("300001", "large", "1"),
    _tier("300000", "large", "2"),
    _tier("60000", "small", "5"),
    _tier("18000", "micro", "10"),
)


def _misstated(name: str, *breached: str, amounts: tuple[str, ...]) -> Example:
    """250,000 t are found: at 2 % an overstatement of 5,000 t is material."""
    errors = [{"reference": f"M-{n}", "amount": one} for n, one in enumerate(amounts, start=1)]
    facts = _found("250000")
    return _FARM.case(name, *breached, **{**facts, "case": {**facts["case"], "misstatements": errors}})


_MATERIAL = (
    _misstated("Overstated by the threshold exactly", _ERRORS, amounts=("5000",)),
    _misstated("Overstated by a tonne less", amounts=("4999",)),
    _misstated("Understated", amounts=("-20000",)),
    _misstated("Errors count together", amounts=("6000", "-5500")),
    # 250,000 t are claimed, two per cent of them too much; a tonne less is not as much.
    _FARM.case("Claimed at the threshold exactly", _CLAIM, **_found("245000"), claimed_t="250000"),
    _FARM.case("Claimed a tonne below the threshold", **_found("245000"), claimed_t="249999"),
    _FARM.case("Claimed too little", **_found("250000"), claimed_t="200000"),
)


def _authorised(name: str, *breached: str, letter: dict[str, Any] | None = None, **changed: Any) -> Example:
    return _FARM.case(
        name, *breached, **{"intended_use": "NDC", "authorisations": [{**LETTER, **(letter or {})}], **changed}
    )


_AUTHORISATION = (
    _authorised("An authorised unit"),
    _authorised("A second issuance up to the whole quantity", issued_t="331018"),
    _authorised("A tonne more than authorised", "authorised_quantity_is_kept", issued_t="331019"),
    _authorised("A mitigation contribution offered abroad", "authorisation_is_on_record", authorisations=[]),
    _authorised("Not signed", "authorisation_is_signed_by_the_notified", letter={"signed_by_notified": False}),
    _authorised("Not published", "authorisation_is_published", letter={"published": False}),
    _authorised("For another activity", "authorisation_names_the_activity", letter={"approach": "PACM-0002"}),
    _authorised("For another scope", "sector_is_authorised", letter={"sectors": ["13"]}),
    _authorised("For later vintages", "vintages_lie_in_the_time_frame", letter={"vintage_from": 2026}),
    _authorised("For another use", "use_is_authorised", intended_use="OIMP"),
    _authorised("First transfer not defined", "first_transfer_is_defined", letter={"purposes": "NDC_AND_OIMP"}),
    _authorised(
        "For both uses", letter={"purposes": "NDC_AND_OIMP", "oimp_first_transfer": "ISSUANCE"}, intended_use="OIMP"
    ),
    _authorised("Revoked before issuance", "authorisation_stands", letter={"revoked_on": "2025-01-01"}),
)

_CYCLE = (
    _FARM.case("No approval", "host_has_approved", host_approved_on=None),
    _FARM.case("Participants not authorised", "host_has_approved", participants_authorised=False),
    _FARM.case("Notified on the 180th day", notified_on="2023-06-30"),
    _FARM.case("Notified a day later", "prior_consideration_was_notified", notified_on="2023-07-01"),
    _FARM.case("Never notified", "prior_consideration_was_notified", notified_on=None),
    _FARM.case("Renewable for five years", crediting_period=2),
    _FARM.case(
        "Longer than five years and renewed",
        "crediting_period_is_not_too_long",
        crediting_period=2,
        crediting_until="2029-01-01",
    ),
    _FARM.case("Fixed for ten years", crediting_until="2033-12-31"),
    _FARM.case("Longer than ten years", "crediting_period_is_not_too_long", crediting_until="2034-01-01"),
    _FARM.case(
        "Twenty-eight days of consultation",
        case={"notice_from": "2023-03-01", "notice_until": "2023-03-28", "comments_answered": True},
    ),
    _FARM.case(
        "Twenty-seven days of consultation",
        "public_comment_was_open_long_enough",
        case={"notice_from": "2023-03-01", "notice_until": "2023-03-27", "comments_answered": True},
    ),
    _FARM.case("The validator of a large activity", "validator_may_verify", validated_by="this_body"),
    _FARM.case("The validator of a small activity", validated_by="this_body", scale="small"),
    _FARM.case("The validator, permitted", validated_by="this_body", validator_permission="Decision of 2025-05-05"),
    _FARM.case("Not validated", "validator_may_verify", validated_by="nobody_yet"),
    _FARM.case(
        "A FAR on registration",
        "registration_is_not_put_off",
        case={"findings": [{"number": "FAR-1", "grade": "FAR", "open": True, "of_registration": True}]},
    ),
)


def _elsewhere(name: str, *breached: str, **row: Any) -> Example:
    return _FARM.case(name, *breached, elsewhere=[{"mechanism": "Another programme", **row}])


_UNIQUENESS = (
    _elsewhere("Registered elsewhere", "no_other_programme_credits_it"),
    _elsewhere("Left, with proof", exit_proved=True, credited_from="2023-01-01", credited_until="2024-12-31"),
    _elsewhere(
        "Left, and credited there for a day of the period",
        "no_other_programme_credits_it",
        exit_proved=True,
        credited_from="2023-01-01",
        credited_until="2025-01-01",
    ),
)

# Cases of the family in which nothing is left that could be issued.
_NOTHING_LEFT = {"No meter readings", "More taken than given", "A retrofit that gave less than before"}
_FAMILY = tuple(
    replace(one, breached=one.breached | {"reductions_bear_the_levies"}) if one.name in _NOTHING_LEFT else one
    for one in worked(_FARM)
)

EXAMPLES = (
    *_FAMILY,
    *_LEVIES,
    *_TIERS,
    *_MATERIAL,
    *_AUTHORISATION,
    *_CYCLE,
    *_UNIQUENESS,
)
