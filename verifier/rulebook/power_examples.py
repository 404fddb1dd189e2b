"""Worked cases that every scheme for renewable power in a grid shows: margins, reservoirs, vintages, deductions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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


def metered(year: int, exported: str, imported: str = "0", **more: str) -> dict[str, Any]:
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
    "metered": [metered(2025, "245812.450", "1203.118")],
    "evidence": FILES,
    "findings": [],
    "team": PEOPLE,
}
# One tonne per megawatt-hour: what is metered is what is found.
ONE_TO_ONE: dict[str, Any] = {"operating_margin": "1", "build_margin": "1"}


@dataclass(frozen=True)
class Farm:
    """The wind farm as one scheme describes it."""

    facts: Mapping[str, Any]

    def case(
        self,
        name: str,
        *breached: str,
        figures: Mapping[str, str] | None = None,
        case: Mapping[str, Any] | None = None,
        **changed: Any,
    ) -> Example:
        """The farm with some facts of the case and some particulars changed."""
        return Example(
            name=name,
            facts={**varied(self.facts, **changed), **(case or {})},
            on=ON,
            figures=figures or {},
            breached=frozenset(breached),
        )


def worked(farm: Farm) -> tuple[Example, ...]:
    """The cases of the family, the first of them one that breaches nothing."""
    return (
        *_margins(farm),
        *_reservoirs(farm),
        *_readings(farm),
        *_meters(farm),
        *_certificates(farm),
        *_retrofits(farm),
        *_fuels(farm),
        *_capacities(farm),
        *_periods(farm),
    )


def elsewhere(farm: Farm) -> Iterator[Example]:
    """Cases of a scheme that asks about other programmes."""
    once = "no_other_programme_credits_it"
    left: dict[str, Any] = {"mechanism": "Another programme", "exit_proved": True}
    before = {**left, "credited_from": "2023-01-01", "credited_until": "2024-12-31"}
    yield farm.case("Credited elsewhere before, and left", elsewhere=[before])
    yield farm.case(
        "Credited elsewhere on the first day too", once, elsewhere=[{**before, "credited_until": "2025-01-01"}]
    )
    yield farm.case("Registered elsewhere and not left", once, elsewhere=[{**left, "exit_proved": False}])


def _margins(farm: Farm) -> Iterator[Example]:
    yield farm.case(
        "Wind, any period",
        figures={
            "EG": "244609.332",
            "CM": "0.690825",
            "BE": "168982.2417789",
            "ER": "168982",
            "capacity_factor": "0.2806",
            "of_estimate": "99.40",
        },
    )
    yield farm.case("Wind, second period", crediting_period=2, figures={"CM": "0.690825", "ER": "168982"})
    yield farm.case(
        "Another technology, first period",
        technology="tidal",
        figures={"CM": "0.58955", "BE": "144209.4316806", "ER": "144209"},
    )
    yield farm.case(
        "Another technology, third period",
        technology="tidal",
        crediting_period=3,
        figures={"CM": "0.488275", "BE": "119436.6215823", "ER": "119436"},
    )


def _reservoirs(farm: Farm) -> Iterator[Example]:
    case = {"metered": [metered(2025, "305118.6", generated_mwh="312440.2")]}

    def hydro(name: str, density: str, *breached: str, **more: Any) -> Example:
        own = {"technology": "hydro", "power_density_w_per_m2": density}
        return farm.case(name, *breached, **{"case": case, **own, **more})

    yield hydro(
        "Hydro with a reservoir",
        "8",
        figures={"BE": "179882.670630", "PE": "28119.618", "ER_exact": "151763.052630", "ER": "151763"},
    )
    yield hydro("A reservoir above 10 W/m2 emits nothing", "10.1", figures={"PE": "0"})
    yield hydro("A reservoir of 10 W/m2 emits", "10", figures={"PE": "28119.618"})
    yield hydro("A reservoir of 4 W/m2 is admitted", "4")
    yield hydro("A reservoir below 4 W/m2 is not", "3.99", "reservoir_is_dense_enough")
    unmetered, too_little = metered(2025, "305118.6"), metered(2025, "305118.6", generated_mwh="305118.5")
    yield hydro("Total generation not metered", "8", "total_generation_is_metered", case={"metered": [unmetered]})
    yield hydro("Less generated than given", "8", "total_generation_is_metered", case={"metered": [too_little]})
    both = [metered(2025, "200000", generated_mwh="312440.2"), metered(2025, "105118.6", generated_mwh="0")]
    yield hydro("Two export meters, one of generation", "8", case={"metered": both}, figures={"PE": "28119.618"})


def _readings(farm: Farm) -> Iterator[Example]:
    yield farm.case(
        "Three vintages, each rounded down",
        case={
            "period_from": "2024-03-01",
            "period_until": "2026-02-28",
            "metered": [metered(2026, "12009.966"), metered(2024, "61234.871"), metered(2025, "80412.402")],
        },
        **ONE_TO_ONE,
        figures={
            "ER_2024": "61234",
            "ER_2025": "80412",
            "ER_2026": "12009",
            "ER": "153655",
            "ER_exact": "153657.239",
        },
    )
    yield farm.case(
        "Two meters of one year",
        case={"metered": [metered(2025, "245000", "1203.118"), metered(2025, "812.450")]},
        figures={"ER": "168982"},
    )
    yield farm.case("No meter readings", "every_vintage_is_metered", case={"metered": []}, figures={"ER": "0"})
    yield farm.case(
        "Readings of another year",
        "every_vintage_is_metered",
        case={"metered": [metered(2025, "200000"), metered(2024, "100")]},
    )
    twice = [metered(2025, "100000"), metered(2025, "100000")]
    yield farm.case("The same readings twice", "every_vintage_is_metered", case={"metered": twice})
    yield farm.case("More taken than given", "no_vintage_is_negative", case={"metered": [metered(2025, "10", "20")]})


def _meters(farm: Farm) -> Iterator[Example]:
    window = {"year": 2025, "exported_mwh": "45812.450", "imported_mwh": "303.118"}
    half: dict[str, Any] = {"technology": "tidal"}
    yield farm.case(
        "A meter calibrated too late",
        **half,
        meter_faults=[{**window, "fault": "not_calibrated", "error_percent": "0.2"}],
        figures={"EG": "244517.100864", "ER_exact": "144155.05681437120", "ER": "144155"},
    )
    yield farm.case(
        "A meter calibrated in time and out of its class",
        **half,
        meter_faults=[{**window, "fault": "out_of_class", "error_percent": "0.35"}],
        figures={"EG": "244447.9275120", "ER_exact": "144114.275664699600", "ER": "144114"},
    )
    yield farm.case(
        "The same meter, its error below zero",
        **half,
        meter_faults=[{**window, "fault": "out_of_class", "error_percent": "-0.35"}],
        figures={"EG": "244447.9275120", "ER": "144114"},
    )
    fault = {"year": 2025, "fault": "out_of_class", "error_percent": "1", "exported_mwh": "245812.450"}
    whole = [{**fault, "imported_mwh": "1203.118"}]
    beyond = [{**fault, "imported_mwh": "1203.119"}]
    yield farm.case("A meter out of its class all year", meter_faults=whole, figures={"EG": "242139.17632"})
    yield farm.case("A window with more than was metered", "deductions_are_metered", meter_faults=beyond)


def _certificates(farm: Farm) -> Iterator[Example]:
    yield farm.case(
        "Certificates sold for a part of the output",
        case={"metered": [metered(2025, "1600000")]},
        capacity_mw="500",
        operating_margin="0.5",
        build_margin="0.5",
        yearly_t="700000",
        certificates_sold=[{"year": 2025, "mwh": "250000"}],
        figures={"ER": "675000", "excluded_t": "125000", "EG_2025": "1350000"},
    )
    yield farm.case(
        "Certificates sold in a year that is not metered",
        "deductions_are_metered",
        certificates_sold=[{"year": 2024, "mwh": "10"}],
        figures={"ER": "168982", "excluded_t": "0"},
    )
    yield farm.case("Certificates not accounted for", "output_is_not_claimed_twice", certificates_cancelled=False)


def _retrofits(farm: Farm) -> Iterator[Example]:
    case = {"metered": [metered(2025, "200000")]}
    before: dict[str, Any] = {"historical_mwh": "150000", "historical_deviation_mwh": "12000"}
    yield farm.case("A retrofit", case=case, **before, **ONE_TO_ONE, figures={"EG": "38000", "ER": "38000"})
    before = {"historical_mwh": "190000", "historical_deviation_mwh": "12000"}
    yield farm.case("A retrofit that gave less than before", case=case, **before, figures={"EG": "0", "ER": "0"})


def _fuels(farm: Farm) -> Iterator[Example]:
    diesel = {
        "year": 2025,
        "fuel": "Diesel",
        "amount": "100",
        "gj_per_unit": "42.652",
        "carbon_t_per_gj": "0.0202",
        "oxidised_percent": "98",
    }
    yield farm.case(
        "Solar thermal with a fuel that starts it",
        technology="csp",
        fuels_burned=[diesel],
        figures={"CM": "0.690825", "PE": "309.5909637333", "ER": "168672"},
    )
    yield farm.case("Fuel burned in another year", "deductions_are_metered", fuels_burned=[{**diesel, "year": 2024}])


def _capacities(farm: Farm) -> Iterator[Example]:
    def plant(name: str, exported: str, *breached: str, factor: str, **changed: Any) -> Example:
        case = {"metered": [metered(2025, exported)]}
        return farm.case(name, *breached, case=case, figures={"capacity_factor": factor}, **changed)

    limit = "output_is_within_capacity"
    yield plant("500 MW of wind, a good year", "1612000", capacity_mw="500", factor="0.3680")
    yield plant("500 MW of wind, too good a year", "2900000", limit, capacity_mw="500", factor="0.6621")
    known: dict[str, Any] = {"output_explained": "Offshore; the owner's wind measurements agree."}
    yield plant("The same, explained", "2900000", capacity_mw="500", **known, factor="0.6621")
    for technology, most, over, factor in (
        ("wind", "525600", "525600.1", "0.6"),
        ("solar", "306600", "306600.1", "0.35"),
        ("hydro", "832200", "832200.1", "0.95"),
        ("csp", "657000", "657000.1", "0.75"),
        ("tidal", "876000", "876000.1", "1"),
    ):
        yield plant(f"As much as is usual: {technology}", most, technology=technology, factor=factor)
        yield plant(f"More than is usual: {technology}", over, limit, technology=technology, factor=factor)
    yield farm.case(
        "A good year that hides an impossible one",
        limit,
        case={"period_from": "2024-01-01", "metered": [metered(2024, "10000"), metered(2025, "876000.1")]},
        figures={"capacity_factor": "0.5050", "capacity_factor_2024": "0.0114", "capacity_factor_2025": "1.0000"},
    )
    yield plant("More than the capacity can give, explained or not", "876001", limit, **known, factor="1.0000")


def _periods(farm: Farm) -> Iterator[Example]:
    outside = "period_lies_in_the_crediting_period"
    yield farm.case("Period before the crediting period", outside, crediting_from="2025-01-02")
    yield farm.case("Period after the crediting period", outside, crediting_until="2025-12-30")
    yield farm.case("Period to the last day of the crediting period", crediting_until="2025-12-31")
    one: dict[str, Any] = {"case": {"metered": [metered(2025, "120000")]}, **ONE_TO_ONE}
    yield farm.case("A fifth more than estimated", **one, yearly_t="100000", figures={"of_estimate": "120"})
