"""A month of green ammonia, and one case for each rule that every scheme for fuels from electricity asks of it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from verifier.rulebook.examples import Example, varied

NOTHING_ELSE: dict[str, Any] = {
    **{part: [] for part in ("materials", "fuels", "legs", "handling")},
    "methane_kg": "0",
    "nitrous_oxide_kg": "0",
}
DIESEL = {"fuel": "diesel", "unit": "l", "supplied": "12000", "burned": "12000"}
STATION: dict[str, Any] = {
    "name": "Chifeng wind and solar",
    "route": "direct",
    "operation_on": "2025-03-01",
    "capacity_mw": "1430",
}


def power(route: str, kwh: str, *, stage: str = "electrolysis", heating_value: bool = True) -> dict[str, Any]:
    row = {"route": route, "kwh": kwh, "stage": stage, "heating_value": heating_value}
    # 170 g/MJ is an illustration, not the official value of any grid.
    return row | ({"factor_g_per_mj": "170.0", "factor_source": "Illustrative value"} if route == "grid" else {})


AMMONIA: dict[str, Any] = {
    "fuel": "ammonia",
    "fuel_kg": "25000000",
    "lhv_mj_per_kg": "18.6",
    "operation_on": "2025-07-16",
    "capacity_t_per_year": "320000",
    "plants": [STATION],
    "electricity": [
        power("direct", "249000000"),
        power("grid", "1000000", stage="synthesis", heating_value=False),
    ],
    "grid_connection": "metered",
    "materials": [
        {"substance": "potassium_hydroxide", "kg": "2500", "stage": "electrolysis"},
        {"substance": "sodium_hydroxide", "kg": "6000", "stage": "electrolysis"},
        {"substance": "hydrochloric_acid", "kg": "5000", "stage": "electrolysis"},
    ],
    "fuels": [DIESEL],
    "methane_kg": "100",
    "nitrous_oxide_kg": "50",
    "legs": [
        {"mode": "truck", "tonnes": "25000", "km": "350"},
        {"mode": "tanker_22560", "tonnes": "25000", "km": "1200"},
    ],
    "handling": [
        {
            "place": "Port cooling",
            "kwh": "200000",
            "factor_g_per_mj": "170.0",
            "factor_source": "Illustrative value",
        }
    ],
}


def intervals(**columns: list[str]) -> list[dict[str, str]]:
    """Rows from columns of MWh (or prices), one entry per interval."""
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


# Six intervals of a plant with storage on a direct line.
DIRECT_DAY = intervals(
    renewable_mwh=["160", "130", "60", "100", "95", "0"],
    electrolyser_mwh=["100", "100", "100", "100", "100", "30"],
    auxiliary_mwh=["10"] * 6,
    charged_mwh=["50", "20", "0", "0", "0", "0"],
    discharged_mwh=["0", "0", "50", "10", "0", "0"],
    imported_mwh=["0", "0", "0", "0", "15", "40"],
)
STORAGE = {"storage_mwh": "680", "charge_efficiency": "0.95", "discharge_efficiency": "0.95"}


def _of_a_day(direct_kwh: str, **changed: Any) -> dict[str, Any]:
    """The particulars of the six intervals, nothing but electricity in them."""
    grid = power("grid", "55000", stage="synthesis", heating_value=False) | {"factor_g_per_mj": "100"}
    day = {"fuel_kg": "60000", "electricity": [power("direct", direct_kwh), grid], **STORAGE, **NOTHING_ELSE}
    return day | changed


def production_examples(month: Example) -> Iterator[Example]:
    """One case for each rule of the method, of plausibility and of the intervals, from a month that breaches none.

    A case of six intervals comes first, which breaches nothing either.
    """
    yield _drawn(month, "Six intervals", "", DIRECT_DAY, **_of_a_day("535000"))
    without_source = [row | {"factor_source": ""} for row in AMMONIA["electricity"] if row["route"] == "grid"]
    for rule, changed in (
        ("heating_value_is_the_lower_one", {"lhv_mj_per_kg": "22.5"}),
        ("own_factors_have_a_source", {"electricity": [power("direct", "249000000"), *without_source]}),
        ("fuels_count_once_upstream_and_once_burned", {"fuels": [DIESEL | {"burned": "0"}]}),
        ("fuel_without_carbon_deducts_no_existing_use", {"existing_use_kg": "1000"}),
        ("use_of_a_burned_fuel_is_grounded", {"end_use": "combustion"}),
        ("claimed_intensity_is_reproduced", {"claimed_g_per_mj": "3.89"}),
        ("electricity_suffices_for_the_fuel", {"fuel_kg": "35800000", "capacity_t_per_year": "500000"}),
        (
            "hydrogen_suffices_for_the_ammonia",
            {"outputs": [{"product": "hydrogen", "kg": "4438749", "energy_mj": "532649880"}]},
        ),
        ("electricity_is_in_proportion", {"fuel_kg": "15625000"}),
        ("production_is_within_capacity", {"capacity_t_per_year": "290000"}),
        ("stations_can_give_what_is_counted", {"plants": [STATION | {"capacity_mw": "300"}]}),
    ):
        yield _drawn(month, f"Breached: {rule}", rule, [], **changed)
    hidden = [row | {"imported_mwh": "40"} for row in DIRECT_DAY]
    for rule, rows, changed in (
        ("electricity_agrees_with_its_intervals", DIRECT_DAY, _of_a_day("535001")),
        ("meters_leave_nothing_out", hidden, _of_a_day("350000", fuel_kg="50000", electricity=_MOSTLY_GRID)),
        ("storage_gives_no_more_than_it_took", DIRECT_DAY, _of_a_day("535000", storage_mwh="60")),
    ):
        yield _drawn(month, f"Breached: {rule}", rule, rows, **changed)


# What could be counted if every interval had taken 40 MWh from the grid: the meters would not balance.
_MOSTLY_GRID = [
    power("direct", "350000"),
    power("grid", "240000", stage="synthesis", heating_value=False) | {"factor_g_per_mj": "20"},
]


def _drawn(month: Example, name: str, rule: str, rows: list[dict[str, str]], **changed: Any) -> Example:
    facts = {**varied(month.facts, **changed), "intervals": rows}
    return replace(month, name=name, facts=facts, figures={}, breached=frozenset({rule} if rule else ()))
