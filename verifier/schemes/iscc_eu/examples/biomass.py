"""Fuels from biomass: the formula, and what must be saved by use and by the plant's start of operation."""

from typing import Any

from verifier.rulebook.examples import Example
from verifier.schemes.iscc_eu.examples.base import AMMONIA, ON

TERMS: dict[str, Any] = {"e_ec": "12.0", "e_p": "9.5", "e_td": "2.1", "e_ccr": "3.0"}
TOO_LITTLE = ("biofuel_saves_enough",)
LAND: dict[str, Any] = {
    "carbon_before_t_per_ha": "60",
    "carbon_now_t_per_ha": "50",
    "yield_mj_per_ha": "100000",
}


def _biofuel(
    name: str, start: str, *breached: str, year: int = 2026, figures: dict[str, str] | None = None, **terms: Any
) -> Example:
    facts = {
        **AMMONIA,
        "period_from": f"{year}-03-01",
        "period_until": f"{year}-03-31",
        "particulars": {
            "fuel": "biofuel",
            "fuel_kg": "5000000",
            "lhv_mj_per_kg": "37",
            "operation_on": start,
            "annex_v": [terms],
        },
    }
    return Example(name=name, facts=facts, on=ON, figures=figures or {}, breached=frozenset(breached))


_SAID = {"E": "20.6", "saving": "78.085"}
# Made into electricity, of which each megajoule takes two of the fuel.
_POWER: dict[str, Any] = {"use": "electricity", "efficiency": "0.5"}

BIOMASS = (
    _biofuel("Biofuel, plant of 2021", "2021-06-01", **TERMS, figures=_SAID),
    _biofuel("The same, plant of 2015", "2015-01-01", **TERMS, figures=_SAID),
    _biofuel("Biofuel at its limit, 2021", "2021-01-01", e_ec="32.9"),
    _biofuel("Biofuel above it", "2021-01-01", *TOO_LITTLE, e_ec="32.901"),
    _biofuel("Biofuel at its limit, 2020", "2020-12-31", e_ec="37.6"),
    _biofuel("Biofuel above it, 2015", "2015-10-06", *TOO_LITTLE, e_ec="37.61"),
    _biofuel("Biofuel at its limit, 2015", "2015-10-05", e_ec="47"),
    _biofuel("Biofuel above it, old plant", "2015-10-05", *TOO_LITTLE, e_ec="47.001"),
    # 10 t C/ha x 3.664 / 20 / 100,000 MJ/ha = 18.32 g/MJ.
    _biofuel("Land that lost carbon", "2021-01-01", **LAND, figures={"E": "18.32", "e_l": "18.32"}),
    _biofuel(
        "The same on restored land", "2021-01-01", **LAND, restored_land=True, figures={"E": "-10.68", "e_b": "-29"}
    ),
    _biofuel("Soil carbon at its cap", "2021-01-01", e_ec="40", e_sca="25", figures={"E": "15"}),
    _biofuel("Too much soil carbon", "2021-01-01", "soil_carbon_is_capped", e_ec="40", e_sca="25.1"),
    _biofuel("Soil carbon with biochar", "2021-01-01", e_ec="50", e_sca="45", biochar=True),
    _biofuel("Too much, with biochar", "2021-01-01", "soil_carbon_is_capped", e_ec="50", e_sca="45.1", biochar=True),
    _biofuel(
        "Fossil CO2 replaced", "2021-01-01", "replaced_carbon_dioxide_is_biogenic", **TERMS, captured_is_biogenic=False
    ),
    _biofuel("Electricity at 80 %", "2023-11-20", e_ec="18.3", **_POWER, figures={"E": "36.6", "saving": "80"}),
    _biofuel("Electricity below 80 %", "2026-01-01", *TOO_LITTLE, e_ec="18.31", **_POWER),
    _biofuel("Heat at 80 %", "2026-01-01", e_ec="16", use="heat", figures={"saving": "80"}),
    _biofuel("Heat below 80 %", "2026-01-01", *TOO_LITTLE, e_ec="16.001", use="heat"),
    _biofuel("Heat instead of coal", "2026-01-01", e_ec="24.8", use="heat_coal", figures={"saving": "80"}),
    _biofuel("Outermost region", "2026-01-01", e_ec="42.4", use="electricity_outermost", figures={"saving": "80"}),
    _biofuel(
        "Electricity at 70 %, plant of 2021", "2021-01-01", e_ec="54.9", use="electricity", figures={"saving": "70"}
    ),
    _biofuel("Below it", "2023-11-19", *TOO_LITTLE, e_ec="54.91", use="electricity"),
    _biofuel("The same plant in 2029", "2021-01-01", year=2029, e_ec="54.9", use="electricity"),
    _biofuel("The same plant in 2030", "2021-01-01", *TOO_LITTLE, year=2030, e_ec="36.61", use="electricity"),
    _biofuel(
        "Small and burning gas, 2030",
        "2021-01-01",
        year=2030,
        e_ec="54.9",
        use="electricity",
        gaseous=True,
        thermal_mw="9.9",
    ),
    _biofuel("Plant of 2011, before its sixteenth year", "2011-04-01", e_ec="100", use="electricity"),
    _biofuel("Plant of 2011, in its sixteenth year", "2011-03-31", *TOO_LITTLE, e_ec="36.61", use="electricity"),
    _biofuel("Plant of 2019, in 2030", "2019-01-01", *TOO_LITTLE, year=2030, e_ec="36.61", use="heat"),
    _biofuel(
        "Bioliquid for electricity, plant of 2021",
        "2021-01-01",
        e_ec="64.05",
        use="electricity",
        bioliquid=True,
        figures={"saving": "65"},
    ),
)
