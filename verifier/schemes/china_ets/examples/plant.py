"""Cases about what the plant can do: efficiency, hours, load."""

from typing import Any

from verifier.schemes.china_ets.examples.base import AUTUMN, SPRING, SUPPLIED, UNIT, coal, output, plant

_EFFICIENCY, _HOURS, _LOAD = "efficiency_is_possible", "hours_are_possible", "load_factor_is_possible"


def _made(mwh: str, heat: str = "") -> list[dict[str, Any]]:
    return [output("generated", mwh), SUPPLIED, *([output("heat", heat)] if heat else [])]


def _unit(**changed: str) -> list[dict[str, str]]:
    return [{**UNIT, **changed}]


_IN_BOTH = [coal(SPRING, "1250000"), coal(AUTUMN, "1749000"), coal(AUTUMN, "1000", burned_in="Unit 2")]
# 3,000,000 t of coal bring 63,000,000 GJ; 8,050,000 MWh are 46 % of it.
PLANT = (
    plant("A condensing unit at 46 %", _EFFICIENCY, outputs=_made("8050000")),
    plant("A condensing unit just below 46 %", outputs=_made("8049999"), figures={"efficiency_Unit 1": "0.4600"}),
    plant("Heat and power above 46 %", units=_unit(kind="chp"), outputs=_made("8050000", "1000")),
    plant(
        "Heat and power that give all their fuel brings",
        _EFFICIENCY,
        units=_unit(kind="chp"),
        outputs=_made("6700000", "38880000"),
    ),
    plant(
        "Heat and power that give a little less",
        units=_unit(kind="chp"),
        outputs=_made("6700000", "38879999"),
        figures={"efficiency_Unit 1": "1.0000", "heat": "38879999"},
    ),
    plant("Electricity generated not stated", _EFFICIENCY, outputs=[SUPPLIED]),
    plant(
        "A calorific value not stated",
        _EFFICIENCY,
        streams=[coal(SPRING, "1250000", ncv_gj_per_unit=None), coal(AUTUMN, "1750000")],
    ),
    plant(
        "As many hours at full load as in operation",
        _HOURS,
        outputs=_made("6000000"),
        units=_unit(operating_hours="5000"),
    ),
    plant("Fewer hours at full load", outputs=_made("6000000"), units=_unit(operating_hours="5000.1")),
    plant(
        "A unit that stood still", units=[UNIT, {**UNIT, "name": "Unit 2", "operating_hours": "0", "load_factor": "0"}]
    ),
    plant(
        "A unit that gave electricity in no hour",
        _HOURS,
        units=[UNIT, {**UNIT, "name": "Unit 2", "operating_hours": "0", "load_factor": "0"}],
        outputs=[*_made("6700000"), output("generated", "0"), output("generated", "1", made_by="Unit 2")],
        streams=_IN_BOTH,
    ),
    plant(
        "Heat alone, and no electricity",
        units=_unit(kind="chp", load_factor="0"),
        outputs=[output("generated", "0"), output("supplied", "0"), output("heat", "44100000")],
        figures={"efficiency_Unit 1": "0.7000"},
    ),
    plant("A load factor of 1", units=_unit(load_factor="1")),
    plant("A load factor above 1", _LOAD, units=_unit(load_factor="1.001")),
)
