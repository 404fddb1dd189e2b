"""The source streams of an installation: what burns or is processed, how much of it, and what it emits.

A stream emits by its heat and a factor, by its carbon (x 44/12), or by a factor of its process. Biomass counts nothing.
Carbon is summed first and becomes CO2 once, so that a stream entered in two rows emits what it does in one.
"""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.power import CARBON, CO2
from verifier.rulebook.quantities import ONE, ZERO, grouped
from verifier.rulebook.wording import Text

GJ_PER_TJ = Decimal(1000)

METHODS = {
    "energy": Text("Heat and emission factor", "热量与排放因子"),
    "carbon": Text("Carbon content", "含碳量"),
    "heat_carbon": Text("Heat and carbon content per heat", "热量与单位热值含碳量"),
    "process": Text("Process emissions by factor", "过程排放因子"),
}
UNITS = {
    "t": Text("t", "t"),
    "knm3": Text("1000 Nm3", "1000 Nm3"),
    "tj": Text("TJ", "TJ"),
}
KILOGRAMS = Text("Kilograms for tonnes?", "是否把 kg 当成 t？")
FRACTION = Text("Per cent for a fraction?", "是否把百分数当成小数？")
# More than this is no installation's; what is likely meant instead.
_MOST = {
    "t": (Decimal("5e7"), KILOGRAMS),
    "knm3": (Decimal("1e7"), Text("Nm3 for 1000 Nm3?", "是否把 Nm3 当成 1000 Nm3？")),
    "tj": (Decimal("2e6"), Text("Gigajoules for terajoules?", "是否把 GJ 当成 TJ？")),
}
_FACTORS = {
    "energy": "factor_t_per_tj",
    "carbon": "carbon_t_per_unit",
    "heat_carbon": "carbon_t_per_gj",
    "process": "factor_t_per_unit",
}
_BY_HEAT = ("energy", "heat_carbon")
_WANTED = Text("This method needs it.", "该方法需要此项。")
_UNUSED = Text("This method does not use it; remove it.", "该方法不用此项，请删除。")


@dataclass(frozen=True, kw_only=True)
class Stream:
    """A fuel or material that emits. `quantity` is in its `unit`; the factors are the operator's, with their source."""

    name: str = shapes.text(Text("Source stream", "排放源流"))
    method: str = shapes.choice(Text("Method", "计算方法"), METHODS)
    unit: str = shapes.choice(Text("Unit", "单位"), UNITS)
    quantity: Decimal = shapes.decimal(
        Text("Activity data", "活动数据"), unit="t, 1000 Nm3 or TJ", window=("0", "5e7"), slip=KILOGRAMS
    )
    ncv_gj_per_unit: Decimal | None = shapes.decimal(
        Text("Net calorific value", "低位发热量"),
        unit="GJ/t or GJ/1000 Nm3",
        window=("0.5", "150"),
        slip=Text("Terajoules, kJ/kg or kcal/kg for GJ/t?", "是否把 TJ/t、kJ/kg 或 kcal/kg 当成 GJ/t？"),
        default=None,
    )
    factor_t_per_tj: Decimal | None = shapes.decimal(
        Text("Emission factor per heat", "单位热量排放因子"),
        unit="t CO2/TJ",
        window=("0", "400"),
        slip=Text("Kilograms per TJ for tonnes per TJ?", "是否把 kg/TJ 当成 t/TJ？"),
        default=None,
    )
    carbon_t_per_unit: Decimal | None = shapes.decimal(
        Text("Carbon content", "含碳量"),
        unit="t C/t or t C/1000 Nm3",
        window=("0", "3"),
        slip=FRACTION,
        hint=Text("Of coal: as received.", "煤填收到基元素碳含量。"),
        default=None,
    )
    carbon_t_per_gj: Decimal | None = shapes.decimal(
        Text("Carbon content per heat", "单位热值含碳量"),
        unit="t C/GJ",
        window=("0.001", "0.1"),
        slip=Text("Tonnes per TJ for tonnes per GJ?", "是否把 tC/TJ 当成 tC/GJ？"),
        default=None,
    )
    factor_t_per_unit: Decimal | None = shapes.decimal(
        Text("Emission factor of the process", "过程排放因子"),
        unit="t CO2/t or t CO2/1000 Nm3",
        window=("0", "10"),
        slip=Text("Kilograms per tonne for tonnes per tonne?", "是否把 kg/t 当成 t/t？"),
        default=None,
    )
    oxidation: Decimal = shapes.decimal(
        Text("Oxidation or conversion factor", "氧化率或转化率"),
        unit="fraction",
        window=("0", "1"),
        slip=FRACTION,
        default=ONE,
    )
    biomass: Decimal = shapes.decimal(
        Text("Biomass fraction", "生物质比例"),
        unit="fraction",
        window=("0", "1"),
        slip=FRACTION,
        hint=Text("What may be rated zero.", "可按零计的部分。"),
        default=ZERO,
    )
    factor_source: str = shapes.text(
        Text("Source of the factors", "因子来源"),
        hint=Text("Analysis, or publication and year.", "检测或出版物及年份。"),
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        most, slip = _MOST[self.unit]
        if self.quantity > most:
            yield (
                "quantity",
                Text(
                    "{quantity} {unit} is more than any installation uses; at most {most} can be meant. {slip}",
                    "{quantity} {unit} 超过任何设施的用量；上限为 {most}。{slip}",
                ).format(quantity=grouped(self.quantity), unit=UNITS[self.unit], most=grouped(most), slip=slip),
            )
        for method, name in _FACTORS.items():
            if (getattr(self, name) is None) == (method == self.method):
                yield name, _WANTED if method == self.method else _UNUSED
        yield from self._misfits_of_heat()

    def _misfits_of_heat(self) -> Iterator[tuple[str, Text]]:
        if self.unit == "tj":
            if self.ncv_gj_per_unit is not None:
                yield "ncv_gj_per_unit", Text("The quantity is heat already; remove it.", "活动数据已为热量，请删除。")
            if self.method not in _BY_HEAT:
                yield "unit", Text("This method reckons by mass or volume.", "该方法按质量或体积计算。")
        elif self.method in _BY_HEAT and self.ncv_gj_per_unit is None:
            yield "ncv_gj_per_unit", _WANTED
        if self.factor_t_per_tj is not None and ZERO < self.factor_t_per_tj < ONE:
            yield "factor_t_per_tj", Text("Tonnes per GJ for tonnes per TJ?", "是否把 t/GJ 当成 t/TJ？")
        if self.unit == "t" and self.carbon_t_per_unit is not None and self.carbon_t_per_unit > ONE:
            yield "carbon_t_per_unit", Text("A tonne holds no more than a tonne of carbon.", "一吨物料含碳不超过一吨。")

    @property
    def activity(self) -> Decimal:
        """The quantity that counts, in its unit."""
        return self.quantity

    @property
    def heat_gj(self) -> Decimal | None:
        """The heat of the stream; None where its calorific value is not stated."""
        if self.unit == "tj":
            return self.activity * GJ_PER_TJ
        return None if self.ncv_gj_per_unit is None else self.activity * self.ncv_gj_per_unit

    @property
    def carbon_t(self) -> Decimal:
        """Carbon that becomes CO2, of biomass too; zero where the method reckons in CO2."""
        if self.carbon_t_per_unit is not None:
            return self.activity * self.carbon_t_per_unit * self.oxidation
        if self.carbon_t_per_gj is not None:
            return (self.heat_gj or ZERO) * self.carbon_t_per_gj * self.oxidation
        return ZERO

    @property
    def dioxide_t(self) -> Decimal:
        """CO2 by a factor, of biomass too; zero where the method reckons in carbon."""
        if self.factor_t_per_tj is not None:
            return (self.heat_gj or ZERO) * self.factor_t_per_tj * self.oxidation / GJ_PER_TJ
        if self.factor_t_per_unit is not None:
            return self.activity * self.factor_t_per_unit * self.oxidation
        return ZERO

    @property
    def expression(self) -> str:
        unit = UNITS[self.unit].en
        in_gj = f" × {GJ_PER_TJ} GJ/TJ" if self.unit == "tj" else f" × {self.ncv_gj_per_unit} GJ/{unit}"
        in_tj = "" if self.unit == "tj" else f"{in_gj} / {GJ_PER_TJ}"
        factor = {
            "energy": f"{in_tj} × {self.factor_t_per_tj} t/TJ",
            "carbon": f" × {self.carbon_t_per_unit} t C/{unit} × {CO2}/{CARBON}",
            "heat_carbon": f"{in_gj} × {self.carbon_t_per_gj} t C/GJ × {CO2}/{CARBON}",
            "process": f" × {self.factor_t_per_unit} t/{unit}",
        }[self.method]
        fossil = f" × (1 - {self.biomass})" if self.biomass else ""
        return f"{grouped(self.activity)} {unit}{factor} × {self.oxidation}{fossil}"


def in_dioxide(carbon_t: Decimal) -> Decimal:
    """The CO2 that carbon becomes."""
    return carbon_t * CO2 / CARBON


def emitted(streams: Iterable[Stream]) -> Decimal:
    """CO2 that counts: that of biomass does not."""
    return _summed((stream, ONE - stream.biomass) for stream in streams)


def zero_rated(streams: Iterable[Stream]) -> Decimal:
    """CO2 of biomass."""
    return _summed((stream, stream.biomass) for stream in streams)


def _summed(shares: Iterable[tuple[Stream, Decimal]]) -> Decimal:
    carbon, dioxide = ZERO, ZERO
    for stream, share in shares:
        carbon += stream.carbon_t * share
        dioxide += stream.dioxide_t * share
    return dioxide + in_dioxide(carbon)
