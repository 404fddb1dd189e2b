"""What only this scheme asks for: an entity with its power units, their fuels and outputs, and proof of the data."""

# ruff: noqa: RUF009 - what a field declares is not a default

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.installations import TONNES, Capped, Metering, Purchase
from verifier.rulebook.quantities import ZERO
from verifier.rulebook.streams import KILOGRAMS, Stream
from verifier.rulebook.wording import Text

UNIT_KINDS = {
    "condensing": Text("Condensing", "纯凝"),
    "chp": Text("Combined heat and power", "热电联产"),
}
OUTPUTS = {
    "generated": Text("Electricity generated", "发电量"),
    "supplied": Text("Electricity supplied", "供电量"),
    "heat": Text("Heat supplied", "供热量"),
}
OUTPUT_UNITS = {"generated": "MWh", "supplied": "MWh", "heat": "GJ"}
COALS = {
    "lignite": Text("Lignite", "褐煤"),
    "bituminous": Text("Bituminous coal", "烟煤"),
    "anthracite": Text("Anthracite", "无烟煤"),
}
FUELS = {**COALS, "other": Text("Other than coal", "非煤燃料")}
# What a coal laboratory must be accredited for, by the field that says so.
ITEMS = {
    "carbon": Text("carbon", "元素碳"),
    "heating_value": Text("calorific value", "低位发热量"),
    "hydrogen": Text("hydrogen", "氢"),
    "sulphur": Text("sulphur", "硫"),
    "moisture": Text("moisture", "水分"),
}
_USCC = re.compile(r"[0-9A-Z]{18}", re.ASCII)
_PROVINCE = re.compile(r"[A-Z]{2,3}", re.ASCII)
_FINDING = Text("Non-conformity raised on it", "就此提出的不符合项编号")


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """A datum with its source, and what it was checked against."""

    data_source: str = shapes.text(Text("Source of the data", "数据来源"))
    checked_against: str = shapes.text(Text("Other source it was checked against", "交叉核对的其他来源"), default="")
    single_source: bool = shapes.boolean(Text("Declared to have one source only", "声明为单一来源"), default=False)

    @property
    def is_checked(self) -> bool:
        return self.single_source or self.checked_against not in ("", self.data_source)


@dataclass(frozen=True, kw_only=True)
class PowerUnit:
    name: str = shapes.text(Text("Unit", "机组"))
    kind: str = shapes.choice(Text("Kind", "机组类型"), UNIT_KINDS)
    capacity_mw: Decimal = shapes.decimal(
        Text("Capacity", "装机容量"),
        unit="MW",
        window=("0.1", "5000"),
        slip=Text("Kilowatts for megawatts?", "是否把 kW 当成 MW？"),
    )
    operating_hours: Decimal = shapes.decimal(Text("Operating hours", "运行小时数"), unit="h", window=("0", "8784"))
    load_factor: Decimal = shapes.decimal(
        Text("Load factor", "负荷（出力）系数"),
        unit="fraction",
        window=("0", "2"),
        slip=Text("Per cent for a fraction?", "是否把百分数当成小数？"),
    )


@dataclass(frozen=True, kw_only=True)
class FuelStream(Metering, Sourced, Stream):
    """A fuel burned in one unit. What its meter showed while at fault is raised."""

    burned_in: str = shapes.text(Text("Burned in", "所用机组"))
    fuel: str = shapes.choice(Text("Fuel", "燃料种类"), FUELS)
    carbon_daf_percent: Decimal | None = shapes.decimal(
        Text("Carbon content, dry and ash-free", "干燥无灰基元素碳含量"),
        unit="%",
        window=("1", "100"),
        slip=Text("A fraction for per cent?", "是否把小数当成百分数？"),
        default=None,
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from Stream.misfits(self)
        yield from Metering.misfits(self)

    @property
    def activity(self) -> Decimal:
        return self.raised(self.quantity)

    @property
    def is_tested_coal(self) -> bool:
        """Whether it is coal whose carbon is measured."""
        return self.fuel in COALS and self.method == "carbon"


@dataclass(frozen=True, kw_only=True)
class Output(Metering, Sourced):
    """Electricity (MWh) or heat (GJ) of one unit. What its meter showed while at fault is lowered."""

    made_by: str = shapes.text(Text("Made by", "所属机组"))
    kind: str = shapes.choice(Text("Output", "产出"), OUTPUTS)
    quantity: Decimal = shapes.decimal(
        Text("Quantity", "数量"),
        unit="MWh or GJ",
        window=("0", "1e8"),
        slip=Text("Kilowatt-hours for megawatt-hours?", "是否把 kWh 当成 MWh？"),
    )

    @property
    def counted(self) -> Decimal:
        return self.lowered(self.quantity)


@dataclass(frozen=True, kw_only=True)
class CoalTest:
    """A laboratory's test of a sample of a stream; for each item, whether it is accredited (CMA or CNAS)."""

    stream: str = shapes.text(Text("Source stream", "排放源流"))
    laboratory: str = shapes.text(Text("Laboratory", "检测机构"))
    sampled_on: date = shapes.day(Text("Sampled on", "采样日期"))
    tested_on: date = shapes.day(Text("Tested on", "检测日期"))
    carbon: bool = shapes.boolean(Text("Accredited for carbon", "元素碳具备 CMA/CNAS"))
    heating_value: bool = shapes.boolean(Text("Accredited for calorific value", "低位发热量具备 CMA/CNAS"))
    hydrogen: bool = shapes.boolean(Text("Accredited for hydrogen", "氢具备 CMA/CNAS"))
    sulphur: bool = shapes.boolean(Text("Accredited for sulphur", "硫具备 CMA/CNAS"))
    moisture: bool = shapes.boolean(Text("Accredited for moisture", "水分具备 CMA/CNAS"))
    finding: str = shapes.text(_FINDING, default="")

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.tested_on < self.sampled_on:
            yield "tested_on", Text("Tested before it was sampled.", "检测早于采样。")


@dataclass(frozen=True, kw_only=True)
class Upload:
    """The monthly evidence on the management platform."""

    month: int = shapes.integer(Text("Month", "月份"), window=(1, 12))
    uploaded_on: date = shapes.day(Text("Uploaded on", "上传日期"))
    finding: str = shapes.text(_FINDING, default="")


@dataclass(frozen=True, kw_only=True)
class VerifiedValue:
    """A value before and after verification."""

    parameter: str = shapes.text(Text("Parameter", "参数"))
    unit: str = shapes.text(Text("Unit", "单位"))
    before: Decimal = shapes.decimal(Text("Before", "核查前"), unit="its own", window=("-1e12", "1e12"))
    after: Decimal = shapes.decimal(Text("After", "核查后"), unit="its own", window=("-1e12", "1e12"))
    reason: str = shapes.text(Text("Reason of the change", "变化原因"), default="")


@dataclass(frozen=True, kw_only=True)
class Particulars(Capped):
    """One entity with its power units in one year; emissions in t CO2eq."""

    province: str = shapes.text(
        Text("Province in report numbers", "报告编号中的省份代码"), hint=Text("Such as HUB.", "如 HUB。")
    )
    uscc: str = shapes.text(Text("Unified social credit code", "统一社会信用代码"))
    report_year: int = shapes.integer(Text("Year of the emission report", "排放报告年份"), window=(2021, 2100))
    report_version: int = shapes.integer(
        Text("Version of the verification report", "核查报告版本"), window=(1, 99), default=1
    )
    plan_reference: str = shapes.text(
        Text("Data-quality control plan", "数据质量控制方案"), hint=Text("Number and version.", "编号与版本。")
    )
    free_of_report_preparation: bool = shapes.boolean(
        Text("This body prepares no emission reports in this province", "本机构未在该省从事排放报告编制"),
        hint=Text("As declared and checked.", "经声明并核实。"),
        default=False,
    )
    first_version_t: Decimal | None = shapes.decimal(
        Text("Emissions before verification", "核查前排放量"),
        unit=TONNES,
        window=("0", "1e8"),
        slip=KILOGRAMS,
        hint=Text("In the report's first version.", "初版排放报告。"),
        default=None,
    )
    fluctuation: str = shapes.text(
        Text("Fluctuation against the year before, and why", "与上年相比的异常波动及原因"), default=""
    )
    uncovered: str = shapes.text(Text("Matters not covered", "未覆盖的问题"), default="")
    units: tuple[PowerUnit, ...] = shapes.rows(PowerUnit, Text("Power units", "机组"))
    streams: tuple[FuelStream, ...] = shapes.rows(
        FuelStream, Text("Fuels", "燃料"), hint=Text("One row for each unit, or for each month.", "每机组或每月一行。")
    )
    outputs: tuple[Output, ...] = shapes.rows(Output, Text("Electricity and heat", "电量与热量"))
    purchases: tuple[Purchase, ...] = shapes.rows(Purchase, Text("Purchased electricity", "购入电力"))
    green_free_of_credits: bool = shapes.boolean(
        Text("Netted green electricity bore no reduction credit", "扣减的绿色电力未签发减排量"), default=False
    )
    tests: tuple[CoalTest, ...] = shapes.rows(CoalTest, Text("Coal tests", "煤质检测"))
    uploads: tuple[Upload, ...] = shapes.rows(Upload, Text("Monthly uploads", "月度存证"))
    verified_values: tuple[VerifiedValue, ...] = shapes.rows(
        VerifiedValue, Text("Values before and after verification", "核查前后数值")
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if not _PROVINCE.fullmatch(self.province):
            yield "province", Text("Two or three capital letters, such as HUB.", "两至三位大写字母，如 HUB。")
        if not _USCC.fullmatch(self.uscc):
            yield "uscc", Text("Eighteen digits and capital letters.", "18 位数字与大写字母。")
        names = [unit.name for unit in self.units]
        for place, name in enumerate(names):
            if name in names[:place]:
                yield f"units/{place}/name", Text("A unit stands here once.", "机组名称重复。")
        for place, stream in enumerate(self.streams):
            if stream.burned_in not in names:
                yield f"streams/{place}/burned_in", _NO_UNIT
        for place, output in enumerate(self.outputs):
            if output.made_by not in names:
                yield f"outputs/{place}/made_by", _NO_UNIT
        months = [upload.month for upload in self.uploads]
        for place, month in enumerate(months):
            if month in months[:place]:
                yield f"uploads/{place}/month", Text("A month stands here once.", "月份重复。")
        streams = {stream.name for stream in self.streams}
        for place, test in enumerate(self.tests):
            if test.stream not in streams:
                yield f"tests/{place}/stream", Text("There is no such stream.", "没有该排放源流。")

    @property
    def code_end(self) -> str:
        """The last six characters of the entity's code."""
        return self.uscc[-6:]

    def made(self, kind: str, unit: str | None = None) -> Decimal:
        """What all units, or one, made of electricity or heat."""
        rows = (row for row in self.outputs if row.kind == kind and unit in (None, row.made_by))
        return sum((row.counted for row in rows), ZERO)

    def states(self, kind: str, unit: str) -> bool:
        """Whether anything is said of this output of a unit, were it that there was none."""
        return any(row.kind == kind and row.made_by == unit for row in self.outputs)

    def stood_still(self, unit: PowerUnit) -> bool:
        """Whether a unit neither ran nor burned nor gave anything."""
        burned = (row.quantity for row in self.streams if row.burned_in == unit.name)
        given = (row.quantity for row in self.outputs if row.made_by == unit.name)
        return not unit.operating_hours and not any(burned) and not any(given)


_NO_UNIT = Text("There is no such unit.", "没有该机组。")
