"""Worked cases: a wind farm, a reservoir, three vintages, and one case for each rule."""

from datetime import date
from typing import Any

from verifier.rulebook.examples import Example, varied

ON = date(2026, 5, 20)

PEOPLE = [
    {"role": "lead", "name": "L. Leader", "competent": True},
    {"role": "reviewer", "name": "R. Reviewer", "competent": True},
    {"role": "certifier", "name": "C. Certifier", "competent": True},
]
FILES = [
    {"kind": kind, "sha256": "0" * 64, "received_on": "2026-02-10"} for kind in ("meter_export", "monitoring_report")
]


def _metered(year: int, exported: str, imported: str = "0", **more: str) -> dict[str, Any]:
    return {"year": year, "exported_mwh": exported, "imported_mwh": imported, "source": "Main meter", **more}


WIND: dict[str, Any] = {
    "period_from": "2025-01-01",
    "period_until": "2025-12-31",
    "particulars": {
        "technology": "wind",
        "capacity_mw": "100",
        "operating_margin": "0.7921",
        "build_margin": "0.3870",
        "margin_source": "Published grid factors 2024",
        "crediting_period": 1,
        "crediting_from": "2023-01-01",
        "crediting_until": "2029-12-31",
        "yearly_t": "170000",
        "certificates_cancelled": True,
    },
    "metered": [_metered(2025, "245812.450", "1203.118")],
    "evidence": FILES,
    "findings": [],
    "team": PEOPLE,
}


def _wind(
    name: str, *breached: str, figures: dict[str, str] | None = None, case: dict[str, Any] | None = None, **changed: Any
) -> Example:
    """The wind farm with some facts of the case and some particulars changed."""
    return Example(
        name=name,
        facts={**varied(WIND, **changed), **(case or {})},
        on=ON,
        figures=figures or {},
        breached=frozenset(breached),
    )


_RESERVOIR: dict[str, Any] = {"technology": "hydro", "power_density_w_per_m2": "8"}
_HYDRO = {"metered": [_metered(2025, "305118.6", generated_mwh="312440.2")]}
_THREE_YEARS = {
    "period_from": "2024-03-01",
    "period_until": "2026-02-28",
    "metered": [_metered(2026, "12009.966"), _metered(2024, "61234.871"), _metered(2025, "80412.402")],
}

_ROUND: dict[str, Any] = {
    "case": {"metered": [_metered(2025, "190000")]},
    "operating_margin": "1",
    "build_margin": "1",
}

EXAMPLES = (
    _wind(
        "G1: wind, any period",
        figures={
            "EG": "244609.332",
            "CM": "0.690825",
            "BE": "168982.2417789",
            "ER": "168982",
            "capacity_factor": "0.2806",
        },
    ),
    _wind("G1: wind, second period", crediting_period=2, figures={"CM": "0.690825", "ER": "168982"}),
    _wind(
        "G1: another technology, first period",
        technology="tidal",
        figures={"CM": "0.58955", "BE": "144209.4316806", "ER": "144209"},
    ),
    _wind(
        "G1: another technology, third period",
        technology="tidal",
        crediting_period=3,
        figures={"CM": "0.488275", "BE": "119436.6215823", "ER": "119436"},
    ),
    _wind(
        "G2: hydro with a reservoir",
        case=_HYDRO,
        **_RESERVOIR,
        figures={"BE": "179882.670630", "PE": "28119.618", "ER_exact": "151763.05263", "ER": "151763"},
    ),
    _wind(
        "A reservoir above 10 W/m2 emits nothing",
        case=_HYDRO,
        **{**_RESERVOIR, "power_density_w_per_m2": "10.1"},
        figures={"PE": "0"},
    ),
    _wind(
        "A reservoir of 10 W/m2 emits",
        case=_HYDRO,
        **{**_RESERVOIR, "power_density_w_per_m2": "10"},
        figures={"PE": "28119.618"},
    ),
    _wind("A reservoir of 4 W/m2 is admitted", case=_HYDRO, **{**_RESERVOIR, "power_density_w_per_m2": "4"}),
    _wind(
        "A reservoir below 4 W/m2 is not",
        "reservoir_is_dense_enough",
        case=_HYDRO,
        **{**_RESERVOIR, "power_density_w_per_m2": "3.99"},
    ),
    _wind(
        "G5: three vintages, each rounded down",
        case=_THREE_YEARS,
        operating_margin="1",
        build_margin="1",
        figures={
            "ER_2024": "61234",
            "ER_2025": "80412",
            "ER_2026": "12009",
            "ER": "153655",
            "ER_exact": "153657.239",
        },
    ),
    _wind(
        "Two meters of one year",
        case={"metered": [_metered(2025, "245000", "1203.118"), _metered(2025, "812.450")]},
        figures={"ER": "168982"},
    ),
    _wind("Period before the crediting period", "period_lies_in_the_crediting_period", crediting_from="2025-01-02"),
    _wind("Period to the last day of the crediting period", crediting_until="2025-12-31"),
    _wind("Energy certificates not accounted for", "output_is_not_claimed_twice", certificates_cancelled=False),
    _wind("No meter readings", "every_vintage_is_metered", case={"metered": []}, figures={"ER": "0"}),
    _wind(
        "Readings of another year",
        "every_vintage_is_metered",
        case={"metered": [_metered(2025, "200000"), _metered(2024, "100")]},
    ),
    _wind("More taken than given", "no_vintage_is_negative", case={"metered": [_metered(2025, "10", "20")]}),
    _wind("A wind farm that never rests", "output_is_within_capacity", capacity_mw="46"),
    _wind("More than the capacity can give", "output_is_within_capacity", technology="tidal", capacity_mw="28"),
    _wind("Claimed as found", claimed_t="168982", figures={"materiality": "5"}),
    # 190,000 t are found: 200,000 t claimed are 5 % of the claim too much, to the tonne.
    _wind("Claimed at the threshold exactly", **_ROUND, claimed_t="200000", figures={"ER": "190000"}),
    _wind("Claimed just beyond the threshold", "claim_is_free_of_material_error", **_ROUND, claimed_t="200000.1"),
    _wind(
        "Large project: one per cent",
        "claim_is_free_of_material_error",
        claimed_t="170690",
        yearly_t="300001",
        figures={"materiality": "1"},
    ),
    _wind("Project of 300,000 t: not large", claimed_t="170690", yearly_t="300000", figures={"materiality": "5"}),
    _wind("A file is missing", "evidence_is_on_file", case={"evidence": FILES[:1]}),
    _wind("A request is open", "requests_are_answered", case={"requests_open": ["E-2"]}),
    _wind("A CL is open", "findings_are_closed", case={"findings": [{"number": "CL-1", "grade": "CL", "open": True}]}),
    _wind("A FAR is open", case={"findings": [{"number": "FAR-1", "grade": "FAR", "open": True}]}),
    _wind(
        "A finding of a grade the scheme does not know",
        "findings_are_closed",
        case={"findings": [{"number": "X-1", "grade": "minor", "open": True}]},
    ),
    _wind(
        "Verifier not competent",
        "people_are_competent",
        case={"team": [*PEOPLE, {"role": "verifier", "name": "V. Verifier", "competent": False}]},
    ),
    _wind("Nobody decided", "roles_are_filled", case={"team": PEOPLE[:2]}),
)
