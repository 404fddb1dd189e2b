"""Figures of the formula for biofuels, and of what fuels from biomass must save: RED Annex V.C and Art. 29(10).

The dates between which a least saving holds stand here too, oldest first.
"""

from datetime import date
from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.fuel_tables import G_PER_MJ, MIRROR
from verifier.rulebook.wording import Text

_MEMORY = "From memory; to be read in the directive"
_ANNEX = "RED Annex V.C"
_SOIL = "IR (EU) 2022/996 Annex V"

# Use of the fuel: name, then code of its comparator.
USES = {
    "transport": (Text("Transport", "交通"), "comparator"),
    "electricity": (Text("Electricity", "发电"), "comparator.electricity"),
    "electricity_outermost": (
        Text("Electricity in an outermost region", "最外围地区发电"),
        "comparator.electricity_outermost",
    ),
    "heat": (Text("Heat or cooling", "供热或制冷"), "comparator.heat"),
    "heat_coal": (Text("Heat that directly replaces coal", "直接替代煤炭的供热"), "comparator.heat_coal"),
}
TRANSPORT = "transport"

# Fuels for transport and bioliquids, Art. 29(10)(a) to (c): last day of the start of operation, and the least saving.
TRANSPORT_STARTS = (
    (date(2015, 10, 5), "biofuel.saving_until_2015"),
    (date(2020, 12, 31), "biofuel.saving_until_2020"),
    (date.max, "biofuel.saving_from_2021"),
)
# Electricity, heating and cooling from biomass: Art. 29(10)(d) to (h).
BIOMASS_FIRST = date(2021, 1, 1)
BIOMASS_NOW = date(2023, 11, 20)
BIOMASS_LARGE_FROM = date(2030, 1, 1)
BIOMASS_OLD_FROM = date(2026, 1, 1)
LOWER_SAVING, FULL_SAVING = "biomass.saving_from_2021", "biomass.saving_from_2023"


def _figure(code: str, name: Text, value: str, unit: str, clause: str, sure: Sureness) -> Figure:
    source = MIRROR if sure is Sureness.READ else _MEMORY
    return Figure(code=code, name=name, value=Decimal(value), unit=unit, clause=clause, source=source, sure=sure)


def _comparator(use: str, value: str) -> Figure:
    name = Text("Fossil fuel comparator: {use}", "化石燃料比较值：{use}").format(use=USES[use][0])
    return _figure(USES[use][1], name, value, G_PER_MJ, f"{_ANNEX} pt 19", Sureness.MEMORY_HIGH)


def _saving(code: str, value: str, letter: str, en: str, zh: str, sure: Sureness = Sureness.MEMORY_HIGH) -> Figure:
    name = Text(f"Least saving, {en}", f"最低减排率（{zh}）")
    return _figure(code, name, value, "g/g", f"RED Art. 29(10)({letter})", sure)


BIOMASS: tuple[Figure, ...] = (
    _comparator("electricity", "183"),
    _comparator("electricity_outermost", "212"),
    _comparator("heat", "80"),
    _comparator("heat_coal", "124"),
    _saving(
        "biofuel.saving_until_2015",
        "0.50",
        "a",
        "biofuel or bioliquid, plant in operation on or before 5 October 2015",
        "生物燃料或生物液体，2015 年 10 月 5 日及以前投产",
    ),
    _saving(
        "biofuel.saving_until_2020",
        "0.60",
        "b",
        "biofuel or bioliquid, plant in operation from 6 October 2015 to 2020",
        "生物燃料或生物液体，2015 年 10 月 6 日至 2020 年投产",
    ),
    _saving(
        "biofuel.saving_from_2021",
        "0.65",
        "c",
        "biofuel or bioliquid, plant in operation from 1 January 2021",
        "生物燃料或生物液体，2021 年 1 月 1 日起投产",
    ),
    _saving(
        LOWER_SAVING,
        "0.70",
        "d",
        "electricity or heat from biomass, plant in operation from 2021",
        "生物质发电或供热，2021 年起投产",
    ),
    _saving(
        FULL_SAVING,
        "0.80",
        "d)-(h",
        "electricity or heat from biomass, plant in operation from 20 November 2023, or old",
        "生物质发电或供热，2023 年 11 月 20 日起投产或运行已久",
        Sureness.MEMORY_MEDIUM,
    ),
    _figure(
        "biomass.small_mw",
        Text("Rated thermal input below which a gas-fired plant is small", "小型燃气装置额定热输入上限"),
        "10",
        "MW",
        "RED Art. 29(10)(f), (h)",
        Sureness.MEMORY_MEDIUM,
    ),
    _figure(
        "biomass.old_years",
        Text("Years of operation after which a plant is old", "装置视为运行已久的年数"),
        "15",
        "years",
        "RED Art. 29(10)(f)-(h)",
        Sureness.MEMORY_MEDIUM,
    ),
    _figure(
        "soil_carbon_max",
        Text("Most soil carbon accumulation that may be counted", "土壤碳累积计入上限"),
        "25",
        G_PER_MJ,
        _SOIL,
        Sureness.READ,
    ),
    _figure(
        "soil_carbon_max.biochar",
        Text("The same, with biochar", "同上（施用生物炭）"),
        "45",
        G_PER_MJ,
        _SOIL,
        Sureness.READ,
    ),
    _figure(
        "carbon_dioxide_of_carbon",
        Text("Carbon dioxide of carbon", "碳折算二氧化碳系数"),
        "3.664",
        "t CO2/t C",
        f"{_ANNEX} pt 7; {_SOIL}",
        Sureness.READ,
    ),
    _figure(
        "land_use_years",
        Text("Years over which a change of land use is spread", "土地利用变化分摊年数"),
        "20",
        "years",
        f"{_ANNEX} pt 7",
        Sureness.MEMORY_HIGH,
    ),
    _figure(
        "restored_land_bonus",
        Text("Bonus for biomass from restored degraded land", "恢复退化土地奖励"),
        "29",
        G_PER_MJ,
        f"{_ANNEX} pt 7, 8",
        Sureness.MEMORY_HIGH,
    ),
)
