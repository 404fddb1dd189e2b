"""Worked cases: those of the family, the tiers of materiality, and what this scheme asks beside them."""

from typing import Any

from verifier.rulebook.examples import Example
from verifier.rulebook.power_examples import ONE_TO_ONE, WIND, Farm, elsewhere, metered, worked

_VISIT = {"on": "2026-03-10", "kind": "physical", "place": "Wind farm and substation", "persons": 2}
_FARM = Farm({**WIND, "particulars": {**WIND["particulars"], "scale": "large"}, "visits": [_VISIT]})
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

# 250,000 t were claimed, 4,100 t of them taken back since: 245,900 t, of which 238,300 t are found.
_SCHEDULE = [
    {"reference": "M1", "amount": "6200"},
    {"reference": "M2", "amount": "-900"},
    {"reference": "M3", "amount": "4100", "corrected": True},
    {"reference": "M4", "amount": "2300"},
]


def _schedule(name: str, *breached: str, threshold: str, **changed: Any) -> Example:
    return _FARM.case(
        name,
        *breached,
        case={"metered": [metered(2025, "238300")], "misstatements": _SCHEDULE},
        claimed_t="250000",
        **ONE_TO_ONE,
        **changed,
        figures={"ER": "238300", "materiality_t": threshold},
    )


def _one(name: str, *breached: str, found: str, errors: tuple[str, ...]) -> Example:
    """A large project of up to 300,000 t a year that claims 250,000 t: 5,000 t are material."""
    rows = [{"reference": f"M{n}", "amount": one} for n, one in enumerate(errors, start=1)]
    return _FARM.case(
        name,
        *breached,
        case={"metered": [metered(2025, found)], "misstatements": rows},
        claimed_t="250000",
        **ONE_TO_ONE,
        figures={"materiality_t": "5000"},
    )


_MISSTATEMENTS = (
    _schedule("Errors of 7,600 t at 0.5 %", _CLAIM, _ERRORS, yearly_t="500000", threshold="1229.5"),
    _schedule("Errors of 7,600 t at 1 %", _CLAIM, _ERRORS, yearly_t="400000", threshold="2459"),
    _schedule("Errors of 7,600 t at 2 %", _CLAIM, _ERRORS, threshold="4918"),
    _schedule("Errors of 7,600 t at 5 %", scale="small", threshold="12295"),
    _schedule("Errors of 7,600 t at 10 %", scale="micro", threshold="24590"),
    _one("At the threshold exactly", _CLAIM, _ERRORS, found="245000", errors=("5000",)),
    _one("Just below the threshold", found="245001", errors=("4999.9",)),
    _one("Two large errors that cancel", found="249500", errors=("6000", "-5500")),
    _one("Claimed too little by far", found="270000", errors=("-20000",)),
)

_VALIDATORS = (
    _FARM.case("A large project verified by its validator", "validator_may_verify", validated_by="this_body"),
    _FARM.case(
        "The same by leave of the Board",
        validated_by="this_body",
        validator_permission="Decision of the Board of 2 May 2025",
    ),
    _FARM.case("A small one verified by its validator", validated_by="this_body", scale="small"),
    _FARM.case("A micro one verified by its validator", validated_by="this_body", scale="micro"),
    _FARM.case("Validated by nobody", "validator_may_verify", validated_by="nobody_yet"),
)


def _visits(name: str, *breached: str, visits: tuple[dict[str, Any], ...], **changed: Any) -> Example:
    """168,982 t were found for the year 2025."""
    return _FARM.case(name, *breached, case={"visits": list(visits)}, **changed)


_WAIVED = {"on": "2026-03-10", "kind": "waived", "reason": "Seen last year; nothing has changed."}
_UNSEEN = "site_is_visited_when_it_must_be"
_SITE = (
    _visits("First verification without a visit", _UNSEEN, visits=(_WAIVED,)),
    _visits("Three years after the last visit", visits=(_WAIVED,), visited_on="2023-03-10"),
    _visits("More than three years after it", _UNSEEN, visits=(_WAIVED,), visited_on="2023-03-09"),
    _visits("No word of a visit", _UNSEEN, visits=(), visited_on="2025-03-10"),
    _visits("300,000 t since the last visit", visits=(_WAIVED,), visited_on="2025-03-10", since_visit_t="131018"),
    _visits(
        "More than 300,000 t since it", _UNSEEN, visits=(_WAIVED,), visited_on="2025-03-10", since_visit_t="131018.1"
    ),
    _visits("More than 300,000 t, and visited", visits=(_VISIT,), visited_on="2025-03-10", since_visit_t="400000"),
)

_LONG = "crediting_period_is_not_too_long"
_OPEN = "public_comment_was_open_long_enough"
_TIMES = (
    _FARM.case("Renewed for seven years", crediting_period=3),
    _FARM.case("Renewed for longer", _LONG, crediting_period=3, crediting_until="2030-01-01"),
    _FARM.case("Fixed for ten years", crediting_until="2032-12-31"),
    _FARM.case("Fixed for longer", _LONG, crediting_until="2033-01-01"),
    _FARM.case(
        "Thirty days of consultation",
        case={"notice_from": "2022-03-01", "notice_until": "2022-03-30", "comments_answered": True},
    ),
    _FARM.case(
        "Twenty-nine days of consultation",
        _OPEN,
        case={"notice_from": "2022-03-01", "notice_until": "2022-03-29", "comments_answered": True},
    ),
)


def _finding(name: str, *breached: str, grade: str, of_registration: bool, still_open: bool = True) -> Example:
    row = {"number": "F-1", "grade": grade, "open": still_open, "of_registration": of_registration}
    return _FARM.case(name, *breached, case={"findings": [row]})


_FINDINGS = (
    _finding("A FAR for the next verification", grade="FAR", of_registration=False),
    _finding("A FAR on registration", "registration_is_not_put_off", grade="FAR", of_registration=True),
    _finding("A CAR on registration, closed", grade="CAR", of_registration=True, still_open=False),
    _finding("A CL left open", "findings_are_closed", grade="CL", of_registration=False),
)

_PROCEEDS = (
    _FARM.case("Two per cent for adaptation", figures={"share_of_proceeds": "3380", "to_participants": "165602"}),
    _FARM.case(
        "Two per cent that come out even",
        case={"metered": [metered(2025, "100000")]},
        **ONE_TO_ONE,
        figures={"share_of_proceeds": "2000", "to_participants": "98000"},
    ),
)

EXAMPLES = (
    *worked(_FARM),
    *elsewhere(_FARM),
    *_TIERS,
    *_MISSTATEMENTS,
    *_VALIDATORS,
    *_SITE,
    *_TIMES,
    *_FINDINGS,
    *_PROCEEDS,
)
