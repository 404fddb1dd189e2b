"""What only this scheme asks for: a grid-connected renewable power project under ACM0002."""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.wording import Text

TECHNOLOGIES = {
    "wind": Text("Wind", "风电"),
    "solar": Text("Solar photovoltaic", "光伏发电"),
    "hydro": Text("Hydro", "水电"),
    "tidal": Text("Tidal or wave", "潮汐能或波浪能"),
}
_FACTOR = Text("Kilograms per MWh for tonnes per MWh?", "是否把 kg/MWh 当成 t/MWh?")


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """One project; margins in t CO2/MWh. The energies come from the meter series, by calendar year."""

    technology: str = shapes.choice(Text("Technology", "技术类型"), TECHNOLOGIES)
    capacity_mw: Decimal = shapes.decimal(Text("Installed capacity", "装机容量"), unit="MW", window=("0.001", "50000"))
    power_density_w_per_m2: Decimal | None = shapes.decimal(
        Text("Power density of the reservoir", "水库功率密度"),
        unit="W/m2",
        window=("0", "100000"),
        hint=Text("Hydro with a reservoir only.", "仅有水库的水电填写。"),
        default=None,
    )
    operating_margin: Decimal = shapes.decimal(
        Text("Operating margin of the grid", "电网电量边际排放因子（OM）"),
        unit="t CO2/MWh",
        window=("0", "2.5"),
        slip=_FACTOR,
    )
    build_margin: Decimal = shapes.decimal(
        Text("Build margin of the grid", "电网容量边际排放因子（BM）"),
        unit="t CO2/MWh",
        window=("0", "2.5"),
        slip=_FACTOR,
    )
    margin_source: str = shapes.text(
        Text("Source of the margins", "边际排放因子来源"), hint=Text("Publication and year.", "出版物及年份。")
    )
    crediting_period: int = shapes.integer(
        Text("Number of the crediting period", "第几计入期"), window=(1, 3), hint=Text("1, 2 or 3.", "1、2 或 3。")
    )
    crediting_from: date = shapes.day(Text("Crediting period from", "计入期起"))
    crediting_until: date = shapes.day(Text("Crediting period until", "计入期止"))
    yearly_t: Decimal = shapes.decimal(
        Text("Estimated yearly reductions in the project description", "项目描述中的年均减排量预估"),
        unit="t CO2eq/year",
        window=("1", "1e8"),
    )
    claimed_t: Decimal | None = shapes.decimal(
        Text("Reductions the monitoring report claims", "监测报告申报的减排量"),
        unit="t CO2eq",
        window=("0", "1e9"),
        hint=Text("Whole period.", "整个监测期。"),
        default=None,
    )
    certificates_cancelled: bool = shapes.boolean(
        Text("No energy certificates were sold for this output, or they are cancelled", "未就该电量出售绿证，或已注销"),
        hint=Text("Evidence on file.", "证据在案。"),
        default=False,
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.crediting_until < self.crediting_from:
            yield "crediting_until", Text("The crediting period ends before it begins.", "计入期的结束早于开始。")
        if self.power_density_w_per_m2 is not None and self.technology != "hydro":
            yield "power_density_w_per_m2", Text("Only hydro has a reservoir.", "仅水电有水库。")
