"""A project that feeds renewable power into a grid: what it tells about itself, and what follows by ACM0002.

The schemes that credit such projects share this; each adds its own fields, weights and rules.
"""

# ruff: noqa: RUF009 - what a field declares is not a default

from calendar import isleap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from verifier.rulebook import crediting, plausibility, shapes
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.quantities import HUNDRED, ZERO, grouped
from verifier.rulebook.results import Calculation, Result, Step
from verifier.rulebook.wording import Text

TECHNOLOGIES = {
    "wind": Text("Wind", "风电"),
    "solar": Text("Solar photovoltaic", "光伏发电"),
    "hydro": Text("Hydro", "水电"),
    "tidal": Text("Tidal or wave", "潮汐能或波浪能"),
    "csp": Text("Solar thermal", "光热发电"),
}
VALIDATORS = {
    "another_body": Text("Another body", "其他机构"),
    "this_body": Text("This body", "本机构"),
    "nobody_yet": Text("Nobody yet", "尚未审定"),
}
FAULTS = {
    "out_of_class": Text("Calibrated in time, out of its class", "按期校准但超差"),
    "not_calibrated": Text("Not calibrated in time", "未按期校准"),
}
# Molar masses in g/mol, as the methodologies round them.
CO2, CARBON = Decimal(44), Decimal(12)
_FACTOR = Text("Kilograms per MWh for tonnes per MWh?", "是否把 kg/MWh 当成 t/MWh?")
_KILOGRAMS = Text("Kilograms for tonnes?", "是否误用千克代替吨?")
_KILOWATT_HOURS = Text("Kilowatt-hours for megawatt-hours?", "是否把 kWh 当成 MWh?")


@dataclass(frozen=True, kw_only=True)
class MeterFault:
    """Readings of a year, part of its totals, by a meter that was late or out of class: corrected conservatively."""

    year: int = shapes.integer(Text("Year", "年份"), window=(1990, 2100))
    fault: str = shapes.choice(Text("Fault", "情形"), FAULTS)
    error_percent: Decimal = shapes.decimal(
        Text("Error", "误差"),
        unit="%",
        window=("-20", "20"),
        hint=Text(
            "The error found, whichever its sign; where the meter was not calibrated, the greatest its class allows.",
            "实测误差（正负均可）；未校准时填该等级最大允许误差。",
        ),
    )
    exported_mwh: Decimal = shapes.decimal(
        Text("Exported in the window", "窗口内上网电量"), unit="MWh", window=("0", "1e9"), slip=_KILOWATT_HOURS
    )
    imported_mwh: Decimal = shapes.decimal(
        Text("Imported in the window", "窗口内下网电量"),
        unit="MWh",
        window=("0", "1e9"),
        slip=_KILOWATT_HOURS,
        default=ZERO,
    )

    @property
    def loss_mwh(self) -> Decimal:
        """What the correction takes from the net supply: export down and import up by the error, whatever its sign."""
        return (self.exported_mwh + self.imported_mwh) * abs(self.error_percent) / HUNDRED


@dataclass(frozen=True, kw_only=True)
class CertificatesSold:
    """Output of a year whose energy certificates were sold: nothing is credited for it."""

    year: int = shapes.integer(Text("Year", "年份"), window=(1990, 2100))
    mwh: Decimal = shapes.decimal(Text("Electricity", "电量"), unit="MWh", window=("0", "1e9"), slip=_KILOWATT_HOURS)


@dataclass(frozen=True, kw_only=True)
class FuelBurned:
    """A fossil fuel burned on site in a year; a gas by 10^4 m3 at norm conditions, any other by the tonne."""

    year: int = shapes.integer(Text("Year", "年份"), window=(1990, 2100))
    fuel: str = shapes.text(Text("Fuel", "燃料"))
    amount: Decimal = shapes.decimal(
        Text("Amount", "消耗量"), unit="t or 10^4 m3", window=("0", "1e7"), slip=Text("Kilograms?", "是否误用千克?")
    )
    gj_per_unit: Decimal = shapes.decimal(
        Text("Lower heating value", "低位发热量"), unit="GJ per t or 10^4 m3", window=("1", "1000")
    )
    carbon_t_per_gj: Decimal = shapes.decimal(
        Text("Carbon content", "单位热值含碳量"),
        unit="t C/GJ",
        window=("0", "0.05"),
        slip=Text("Kilograms for tonnes of carbon?", "是否误用千克碳?"),
    )
    oxidised_percent: Decimal = shapes.decimal(
        Text("Carbon oxidised", "碳氧化率"),
        unit="%",
        window=("50", "100"),
        slip=Text("A fraction for per cent?", "是否误用小数代替百分数?"),
    )

    @property
    def carbon_dioxide_t(self) -> Decimal:
        """FC x NCV x CC x OF x 44/12; multiplied first, so that what comes out even comes out exactly."""
        carbon = self.amount * self.gj_per_unit * self.carbon_t_per_gj * self.oxidised_percent / HUNDRED
        return carbon * CO2 / CARBON


def technology(choices: Mapping[str, Text]) -> Any:
    """The field `technology`, for a scheme that admits others than the family."""
    return shapes.choice(Text("Technology", "技术类型"), choices)


@dataclass(frozen=True, kw_only=True)
class GridPower:
    """One project; margins in t CO2/MWh. The energies come from the meter series, by calendar year."""

    technology: str = technology(TECHNOLOGIES)
    capacity_mw: Decimal = shapes.decimal(
        Text("Installed capacity", "装机容量"),
        unit="MW",
        window=("0.001", "50000"),
        slip=Text("Kilowatts for megawatts?", "是否把 kW 当成 MW?"),
    )
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
        slip=_KILOGRAMS,
    )
    claimed_t: Decimal | None = shapes.decimal(
        Text("Reductions the monitoring report claims", "监测报告申报的减排量"),
        unit="t CO2eq",
        window=("0", "1e9"),
        slip=_KILOGRAMS,
        hint=Text(
            "Whole period, as first submitted: before corrections made during the verification.",
            "整个监测期，首次提交值（核查期间更正前）。",
        ),
        default=None,
    )
    certificates_cancelled: bool = shapes.boolean(
        Text("No energy certificates were sold for this output, or they are cancelled", "未就该电量出售绿证，或已注销"),
        hint=Text("Evidence on file.", "证据在案。"),
        default=False,
    )
    certificates_sold: tuple[CertificatesSold, ...] = shapes.rows(
        CertificatesSold,
        Text("Output sold with energy certificates", "已随绿证售出的电量"),
        hint=Text("Left out of the reductions.", "自减排量中剔除。"),
    )
    historical_mwh: Decimal | None = shapes.decimal(
        Text("Historical yearly supply before the retrofit", "改造前历史年上网电量"),
        unit="MWh",
        window=("0", "1e9"),
        slip=_KILOWATT_HOURS,
        hint=Text("Retrofits only: mean and standard deviation.", "仅改造项目：均值与标准差。"),
        default=None,
    )
    historical_deviation_mwh: Decimal = shapes.decimal(
        Text("Standard deviation of the historical supply", "历史上网电量标准差"),
        unit="MWh",
        window=("0", "1e9"),
        default=ZERO,
    )
    meter_faults: tuple[MeterFault, ...] = shapes.rows(
        MeterFault, Text("Meters late or out of class", "超差或未校准电表")
    )
    fuels_burned: tuple[FuelBurned, ...] = shapes.rows(
        FuelBurned, Text("Fossil fuels burned on site", "现场化石燃料消耗")
    )
    output_explained: str = shapes.text(
        Text("What explains an unusual output", "异常发电量的解释"),
        hint=Text(
            "Where the capacity factor lies above what plants of this kind reach, with its evidence.",
            "容量因子高于同类电站水平时填写，并附凭证。",
        ),
        default="",
    )
    validated_by: str = shapes.choice(
        Text("Who validated the project", "项目由谁审定"), VALIDATORS, default="another_body"
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.crediting_until < self.crediting_from:
            yield "crediting_until", Text("The crediting period ends before it begins.", "计入期的结束早于开始。")
        if self.power_density_w_per_m2 is not None and self.technology != "hydro":
            yield "power_density_w_per_m2", Text("Only hydro has a reservoir.", "仅水电有水库。")
        if self.historical_mwh is None and self.historical_deviation_mwh:
            yield "historical_mwh", Text("Give the mean to this deviation too.", "请同时填写均值。")


def assess(facts: ReportFacts, weight: Decimal | None = None) -> Calculation:
    """Reductions by vintage from metered energy, and the capacity factor. `weight` is that of the operating margin.

    Figures are looked up by the codes weight_om.*, reservoir_factor and power_density.free.
    """
    own: GridPower = facts.particulars
    if weight is None:
        weight = crediting.operating_weight(own.technology, own.crediting_period, facts.figures)
    grid = crediting.Grid(operating_margin=own.operating_margin, build_margin=own.build_margin, weight=weight)
    reservoir = crediting.reservoir_factor(own.power_density_w_per_m2, facts.figures)
    found = crediting.vintages(facts.metered, grid, reservoir, deducted=_deducted(own), burned=_burned(own))
    calculation = crediting.assess(found, grid, reservoir)
    return Calculation(
        results=(*calculation.results, *_further(facts, found, grid)),
        steps=(*_fuel_steps(own), *calculation.steps),
    )


def _deducted(own: GridPower) -> Callable[[int], crediting.Deducted]:
    """What is not credited of a year's net supply: meters' errors, certificates sold, what a retrofit gave before.

    A retrofit is credited with what exceeds its historical mean and one standard deviation, for each year in full.
    """
    before = ZERO if own.historical_mwh is None else own.historical_mwh + own.historical_deviation_mwh
    return lambda year: crediting.Deducted(
        faults_mwh=sum((row.loss_mwh for row in own.meter_faults if row.year == year), ZERO),
        sold_mwh=sum((row.mwh for row in own.certificates_sold if row.year == year), ZERO),
        before_mwh=before,
    )


def _burned(own: GridPower) -> Callable[[int], Decimal]:
    return lambda year: sum((row.carbon_dioxide_t for row in own.fuels_burned if row.year == year), ZERO)


def _fuel_steps(own: GridPower) -> Iterator[Step]:
    for number, row in enumerate(own.fuels_burned, start=1):
        yield Step(
            code=f"fuel_{number}",
            label=Text("{fuel} burned in {year}", "{year} 年消耗 {fuel}").format(fuel=row.fuel, year=row.year),
            expression=f"{grouped(row.amount)} × {row.gj_per_unit} GJ × {row.carbon_t_per_gj} t C/GJ × "
            f"{row.oxidised_percent} % × {CO2}/{CARBON}",
            value=row.carbon_dioxide_t,
            unit="t CO2",
            clause="PE = Σ FC × NCV × CC × OF × 44/12",
        )


def _further(facts: ReportFacts, found: tuple[crediting.Vintage, ...], grid: crediting.Grid) -> Iterator[Result]:
    own: GridPower = facts.particulars
    yield from _capacity_factors(facts, found)
    if own.certificates_sold:
        yield Result(
            code="excluded_t",
            name=Text("Reductions left out for certificates sold", "因绿证售出而剔除的减排量"),
            value=sum((one.deducted.sold_mwh for one in found), ZERO) * grid.combined_margin,
            unit="t CO2eq",
            places=0,
            clause="double counting",
        )
    yield _of_estimate(facts, sum((one.reductions for one in found), ZERO))


def _capacity_factors(facts: ReportFacts, found: tuple[crediting.Vintage, ...]) -> Iterator[Result]:
    """That of the whole period, and of each year where there are several: a good year may hide an impossible one."""
    own: GridPower = facts.particulars
    spans = [("capacity_factor", Text("Capacity factor", "容量因子"), found, facts.period_from, facts.period_until)]
    for one in found if len(found) > 1 else ():
        first, last = max(facts.period_from, date(one.year, 1, 1)), min(facts.period_until, date(one.year, 12, 31))
        name = Text("Capacity factor of {year}", "{year} 年容量因子").format(year=one.year)
        if first <= last:
            spans.append((f"capacity_factor_{one.year}", name, (one,), first, last))
    for code, name, years, first, last in spans:
        total = sum((one.total_mwh for one in years), ZERO)
        yield Result(
            code=code,
            name=name,
            value=plausibility.capacity_factor(total, own.capacity_mw, (last - first).days + 1),
            unit="MWh/MWh",
            places=4,
            clause="plausibility",
        )


def _of_estimate(facts: ReportFacts, reductions: Decimal) -> Result:
    """What was found in per cent of the estimate for the period: a thing to look into when high, never a breach."""
    own: GridPower = facts.particulars
    share = reductions / (own.yearly_t * _years(facts.period_from, facts.period_until)) * HUNDRED
    code = "of_estimate.watch"
    watched = code in facts.figures and share > facts.figures[code]
    name = Text("Reductions against the estimate for the period", "减排量与同期预估之比")
    return Result(
        code="of_estimate",
        name=_WATCHED.format(name=name, most=facts.figures[code]) if watched else name,
        value=share,
        unit="%",
        places=2,
        clause="plausibility",
    )


_WATCHED = Text("{name}: above {most} %, to be explained", "{name}：高于 {most} %，须予解释")


def _years(first: date, last: date) -> Decimal:
    """How many years a period lasts, each calendar year's days over the days of that year."""
    return sum(
        (
            Decimal((min(last, date(year, 12, 31)) - max(first, date(year, 1, 1))).days + 1)
            / (366 if isleap(year) else 365)
            for year in range(first.year, last.year + 1)
        ),
        ZERO,
    )
