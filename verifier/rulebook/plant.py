"""The rows of a fuel plant's account: its power stations, electricity, materials, fuels, transport and outputs."""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from verifier.rulebook import shapes
from verifier.rulebook.fuel_tables import FUELS, GRIDS, MODES, SUBSTANCES
from verifier.rulebook.wording import Text

_ZERO = Decimal(0)
_MEGAWATT_HOURS = Text("Megawatt-hours for kilowatt-hours?", "是否把 MWh 当成 kWh？")
_PER_KWH = Text("Grams per kilowatt-hour for grams per megajoule?", "是否把 g/kWh 当成 g/MJ？")
_PER_CENT = Text("Per cent for a fraction?", "是否把百分数当成小数？")

ROUTES = {
    "direct": Text("Direct connection (Art. 3)", "直连（第 3 条）"),
    "renewable_zone": Text("Zone above 90 % renewable (Art. 4(1))", "可再生占比超 90% 的区域（第 4(1) 条）"),
    "low_emission_zone": Text("Zone below 18 g/MJ (Art. 4(2))", "低于 18 g/MJ 的区域（第 4(2) 条）"),
    "redispatch": Text("Redispatch (Art. 4(3))", "再调度（第 4(3) 条）"),
    "contracted": Text("Own plant or purchase agreement (Art. 4(4))", "自有电站或购电协议（第 4(4) 条）"),
    "grid": Text("Grid, not fully renewable", "电网电力（非完全可再生）"),
}
STAGES = {
    "electrolysis": Text("Electrolysis, up to hydrogen", "电解（至氢气）"),
    "synthesis": Text("After hydrogen", "氢气之后"),
}
OUTPUTS = {
    "hydrogen": Text("Hydrogen", "氢"),
    "oxygen": Text("Oxygen (sold)", "外售氧气"),
    "heat": Text("Useful heat", "有用热"),
}


def _grid_choice() -> Any:
    return shapes.choice(
        Text("Country whose published intensity is used", "采用公布强度的国家"),
        {code: name for code, (name, _) in GRIDS.items()},
        hint=Text(
            "Instead of a factor. Only these countries have a standard value; for any other, China included, give the "
            "factor with its source.",
            "代替自填因子。仅所列国家有标准值；其他国家（含中国）须填写因子及其来源。",
        ),
        default=None,
    )


@dataclass(frozen=True, kw_only=True)
class RenewablePlant:
    name: str = shapes.text(Text("Plant", "电站名称"))
    route: str = shapes.choice(
        Text("Route", "路径"), {code: ROUTES[code] for code in ("direct", "low_emission_zone", "contracted")}
    )
    operation_on: date = shapes.day(
        Text("In operation since", "投产日期"),
        hint=Text(
            "First production, trial runs included; the first phase where it came in phases.",
            "首次生产日，含试运行；分期投产的以首期为准。",
        ),
    )
    capacity_mw: Decimal = shapes.decimal(Text("Capacity", "装机容量"), unit="MW", window=("0.001", "50000"))
    supported: bool = shapes.boolean(
        Text("Received operating or investment aid", "获得运营或投资补贴"),
        hint=Text(
            "Not: aid before repowering, for land or grid connection, fully repaid, or for research.",
            "不含：改造前补贴、土地或接网补贴、已全额退还的补贴、研发示范补贴。",
        ),
        default=False,
    )


@dataclass(frozen=True, kw_only=True)
class Electricity:
    """Electricity of one route and stage. Grid electricity has a factor of its own or that of a country."""

    route: str = shapes.choice(Text("Route", "路径"), ROUTES)
    kwh: Decimal = shapes.decimal(Text("Electricity", "电量"), unit="kWh", window=("0", "1e10"), slip=_MEGAWATT_HOURS)
    stage: str = shapes.choice(Text("Used in", "使用环节"), STAGES)
    heating_value: bool = shapes.boolean(
        Text("Raises the heating value of the fuel", "提升燃料热值"),
        hint=Text("True for the electrolyser itself, false for auxiliaries.", "电解槽本体为是，辅助用电为否。"),
    )
    factor_g_per_mj: Decimal | None = shapes.decimal(
        Text("Emission factor", "排放因子"), unit="g CO2eq/MJ", window=("0", "400"), slip=_PER_KWH, default=None
    )
    factor_source: str = shapes.text(Text("Source of the factor", "因子来源"), default="")
    grid: str | None = _grid_choice()

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.route != "grid":
            for name in ("factor_g_per_mj", "grid"):
                if getattr(self, name) is not None:
                    yield (
                        name,
                        Text(
                            "Electricity that counts as fully renewable has no factor of its own.",
                            "计为完全可再生的电力不另填因子。",
                        ),
                    )
        elif self.grid is not None and self.factor_g_per_mj is not None:
            yield "grid", ONE_OF_BOTH


ONE_OF_BOTH = Text("Give a factor or a country, not both.", "因子与国家二者只填其一。")


@dataclass(frozen=True, kw_only=True)
class Material:
    substance: str = shapes.choice(
        Text("Substance", "物料"),
        {**{code: name for code, (name, _) in SUBSTANCES.items()}, "other": Text("Other", "其他")},
    )
    kg: Decimal = shapes.decimal(Text("Mass", "质量"), unit="kg", window=("0", "1e9"))
    stage: str = shapes.choice(Text("Used in", "使用环节"), STAGES)
    factor_g_per_kg: Decimal | None = shapes.decimal(
        Text("Own emission factor", "自有排放因子"),
        unit="g CO2eq/kg",
        window=("0", "100000"),
        hint=Text("Leave empty for the standard value.", "留空则采用标准值。"),
        default=None,
    )
    factor_source: str = shapes.text(Text("Source of the factor", "因子来源"), default="")

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.substance == "other" and self.factor_g_per_kg is None:
            yield "factor_g_per_kg", Text("There is no standard value; give a factor.", "无标准值，请填写因子。")


@dataclass(frozen=True, kw_only=True)
class ProcessFuel:
    fuel: str = shapes.choice(Text("Fuel", "燃料"), {code: name for code, (name, *_) in FUELS.items()})
    unit: str = shapes.choice(
        Text("Unit", "单位"),
        {"l": Text("litres (diesel)", "升（柴油）"), "kg": Text("kilograms", "千克"), "MJ": Text("MJ", "兆焦")},
    )
    supplied: Decimal = shapes.decimal(
        Text("Supplied", "投入量"),
        unit="",
        window=("0", "1e12"),
        hint=Text("Counted in e_i, upstream.", "计入 e_i（上游）。"),
    )
    burned: Decimal = shapes.decimal(
        Text("Burned", "燃烧量"),
        unit="",
        window=("0", "1e12"),
        hint=Text("Counted in e_p, combustion.", "计入 e_p（燃烧）。"),
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        known = {"l": ("diesel",), "kg": ("diesel", "heavy_fuel_oil"), "MJ": tuple(FUELS)}
        if self.fuel not in known[self.unit]:
            yield "unit", Text("For this fuel give the energy in MJ.", "此燃料请以 MJ 填写。")


@dataclass(frozen=True, kw_only=True)
class Leg:
    mode: str = shapes.choice(
        Text("Mode", "运输方式"),
        {**{code: name for code, (name, *_) in MODES.items()}, "other": Text("Other, own factor", "其他（自有因子）")},
    )
    tonnes: Decimal = shapes.decimal(
        Text("Mass carried", "运输质量"),
        unit="t",
        window=("0", "1e6"),
        slip=Text("Kilograms for tonnes?", "是否把千克当成吨？"),
    )
    km: Decimal = shapes.decimal(Text("Distance", "距离"), unit="km", window=("0", "40000"))
    factor_g_per_tkm: Decimal | None = shapes.decimal(
        Text("Own emission factor", "自有排放因子"), unit="g CO2eq/(t km)", window=("0", "5000"), default=None
    )
    factor_source: str = shapes.text(Text("Source of the factor", "因子来源"), default="")

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if (self.mode == "other") != (self.factor_g_per_tkm is not None):
            yield (
                "factor_g_per_tkm",
                Text("Give a factor for an own mode, and only there.", "仅自有运输方式须填写因子。"),
            )


@dataclass(frozen=True, kw_only=True)
class Handling:
    """Storage or cooling on the way, with a factor of its own or that of a country's grid."""

    place: str = shapes.text(Text("Storage or cooling at", "储存或制冷地点"))
    kwh: Decimal = shapes.decimal(Text("Electricity", "电量"), unit="kWh", window=("0", "1e9"))
    factor_g_per_mj: Decimal | None = shapes.decimal(
        Text("Emission factor", "排放因子"), unit="g CO2eq/MJ", window=("0", "400"), slip=_PER_KWH, default=None
    )
    factor_source: str = shapes.text(Text("Source of the factor", "因子来源"), default="")
    grid: str | None = _grid_choice()

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.grid is not None and self.factor_g_per_mj is not None:
            yield "grid", ONE_OF_BOTH
        if self.grid is None and self.factor_g_per_mj is None:
            yield "factor_g_per_mj", Text("Give a factor with its source, or a country.", "请填写因子及来源，或国家。")


@dataclass(frozen=True, kw_only=True)
class Output:
    """A product of the electrolyser between which and the others its emissions are shared."""

    product: str = shapes.choice(Text("Product of the electrolyser", "电解产物"), OUTPUTS)
    kg: Decimal = shapes.decimal(Text("Mass", "质量"), unit="kg", window=("0", "1e10"), default=_ZERO)
    energy_mj: Decimal | None = shapes.decimal(
        Text(
            "Energy (heat: after the Carnot factor, unless a temperature is given)",
            "能量（热量按卡诺系数折算，除非填写温度）",
        ),
        unit="MJ",
        window=("0", "1e13"),
        default=None,
    )
    temperature_c: Decimal | None = shapes.decimal(
        Text("Temperature of the heat", "热量温度"),
        unit="°C",
        window=("0", "2000"),
        hint=Text("Where given, the energy is multiplied by the Carnot factor.", "填写后能量乘以卡诺系数。"),
        default=None,
    )
    price_per_kg: Decimal | None = shapes.decimal(
        Text("Mean factory-gate price of three years", "三年平均出厂价"),
        unit="per kg",
        window=("0", "1e5"),
        default=None,
    )
    causal_share: Decimal | None = shapes.decimal(
        Text("Share by physical causality", "按物理因果关系的份额"),
        unit="g/g",
        window=("0", "1"),
        slip=_PER_CENT,
        hint=Text("Only where the operator can vary the ratio of the products.", "仅当运营方可改变产物比例时填写。"),
        default=None,
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.temperature_c is not None and self.product != "heat":
            yield "temperature_c", Text("Only heat has a temperature here.", "仅热量填写温度。")

    @property
    def useful_mj(self) -> Decimal | None:
        """Its energy; that of heat whose temperature is given, times the Carnot factor."""
        if self.energy_mj is None or self.temperature_c is None:
            return self.energy_mj
        return self.energy_mj * carnot(self.temperature_c)


def carnot(celsius: Decimal) -> Decimal:
    """The part of heat at a temperature that could be work, against surroundings of 0 °C."""
    return celsius / (celsius + ZERO_CELSIUS)


ZERO_CELSIUS = Decimal("273.15")
