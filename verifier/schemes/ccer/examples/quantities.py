"""Margins, meters, certificates, fuels, vintages, and what may be offset."""

from typing import Any

from verifier.rulebook.examples import Example
from verifier.rulebook.power_examples import metered
from verifier.schemes.ccer.examples.base import FARM, HALF, ONE_TO_ONE, PLANT

_WINDOW = {"year": 2025, "exported_mwh": "45812.450", "imported_mwh": "303.118"}
_LATE = [{**_WINDOW, "fault": "not_calibrated", "error_percent": "0.2"}]
_OUT_OF_CLASS = [{**_WINDOW, "fault": "out_of_class", "error_percent": "0.35"}]
_CALIBRATED_LATE = [{"meter": "Main", "on": "2024-01-10"}, {"meter": "Main", "on": "2025-03-20"}]
_DIESEL = {
    "year": 2025,
    "fuel": "Diesel",
    "amount": "100",
    "gj_per_unit": "42.652",
    "carbon_t_per_gj": "0.0202",
    "oxidised_percent": "98",
}
_VINTAGES = {
    "period_from": "2024-03-01",
    "period_until": "2026-02-28",
    "metered": [metered(2026, "12009.966"), metered(2024, "61234.871"), metered(2025, "80412.402")],
}


def _offset(name: str, due: str, given: str | None, most: str, *breached: str) -> Example:
    return FARM.case(name, *breached, allowances_due_t=due, offset_t=given, figures={"offset_cap": most})


def _claimed(name: str, claimed: str, *breached: str, **changed: Any) -> Example:
    return FARM.case(name, *breached, claimed_t=claimed, **changed)


QUANTITIES = (
    FARM.case(
        "A year of offshore wind",
        figures={
            "EG": "244609.332",
            "CM": "0.58955",
            "BE": "144209.4316806",
            "ER_exact": "144209.43168060",
            "ER": "144209",
        },
    ),
    FARM.case(
        "G3: calibrated too late, the window corrected by what the class allows",
        calibrations=_CALIBRATED_LATE,
        meter_faults=_LATE,
        figures={"EG": "244517.100864", "ER_exact": "144155.05681437120", "ER": "144155"},
    ),
    FARM.case(
        "G3: calibrated in time, out of its class",
        meter_faults=_OUT_OF_CLASS,
        figures={"EG": "244447.9275120", "ER_exact": "144114.275664699600", "ER": "144114"},
    ),
    FARM.case(
        "A window with more than was metered", "deductions_are_metered", meter_faults=[{**_LATE[0], "year": 2024}]
    ),
    FARM.case(
        "G5: three years, each rounded down",
        case=_VINTAGES,
        calibrations=[{"meter": "Main", "on": f"{year}-03-01"} for year in (2024, 2025)],
        **ONE_TO_ONE,
        figures={
            "ER_2024": "61234",
            "ER_2025": "80412",
            "ER_2026": "12009",
            "ER": "153655",
            "ER_exact": "153657.239",
        },
    ),
    FARM.case(
        "G17: certificates sold for 250 GWh",
        case={"metered": [metered(2025, "1600000")]},
        **HALF,
        capacity_mw="500",
        yearly_t="800000",
        certificates_sold=[{"year": 2025, "mwh": "250000"}],
        figures={"ER": "675000", "excluded_t": "125000"},
    ),
    FARM.case("Certificates not accounted for", "output_is_not_claimed_twice", certificates_cancelled=False),
    PLANT.case("Solar thermal without fuel", figures={"PE": "0", "ER": "144209"}),
    # 100 t × 42.652 GJ/t × 0.0202 t C/GJ × 98 % × 44/12 = 309.590963733... t
    PLANT.case(
        "Solar thermal with a fuel that starts it",
        fuels_burned=[_DIESEL],
        figures={"fuel_1": "309.5909637333", "PE": "309.5909637333", "ER_exact": "143899.8407168667", "ER": "143899"},
    ),
    FARM.case("No meter readings", "every_vintage_is_metered", case={"metered": []}),
    FARM.case("More taken than given", "no_vintage_is_negative", case={"metered": [metered(2025, "10", "20")]}),
    FARM.case("A wind farm that never rests", "output_is_within_capacity", capacity_mw="46"),
    FARM.case("The same, explained", capacity_mw="47", output_explained="Wind measurements agree."),
    _offset("G16: five per cent, in whole tonnes", "1234567", None, "61728"),
    _offset("G16: nothing of nineteen tonnes", "19", "0", "0"),
    _offset("Offset up to the cap", "1234567", "61728", "61728"),
    _offset("Offset beyond the cap", "1234567", "61728.1", "61728", "offset_is_within_the_cap"),
    _claimed("Claimed as found", "144209"),
    _claimed("Claimed a tonne too much", "144210", "claim_is_free_of_material_error"),
    _claimed("Claimed a tonne too little", "144208", "claim_is_free_of_material_error"),
    FARM.case(
        "An error of a tenth of a tonne",
        "misstatements_are_immaterial",
        case={"misstatements": [{"reference": "M-1", "amount": "-0.1"}]},
    ),
    FARM.case(
        "An error that was corrected",
        case={"misstatements": [{"reference": "M-1", "amount": "500", "corrected": True}]},
        claimed_t="144709",
    ),
    FARM.case("Applied for as verified", applied_t="144209"),
    FARM.case("Applied for less", "application_is_for_what_was_verified", applied_t="144208"),
    FARM.case("Applied for more", "application_is_for_what_was_verified", applied_t="144210"),
)
