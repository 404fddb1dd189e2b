"""Which projects and reductions are admitted, and when."""

from typing import Any

from verifier.rulebook.examples import Example
from verifier.rulebook.power_examples import metered
from verifier.schemes.ccer.examples.base import FARM, HALF, PLANT

_CORNERS = [
    {"longitude": "121.500000", "latitude": "33.200000"},
    {"longitude": "121.612345", "latitude": "33.200000"},
]


def _elsewhere(name: str, *breached: str, **row: Any) -> Example:
    return FARM.case(name, *breached, elsewhere=[{"mechanism": "Another programme", **row}])


def _from(first: str, *breached: str, name: str, application_on: str) -> Example:
    """The period from a day to the end of its year."""
    year = int(first[:4])
    own: dict[str, Any] = {
        **HALF,
        "operation_on": "2020-01-01",
        "crediting_from": "2020-01-01",
        "crediting_until": "2029-12-31",
        "calibrations": [{"meter": "Main", "on": f"{year}-01-01"}],
        "application_on": application_on,
    }
    case = {"period_from": first, "period_until": f"{year}-12-31", "metered": [metered(year, "10000")]}
    return FARM.case(name, *breached, case=case, **own)


ADMISSION = (
    FARM.case("Construction the day after", started_on="2012-11-09"),
    FARM.case("Construction on the day itself", "construction_began_late_enough", started_on="2012-11-08"),
    FARM.case("Obliged by law", "reduction_is_not_required_by_law", required_by_law=True),
    FARM.case("Under the national quota", "source_is_under_no_quota", quota="national"),
    FARM.case("Under a pilot's quota", "source_is_under_no_quota", quota="pilot"),
    _elsewhere("Registered elsewhere, nothing issued", "no_other_programme_credits_it"),
    _elsewhere("Left, with proof", exit_proved=True),
    _elsewhere(
        "Left, with proof, credited until the day before",
        exit_proved=True,
        credited_from="2023-01-01",
        credited_until="2024-12-31",
    ),
    _elsewhere(
        "Left, and credited there for a day of the period",
        "no_other_programme_credits_it",
        exit_proved=True,
        credited_from="2023-01-01",
        credited_until="2025-01-01",
    ),
    FARM.case("Meant for abroad", "nothing_goes_abroad", use="abroad"),
    FARM.case("30 km and 30 m", "site_is_far_out_or_deep", offshore_km="30", depth_m="30"),
    FARM.case("Just more than 30 km", offshore_km="30.01", depth_m="10"),
    FARM.case("Just deeper than 30 m", offshore_km="12", depth_m="30.1"),
    FARM.case("Neither known", "site_is_far_out_or_deep", offshore_km=None, depth_m=None),
    FARM.case(
        "Five decimals", "boundary_is_exact", corners=[*_CORNERS, {"longitude": "121.61234", "latitude": "33.301234"}]
    ),
    FARM.case("Seven decimals", corners=[*_CORNERS, {"longitude": "121.6123456", "latitude": "33.3012345"}]),
    FARM.case("Two corners", "boundary_is_exact", corners=_CORNERS),
    PLANT.case(
        "Solar thermal with a coarse corner", "boundary_is_exact", corners=[{"longitude": "94.5", "latitude": "40.1"}]
    ),
    FARM.case("Ten years and a day", "crediting_period_is_not_too_long", crediting_until="2032-01-01"),
    FARM.case("Within the life to its last day", life_until="2031-12-31"),
    FARM.case("Beyond the life", "crediting_period_lies_in_the_life", life_until="2031-12-30"),
    FARM.case("Before operation", "crediting_period_lies_in_the_life", operation_on="2022-01-02"),
    FARM.case("Period before the crediting period", "period_lies_in_the_crediting_period", crediting_from="2025-01-02"),
    _from("2020-09-23", name="Produced the day after 22 September 2020", application_on="2025-09-23"),
    _from("2020-09-22", "reductions_are_late_enough", name="Produced on that day", application_on="2025-09-22"),
    _from("2021-10-10", name="G12b: produced five years before the application", application_on="2026-10-10"),
    _from(
        "2021-10-09", "reductions_are_young_enough", name="G12b: produced a day earlier", application_on="2026-10-10"
    ),
    FARM.case("No day of application", "reductions_are_young_enough", application_on=None),
    FARM.case("Applied for on the last day of the period", application_on="2025-12-31"),
    FARM.case("Applied for before the period ends", "reductions_are_young_enough", application_on="2025-12-30"),
)
