"""A month of ammonia: how its intensity comes about, and where the limit lies."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from verifier.rulebook.examples import Example, varied
from verifier.rulebook.fuel_examples import NOTHING_ELSE, power
from verifier.schemes.iscc_eu.examples.base import AMMONIA, DIRECT, ON, ammonia
from verifier.schemes.iscc_eu.figures import FIGURES

AR5 = {"gwp.ch4": Decimal(28), "gwp.n2o": Decimal(265)}
SAVING = frozenset({"saving_is_at_least_70_percent"})


def _only_grid(kwh: str) -> dict[str, Any]:
    """Nothing but `kwh` of grid electricity at 100 g/MJ causes emissions."""
    grid = power("grid", kwh) | {"factor_g_per_mj": "100"}
    return {**NOTHING_ELSE, "electricity": [DIRECT, grid]}


INTENSITY = (
    Example(
        name="A: almost all electricity by direct line",
        facts=AMMONIA,
        on=ON,
        figures={
            "E": "3.900752",
            "saving": "95.8503",
            "kg_per_kg": "0.072554",
            "e_i": "1.356893",
            "e_p": "0.105159",
            "e_td": "2.438701",
            "e_i.electricity.1": "0",
            "e_i.electricity.2": "612000000",
            "e_i.material.1": "1047750",
            "e_i.material.2": "3178200",
            "e_i.material.3": "5305500",
            "e_i.fuel.1": "9423797.76",
            "e_p.fuel.1": "31498721.28",
            "e_p.n2o": "14900000",
            "e_p.ch4": "2500000",
            "e_td.leg.1": "728995750",
            "e_td.leg.2": "282600000",
            "e_td.handling.1": "122400000",
            "gate_g_per_kg": "27.19",
            "gate_g_per_kg_hydrogen": "153.2",
        },
    ),
    ammonia(
        "A': claimed with the warming potentials of AR5",
        "claimed_intensity_is_reproduced",
        claimed_g_per_mj="3.897081",
        figures={"E": "3.900752"},
    ),
    Example(
        name="A': what the warming potentials of AR5 would give",
        facts=AMMONIA,
        on=ON,
        figures={"E": "3.897081", "saving": "95.8542", "kg_per_kg": "0.072486"},
        instead=tuple(replace(figure, value=AR5[figure.code]) for figure in FIGURES if figure.code in AR5),
    ),
    ammonia("A claimed as computed", claimed_g_per_mj="3.900752"),
    ammonia(
        "B: 0.2 % lost on the way",
        lost_kg="50000",
        figures={"delivered_mj": "464070000", "E": "3.908569", "saving": "95.8419", "kg_per_kg": "0.072699"},
    ),
    Example(
        name="C: no grid electricity in the process",
        facts=varied(AMMONIA, electricity=[power("direct", "250000000")]),
        on=ON,
        figures={
            "E": "2.584623",
            "saving": "97.2504",
            "kg_per_kg": "0.048074",
            "gate_g_per_kg": "2.714",
            "gate_g_per_kg_hydrogen": "15.29",
        },
    ),
    Example(
        name="D: a tenth of the electricity from the grid",
        facts=varied(
            AMMONIA,
            electricity=[power("direct", "225000000"), power("grid", "25000000")],
            grid_renewable_share="0.35",
        ),
        on=ON,
        figures={"E": "35.487849", "saving": "62.2470", "kg_per_kg": "0.660074", "renewable_share": "0.935"},
        breached=SAVING,
    ),
    ammonia(
        "F: method (b), full-load hours exceeded",
        *SAVING,
        grid_method="full_load_hours",
        full_load_hours="5200",
        price_setting_hours="5000",
        handling=[],
        figures={"E": "356.514946", "saving": "-279.2712", "kg_per_kg": "6.631178"},
    ),
    ammonia(
        "F': method (b), full-load hours just met",
        grid_method="full_load_hours",
        full_load_hours="5000",
        price_setting_hours="5000",
        figures={"e_i.electricity.1": "0", "e_i.electricity.2": "0"},
    ),
    ammonia(
        "G: oxygen sold, shared by value",
        electricity=[
            DIRECT,
            power("grid", "600000", heating_value=False),
            power("grid", "400000", stage="synthesis", heating_value=False),
        ],
        outputs=[
            {"product": "hydrogen", "kg": "4438825.1", "price_per_kg": "3.00"},
            {"product": "oxygen", "kg": "35229546.7", "price_per_kg": "0.04"},
        ],
        figures={"E": "3.823222", "saving": "95.9327", "hydrogen_share": "0.904304"},
    ),
    ammonia(
        "Break-even: how much grid electricity C could bear",
        electricity=[power("direct", "250000000"), power("grid", "0")],
        figures={"break_even_kwh": "19462663.9", "break_even_share": "7.7851"},
    ),
    ammonia(
        "Just below the break-even",
        electricity=[power("direct", "230537336.2"), power("grid", "19462663.8")],
        figures={"E": "28.200000"},
    ),
    ammonia(
        "Just above the break-even",
        *SAVING,
        electricity=[power("direct", "230537336"), power("grid", "19462664")],
        figures={"E": "28.200000"},
    ),
    ammonia("The limit exactly: 28.2 g/MJ passes", **_only_grid("36425000"), figures={"E": "28.2", "saving": "70"}),
    ammonia("One kilowatt-hour above the limit", *SAVING, **_only_grid("36425001"), figures={"E": "28.200001"}),
    ammonia(
        "Reckoned with the heating value of hydrogen",
        "heating_value_is_the_lower_one",
        lhv_mj_per_kg="120",
        figures={"E": "0.6046"},
    ),
    ammonia(
        "Reckoned with the higher heating value",
        "heating_value_is_the_lower_one",
        lhv_mj_per_kg="22.5",
        figures={"E": "3.2246"},
    ),
    ammonia(
        "Heat of the electrolyser used at 150 °C, shared by energy",
        outputs=[
            {"product": "hydrogen", "kg": "4438825.1", "energy_mj": "532659012"},
            {"product": "heat", "energy_mj": "100000000", "temperature_c": "150"},
        ],
        figures={"hydrogen_share": "0.937603"},
    ),
    ammonia(
        "Products whose ratio can be varied, shared by cause",
        outputs=[
            {"product": "hydrogen", "causal_share": "0.9"},
            {"product": "oxygen", "causal_share": "0.1"},
        ],
        figures={"hydrogen_share": "0.9"},
    ),
)
