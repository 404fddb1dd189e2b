"""One case for each rule that the worked cases do not breach, and what lies just on the lawful side."""

from typing import Any

from verifier.rulebook.examples import Example
from verifier.schemes.iscc_eu.examples.base import (
    AMMONIA,
    CHEMICALS,
    DIESEL,
    DIRECT,
    FILES,
    ON,
    PEOPLE,
    PORT,
    STATION,
    ammonia,
    power,
)


def _biofuel(start: str, **terms: str) -> dict[str, Any]:
    return {
        **AMMONIA,
        "particulars": {
            "fuel": "biofuel",
            "fuel_kg": "5000000",
            "lhv_mj_per_kg": "37",
            "operation_on": start,
            "annex_v": [terms],
        },
    }


TERMS = {"e_ec": "12.0", "e_p": "9.5", "e_td": "2.1", "e_ccr": "3.0"}
TOO_LITTLE = frozenset({"biofuel_saves_enough"})


def _station(**changed: Any) -> dict[str, Any]:
    return {"plants": [{**STATION, **changed}]}


_CONTRACT: dict[str, Any] = {"electricity": [power("contracted", "250000000")]}

BIOFUELS = (
    Example(
        name="Biofuel, plant of 2021",
        facts=_biofuel("2021-06-01", **TERMS),
        on=ON,
        figures={"E": "20.6", "saving": "78.085"},
    ),
    Example(name="Biofuel at its limit, 2021", facts=_biofuel("2021-01-01", e_ec="32.9"), on=ON),
    Example(name="Biofuel above it", facts=_biofuel("2021-01-01", e_ec="32.901"), on=ON, breached=TOO_LITTLE),
    Example(name="Biofuel at its limit, 2020", facts=_biofuel("2020-12-31", e_ec="37.6"), on=ON),
    Example(name="Biofuel above it, 2015", facts=_biofuel("2015-10-06", e_ec="37.61"), on=ON, breached=TOO_LITTLE),
    Example(name="Biofuel at its limit, 2015", facts=_biofuel("2015-10-05", e_ec="47"), on=ON),
    Example(
        name="Biofuel with too much soil carbon",
        facts=_biofuel("2021-01-01", e_ec="40", e_sca="25.1"),
        on=ON,
        breached=frozenset({"soil_carbon_is_capped"}),
    ),
)

BREACHES = (
    Example(
        name="Particulars alone: what is not on file is a breach",
        facts={key: AMMONIA[key] for key in ("period_from", "period_until", "particulars")},
        on=ON,
        breached=frozenset({"evidence_is_on_file", "roles_are_filled"}),
    ),
    # Direct connection: 36 months to the day, never spared.
    ammonia("Power station exactly 36 months older", **_station(operation_on="2022-07-16")),
    ammonia("Power station a day too old", "power_stations_are_new_enough", **_station(operation_on="2022-07-15")),
    ammonia("Power station younger than the fuel plant", **_station(operation_on="2025-12-01")),
    ammonia(
        "Old power station under contract, spared until 2038",
        **_CONTRACT,
        **_station(route="contracted", operation_on="2015-01-01", supported=True),
    ),
    ammonia(
        "Old and aided power station under contract, plant of 2028",
        "power_stations_are_new_enough",
        "contracted_stations_are_unaided",
        case={"period_from": "2028-03-01", "period_until": "2028-03-31"},
        operation_on="2028-01-01",
        **_CONTRACT,
        **_station(route="contracted", operation_on="2015-01-01", supported=True),
    ),
    ammonia("No power station named", "renewable_electricity_has_its_station", plants=[]),
    ammonia(
        "Imports not metered",
        "direct_line_takes_nothing_from_the_grid_unseen",
        grid_connection="unmetered",
    ),
    ammonia(
        "Said to be off the grid, and takes from it",
        "direct_line_takes_nothing_from_the_grid_unseen",
        grid_connection="none",
    ),
    ammonia(
        "Averaged over two months",
        "average_is_within_one_month",
        case={"period_until": "2026-04-30"},
    ),
    ammonia(
        "Grid factor without a source",
        "own_factors_have_a_source",
        electricity=[DIRECT, {**power("grid", "1000000"), "factor_source": ""}],
    ),
    ammonia(
        "Diesel upstream and not burned",
        "fuels_count_once_upstream_and_once_burned",
        fuels=[{**DIESEL, "burned": "0"}],
    ),
    ammonia(
        "Deduction for an existing use of carbon that ammonia does not hold",
        "fuel_without_carbon_deducts_no_existing_use",
        existing_use_kg="1000",
    ),
    ammonia("Burned, nothing said", "use_of_a_burned_fuel_is_grounded", end_use="combustion"),
    ammonia("Burned, grounds given", end_use="combustion", end_use_basis="Engine test report 7, N2O below detection"),
    ammonia(
        "More ammonia than the electricity can make",
        "electricity_suffices_for_the_fuel",
        fuel_kg="35600000",
        capacity_t_per_year="500000",
    ),
    ammonia("Sixteen kilowatt-hours a kilogram", "electricity_is_in_proportion", fuel_kg="15625000"),
    ammonia("More than the nameplate", "production_is_within_capacity", capacity_t_per_year="290000"),
    ammonia("A file is missing", "evidence_is_on_file", case={"evidence": FILES[1:]}),
    ammonia("A request is open", "requests_are_answered", case={"requests_open": ["E-3"]}),
    ammonia(
        "A minor finding is open",
        "findings_are_closed",
        case={"findings": [{"number": "F-1", "grade": "minor", "open": True}]},
    ),
    ammonia(
        "A major finding is closed",
        case={"findings": [{"number": "F-1", "grade": "major", "open": False}]},
    ),
    ammonia(
        "A critical finding, answered",
        "no_critical_finding_was_made",
        case={"findings": [{"number": "F-1", "grade": "critical", "open": False}]},
    ),
    ammonia(
        "The lead auditor's competence has run out",
        "people_are_competent",
        case={"team": [{**PEOPLE[0], "competent": False}, *PEOPLE[1:]]},
    ),
    ammonia("Nobody reviewed", "roles_are_filled", case={"team": [PEOPLE[0], PEOPLE[2]]}),
    ammonia(
        "Materials and transport with factors of their own, sourced",
        materials=[
            *CHEMICALS,
            {
                "substance": "other",
                "kg": "100",
                "stage": "synthesis",
                "factor_g_per_kg": "500",
                "factor_source": "ecoinvent 3.10",
            },
        ],
        legs=[
            {
                "mode": "other",
                "tonnes": "25000",
                "km": "10",
                "factor_g_per_tkm": "5",
                "factor_source": "Bunker notes",
            }
        ],
        handling=[PORT],
    ),
)
