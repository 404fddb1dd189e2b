"""What only this scheme asks for: the activity, eligibility, the site, meters, application and use."""

# ruff: noqa: RUF009 - what a field declares is not a default

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import power, shapes
from verifier.rulebook.other_programmes import CreditedElsewhere
from verifier.rulebook.power import VALIDATORS, GridPower
from verifier.rulebook.wording import Text
from verifier.schemes.ccer.figures import OFFSHORE_WIND, SOLAR_THERMAL

VALIDATION, VERIFICATION = "validation", "verification"
ACTIVITIES = {VALIDATION: Text("Validation", "审定"), VERIFICATION: Text("Verification", "核查")}
METHODOLOGIES = {
    OFFSHORE_WIND: Text("CCER-01-002-V01 grid-connected offshore wind", "CCER-01-002-V01 并网海上风力发电"),
    SOLAR_THERMAL: Text("CCER-01-001-V01 grid-connected solar thermal power", "CCER-01-001-V01 并网光热发电"),
}
TECHNOLOGIES = {"wind": Text("Offshore wind", "海上风电"), "csp": Text("Solar thermal", "光热发电")}
TECHNOLOGY_OF = {OFFSHORE_WIND: "wind", SOLAR_THERMAL: "csp"}
QUOTAS = {
    "none": Text("Under no emissions quota", "未纳入配额管理"),
    "national": Text("Under the national quota", "纳入全国碳市场配额管理"),
    "pilot": Text("Under a pilot's quota", "纳入地方试点碳市场配额管理"),
}
AT_HOME = "home"
USES = {AT_HOME: Text("In China", "境内使用"), "abroad": Text("Traded or used abroad", "跨境交易或使用")}

_DEGREES = re.compile(r"-?\d{1,3}(\.\d*)?", re.ASCII)
_NOT_DEGREES = Text(
    "Give degrees with a point for decimals, such as 121.123456.", "请以十进制度填写，例如 121.123456。"
)


@dataclass(frozen=True, kw_only=True)
class Corner:
    """A corner point of the project's boundary, in degrees, with the digits as they are typed."""

    longitude: str = shapes.text(Text("Longitude", "经度"), hint=Text("Degrees, six decimals.", "度，六位小数。"))
    latitude: str = shapes.text(Text("Latitude", "纬度"), hint=Text("Degrees, six decimals.", "度，六位小数。"))

    @property
    def decimals(self) -> int:
        """The decimals of the coarser of the two."""
        return min(len(typed.partition(".")[2]) for typed in (self.longitude, self.latitude))

    def misfits(self) -> Iterator[tuple[str, Text]]:
        for name, typed, most in (("longitude", self.longitude, 180), ("latitude", self.latitude, 90)):
            if not _DEGREES.fullmatch(typed) or abs(Decimal(typed)) > most:
                yield name, _NOT_DEGREES


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """A calibration of a meter, or its verification before it was installed."""

    meter: str = shapes.text(Text("Meter", "电表"))
    on: date = shapes.day(Text("Calibrated on", "校准日期"))
    fault_on: date | None = shapes.day(
        Text("Fault found on", "发现故障日期"),
        hint=Text("Where it follows a fault or an error beyond the class.", "因故障或超差而重新校准时填写。"),
        default=None,
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.fault_on and self.on < self.fault_on:
            yield "on", Text("It was recalibrated before the fault was found.", "重新校准早于发现故障。")


@dataclass(frozen=True, kw_only=True)
class Particulars(GridPower, CreditedElsewhere):
    """One project and one activity. In a validation the energies by year are the forecast of the project design."""

    activity: str = shapes.choice(
        Text("Activity", "活动类型"),
        ACTIVITIES,
        hint=Text(
            "In a validation the energies by year are the forecast of the project design.",
            "审定时，分年电量为项目设计文件的预测值。",
        ),
        default=VERIFICATION,
    )
    methodology: str = shapes.choice(Text("Methodology and version", "方法学及版本"), METHODOLOGIES)
    technology: str = power.technology(TECHNOLOGIES)
    crediting_period: int = shapes.integer(
        Text("Number of the crediting period", "第几计入期"),
        window=(1, 1),
        hint=Text("There is one.", "仅有一个计入期。"),
        default=1,
    )
    validated_by: str = shapes.choice(Text("Who validated the project", "项目由谁审定"), VALIDATORS)
    started_on: date = shapes.day(Text("Construction began on", "开工建设日期"))
    operation_on: date = shapes.day(Text("In operation since", "投产日期"))
    life_until: date = shapes.day(Text("End of the life of the project", "项目寿命期结束日期"))
    required_by_law: bool = shapes.boolean(Text("Obliged by law to reduce", "依法负有减排义务"))
    quota: str = shapes.choice(Text("Emissions quota", "配额管理"), QUOTAS)
    offshore_km: Decimal | None = shapes.decimal(
        Text("Distance from the shore", "离岸距离"),
        unit="km",
        window=("0", "500"),
        slip=Text("Metres for kilometres?", "是否误用米代替千米?"),
        hint=Text("Offshore wind.", "海上风电填写。"),
        default=None,
    )
    depth_m: Decimal | None = shapes.decimal(
        Text("Depth of water", "水深"),
        unit="m",
        window=("0", "500"),
        hint=Text("Offshore wind.", "海上风电填写。"),
        default=None,
    )
    corners: tuple[Corner, ...] = shapes.rows(Corner, Text("Corner points of the boundary", "项目边界拐点"))
    calibrations: tuple[Calibration, ...] = shapes.rows(Calibration, Text("Calibrations", "校准记录"))
    application_on: date | None = shapes.day(
        Text("Application for registration on", "申请减排量登记日期"),
        hint=Text("Planned, where it is yet to come.", "尚未申请时填计划日期。"),
        default=None,
    )
    applied_t: Decimal | None = shapes.decimal(
        Text("Quantity applied for", "申请登记的减排量"), unit="t CO2eq", window=("0", "1e9"), default=None
    )
    use: str = shapes.choice(Text("Intended use", "拟议用途"), USES, default=AT_HOME)
    allowances_due_t: Decimal | None = shapes.decimal(
        Text("Allowances due of the one who offsets", "抵销单位应清缴配额"),
        unit="t CO2eq",
        window=("0", "1e10"),
        default=None,
    )
    offset_t: Decimal | None = shapes.decimal(
        Text("Reductions used to offset", "用于抵销的减排量"), unit="t CO2eq", window=("0", "1e10"), default=None
    )
    body_approval: str = shapes.text(
        Text("Number of the body's approval for the field", "本机构该领域批准号"),
        hint=Text("Of the certification authority (CNCA).", "国家认监委批准。"),
        default="",
    )
    people_registered: bool = shapes.boolean(
        Text("Everybody on the team is registered (CCAA)", "组内人员均已在 CCAA 注册"), default=False
    )

    @property
    def verifies(self) -> bool:
        return self.activity == VERIFICATION

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from super().misfits()
        if self.technology != TECHNOLOGY_OF[self.methodology]:
            yield "methodology", Text("It is for another technology.", "该方法学适用于另一技术类型。")
        if self.life_until < self.operation_on:
            yield "life_until", Text("The project's life ends before it begins.", "寿命期的结束早于投产。")
        if self.offset_t is not None and self.allowances_due_t is None:
            yield "allowances_due_t", Text("Say how many allowances are due.", "请填写应清缴配额。")
