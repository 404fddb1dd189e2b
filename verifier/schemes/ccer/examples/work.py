"""The body, the notice, the meters' calibration, findings, and a validation."""

from typing import Any

from verifier.rulebook.examples import Example
from verifier.schemes.ccer.examples.base import FARM

_YEARLY, _FAULTY = "meters_are_calibrated_every_year", "faulty_meters_are_recalibrated"
_CORRECTED = [{"year": 2025, "fault": "not_calibrated", "error_percent": "0.2", "exported_mwh": "1000"}]


def _notice(name: str, *breached: str, first: str | None, last: str | None, answered: bool = True) -> Example:
    return FARM.case(name, *breached, case={"notice_from": first, "notice_until": last, "comments_answered": answered})


def _calibrated(name: str, *breached: str, days: tuple[str, ...], **changed: Any) -> Example:
    return FARM.case(name, *breached, calibrations=[{"meter": "Main", "on": day} for day in days], **changed)


def _faulty(name: str, *breached: str, found: str, recalibrated: str, **changed: Any) -> Example:
    rows = [{"meter": "Main", "on": "2024-12-01"}, {"meter": "Main", "on": recalibrated, "fault_on": found}]
    return FARM.case(name, *breached, calibrations=rows, **changed)


def _validation(name: str, *breached: str, **changed: Any) -> Example:
    """The same project before it is registered: a forecast, no meter yet, no application."""
    return FARM.case(
        name,
        *breached,
        **{
            "activity": "validation",
            "validated_by": "nobody_yet",
            "calibrations": [],
            "application_on": None,
            **changed,
        },
    )


WORK = (
    FARM.case("The validator verifies", "validator_does_not_verify", validated_by="this_body"),
    FARM.case("Nobody validated", "validator_does_not_verify", validated_by="nobody_yet"),
    FARM.case("No approval for the field", "body_is_approved_for_the_field", body_approval=""),
    FARM.case("Not registered", "people_are_registered", people_registered=False),
    _notice("G12: twenty working days", first="2026-07-17", last="2026-08-13"),
    _notice("G12: nineteen", "public_notice_was_long_enough", first="2026-07-17", last="2026-08-12"),
    # If 20 September and 10 October counted, weekend days worked in exchange, it would end on 15 October.
    _notice("Over the autumn holidays", first="2026-09-14", last="2026-10-19"),
    _notice("Over them, a working day less", "public_notice_was_long_enough", first="2026-09-14", last="2026-10-16"),
    _notice("No notice", "public_notice_was_long_enough", first=None, last=None),
    _notice("Comments open", "public_comments_are_dealt_with", first="2026-07-17", last="2026-08-13", answered=False),
    _calibrated("Calibrated a year later to the day", days=("2024-06-01", "2025-06-01")),
    _calibrated("A day later", _YEARLY, days=("2024-06-01", "2025-06-02")),
    _calibrated("A day later, corrected", days=("2024-06-01", "2025-06-02"), meter_faults=_CORRECTED),
    _calibrated("Not calibrated before the period", _YEARLY, days=("2025-01-02",)),
    _calibrated("Not again before its end", _YEARLY, days=("2024-06-01",)),
    _calibrated("Never", _YEARLY, days=()),
    FARM.case(
        "Another meter, not calibrated",
        _YEARLY,
        calibrations=[
            {"meter": "Main", "on": "2024-12-31"},
            {"meter": "Main", "on": "2025-12-31"},
            {"meter": "Backup", "on": "2023-12-01"},
        ],
    ),
    _faulty("Recalibrated on the thirtieth day", found="2025-03-01", recalibrated="2025-03-31"),
    _faulty("Recalibrated a day later", _FAULTY, found="2025-03-01", recalibrated="2025-04-01"),
    _faulty("The same, corrected", found="2025-03-01", recalibrated="2025-04-01", meter_faults=_CORRECTED),
    FARM.case(
        "A corrective requirement is open",
        "findings_are_closed",
        case={"findings": [{"number": "1", "grade": "整改要求", "open": True}]},
    ),
    FARM.case("An observation is open", case={"findings": [{"number": "1", "grade": "观察项", "open": True}]}),
    _validation("A validation"),
    _validation("A validation by a body that is not approved", "body_is_approved_for_the_field", body_approval=""),
    _validation("A validation of a project under quota", "source_is_under_no_quota", quota="national"),
)
