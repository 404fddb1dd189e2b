"""What the operator of a plant that makes fuel from electricity tells about one period."""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import allocation, shapes
from verifier.rulebook.fuel_tables import GWP
from verifier.rulebook.plant import (
    Electricity,
    Handling,
    Leg,
    Material,
    Output,
    ProcessFuel,
    RenewablePlant,
)
from verifier.rulebook.wording import Text

_ZERO = Decimal(0)
_TONNES = Text("Tonnes for kilograms?", "是否把吨当成千克？")
# No electrolyser plant comes near this: what lies beyond is a slip of a thousand, not an inefficient plant.
_ABSURD_KWH_PER_KG = Decimal(700)

PRODUCTS = {"ammonia": Text("Ammonia", "氨"), "hydrogen": Text("Hydrogen", "氢")}
METHODS = {
    "average": Text("(a) average of the country or zone", "(a) 国家或区域平均"),
    "full_load_hours": Text("(b) full-load hours", "(b) 满负荷小时数"),
    "marginal": Text("(c) marginal unit", "(c) 边际机组"),
}
CONNECTIONS = {
    "none": Text("No connection to the grid", "不接入电网"),
    "metered": Text("Connected; smart meters show every import", "接入电网，智能电表计量全部下网电量"),
    "unmetered": Text("Connected; imports are not metered", "接入电网，下网电量未计量"),
}
END_USES = {"material": Text("Material or feedstock", "原料"), "combustion": Text("Combustion", "燃烧")}


def _emissions(label: Text, hint: Text) -> Decimal:
    asked: Decimal = shapes.decimal(label, unit="kg CO2eq", window=("0", "1e10"), hint=hint, default=_ZERO)
    return asked


def _gas(label: Text) -> Decimal:
    asked: Decimal = shapes.decimal(label, unit="kg", window=("0", "1e9"), default=_ZERO)
    return asked


def _potential(gas: str) -> Decimal | None:
    name, value = GWP[gas]
    asked: Decimal | None = shapes.decimal(
        Text("Warming potential of {gas} used by the operator", "运营方采用的 {gas} 全球变暖潜势").format(gas=name),
        unit="g CO2eq/g",
        window=("1", "1000"),
        hint=Text("{value}; any other is refused.", "应为 {value}，否则不予受理。").format(value=value),
        default=None,
    )
    return asked


def _hours(label: Text) -> Decimal | None:
    asked: Decimal | None = shapes.decimal(label, unit="h", window=("0", "8784"), default=None)
    return asked


@dataclass(frozen=True, kw_only=True)
class Production:
    """One period of one plant. Masses in kg, electricity in kWh; emissions of the whole period in kg CO2eq."""

    fuel: str = shapes.choice(Text("Fuel", "燃料"), PRODUCTS)
    fuel_kg: Decimal = shapes.decimal(
        Text("Fuel produced in the period", "本期燃料产量"), unit="kg", window=("1000", "1e9"), slip=_TONNES
    )
    lost_kg: Decimal = shapes.decimal(
        Text("Lost between the plant and the user", "出厂至用户的损失量"), unit="kg", window=("0", "1e9"), default=_ZERO
    )
    lhv_mj_per_kg: Decimal = shapes.decimal(
        Text("Lower heating value used", "采用的低位发热量"), unit="MJ/kg", window=("10", "150")
    )
    operation_on: date = shapes.day(
        Text("Fuel plant in operation since", "燃料装置投产日期"),
        hint=Text("First production, trial phase included.", "首次生产日，含试生产阶段。"),
    )
    capacity_t_per_year: Decimal | None = shapes.decimal(
        Text("Nameplate capacity", "铭牌产能"), unit="t/year", window=("1", "1e8"), default=None
    )
    plants: tuple[RenewablePlant, ...] = shapes.rows(RenewablePlant, Text("Renewable power plants", "可再生电站"))
    electricity: tuple[Electricity, ...] = shapes.rows(Electricity, Text("Electricity used", "用电"))
    grid_method: str = shapes.choice(
        Text("Method for grid electricity, this calendar year", "本日历年电网电力方法"), METHODS, default="average"
    )
    full_load_hours: Decimal | None = _hours(
        Text("Full-load hours of the electrolyser this year", "本年电解槽满负荷小时数")
    )
    price_setting_hours: Decimal | None = _hours(
        Text("Hours of last year in which renewable or nuclear power set the price", "上年可再生或核电定价小时数")
    )
    grid_renewable_share: Decimal = shapes.decimal(
        Text("Renewable share of the grid two years before", "前第二年电网可再生电力占比"),
        unit="MWh/MWh",
        window=("0", "1"),
        slip=Text("Per cent for a fraction?", "是否把百分数当成小数？"),
        default=_ZERO,
    )
    grid_connection: str = shapes.choice(
        Text("Connection to the grid", "电网接入情况"), CONNECTIONS, default="unmetered"
    )
    storage_mwh: Decimal = shapes.decimal(
        Text("Storage capacity", "储能容量"), unit="MWh", window=("0", "1e6"), default=_ZERO
    )
    storage_opening_mwh: Decimal = shapes.decimal(
        Text("Energy stored at the start", "期初储能电量"), unit="MWh", window=("0", "1e6"), default=_ZERO
    )
    charge_efficiency: Decimal = shapes.decimal(
        Text("Efficiency of charging", "充电效率"), unit="MWh/MWh", window=("0.1", "1"), default=Decimal(1)
    )
    discharge_efficiency: Decimal = shapes.decimal(
        Text("Efficiency of discharging", "放电效率"), unit="MWh/MWh", window=("0.1", "1"), default=Decimal(1)
    )
    materials: tuple[Material, ...] = shapes.rows(Material, Text("Materials bought in", "外购物料"))
    fuels: tuple[ProcessFuel, ...] = shapes.rows(ProcessFuel, Text("Fuels used in the process", "工艺用燃料"))
    carbon_dioxide_kg: Decimal = _gas(Text("CO2 of the process, without the fuels above", "工艺 CO2（不含上列燃料）"))
    methane_kg: Decimal = _gas(Text("CH4 of the process", "工艺 CH4"))
    nitrous_oxide_kg: Decimal = _gas(Text("N2O of the process", "工艺 N2O"))
    methane_potential: Decimal | None = _potential("ch4")
    nitrous_oxide_potential: Decimal | None = _potential("n2o")
    legs: tuple[Leg, ...] = shapes.rows(Leg, Text("Transport of the fuel", "燃料运输"))
    handling: tuple[Handling, ...] = shapes.rows(Handling, Text("Storage and cooling on the way", "途中储存与制冷"))
    rigid_kg: Decimal = _emissions(
        Text("Inputs whose supply cannot grow", "刚性投入品排放"),
        Text("Emissions of what their diversion displaces.", "因转用而损失的产出所致排放。"),
    )
    existing_use_kg: Decimal = _emissions(
        Text("Avoided existing use or fate", "避免的既有用途或去向排放"), Text("Deducted from e_i.", "自 e_i 中扣减。")
    )
    use_kg: Decimal = _emissions(Text("Use of the fuel", "燃料使用排放"), Text("e_u.", "e_u。"))
    stored_kg: Decimal = _emissions(Text("CO2 stored for good", "永久封存的 CO2"), Text("e_ccs.", "e_ccs。"))
    end_use: str = shapes.choice(Text("End use", "最终用途"), END_USES, default="material")
    end_use_basis: str = shapes.text(
        Text("Grounds for the emissions of use", "使用排放的依据"),
        hint=Text("Needed where the fuel is burned.", "燃料用于燃烧时须填写。"),
        default="",
    )
    outputs: tuple[Output, ...] = shapes.rows(
        Output,
        Text("Products of the electrolyser between which emissions are shared", "参与分配的电解产物"),
        hint=Text("Leave empty where nothing but hydrogen is used or sold.", "除氢外无利用或外售产物时留空。"),
    )
    claimed_g_per_mj: Decimal | None = shapes.decimal(
        Text("Emission intensity the operator claims", "运营方申报的排放强度"),
        unit="g CO2eq/MJ",
        window=("-500", "1000"),
        default=None,
    )

    @property
    def is_reckoned(self) -> bool:
        """Whether the emissions of this production are reckoned by the method for renewable fuels."""
        return True

    @property
    def delivered_mj(self) -> Decimal:
        return (self.fuel_kg - self.lost_kg) * self.lhv_mj_per_kg

    @property
    def process_kwh(self) -> Decimal:
        return sum((row.kwh for row in self.electricity), _ZERO)

    def kwh_by(self, *routes: str) -> Decimal:
        """The electricity of some routes."""
        return sum((row.kwh for row in self.electricity if row.route in routes), _ZERO)

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.lost_kg >= self.fuel_kg:
            yield "lost_kg", Text("More is lost than was produced.", "损失量不得达到或超过产量。")
        if self.process_kwh > self.fuel_kg * _ABSURD_KWH_PER_KG:
            yield (
                "fuel_kg",
                Text(
                    "The electricity is more than {most} kWh for each kilogram of fuel. Tonnes for kilograms?",
                    "每千克燃料耗电超过 {most} kWh。是否把吨当成千克？",
                ).format(most=_ABSURD_KWH_PER_KG),
            )
        if self.is_reckoned and not self.electricity:
            yield "electricity", Text("Say what electricity was used.", "请填写所用电力。")
        for name, gas in (("methane_potential", "ch4"), ("nitrous_oxide_potential", "n2o")):
            yield from self._potential_misfits(name, *GWP[gas])
        yield from self._grid_misfits()
        yield from allocation.misfits(self.outputs)

    def _potential_misfits(self, name: str, gas: str, right: str) -> Iterator[tuple[str, Text]]:
        given = getattr(self, name)
        if given is not None and given != Decimal(right):
            yield (
                name,
                Text(
                    "{gas} counts {right} here and not {given}: RED Annex V.C.4, not a later assessment report.",
                    "此处 {gas} 为 {right}，而非 {given}：适用 RED 附件五 C.4，而非后续评估报告。",
                ).format(gas=gas, right=right, given=given),
            )

    def _grid_misfits(self) -> Iterator[tuple[str, Text]]:
        if self.grid_method == "full_load_hours":
            for name in ("full_load_hours", "price_setting_hours"):
                if getattr(self, name) is None:
                    yield name, Text("Method (b) needs this.", "方法 (b) 须填写此项。")
            return
        for index, row in enumerate(self.electricity):
            if row.route != "grid":
                continue
            if row.factor_g_per_mj is None and row.grid is None:
                yield (
                    f"electricity/{index}/factor_g_per_mj",
                    Text(
                        "Grid electricity needs a factor; give it with its source, or a country with a standard value.",
                        "电网电力须填写排放因子及其来源，或选择有标准值的国家。",
                    ),
                )
            if row.grid is not None and self.grid_method == "marginal":
                yield (
                    f"electricity/{index}/grid",
                    Text(
                        "The standard values are averages; give the factor of the marginal unit.",
                        "标准值为平均值；请填写边际机组因子。",
                    ),
                )
