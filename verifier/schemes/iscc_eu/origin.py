"""What only European law asks of the origin of electricity: CDR (EU) 2023/1184, and the year of 2023/1185, pt 6."""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.plant import RenewablePlant
from verifier.rulebook.production import METHODS, Production
from verifier.rulebook.wording import Text

_PER_CENT = Text("Per cent for a fraction?", "是否把百分数当成小数？")
# CDR (EU) 2023/1184 Art. 6: before this day no Member State may ask for hourly correlation.
HOURLY_AT_THE_EARLIEST = date(2027, 7, 1)

SUPPLIES = {
    "own": Text("Own plant", "自有电站"),
    "agreement": Text("Purchase agreement with its operator", "与电站运营方的购电协议"),
    "retail": Text("Contract with a retailer", "零售合同"),
}
ZONES = {
    "same": Text("The bidding zone of the electrolyser", "电解槽所在竞价区"),
    "interconnected": Text("An interconnected zone (its price must be as high)", "互联竞价区（其电价须不低于本区）"),
    "offshore": Text("An interconnected offshore zone", "互联海上竞价区"),
    "other": Text("Another zone", "其他竞价区"),
}
CERTIFICATES = {
    "none": Text("None were issued", "未签发"),
    "cancelled": Text("Issued and cancelled for this fuel", "已签发，并为本燃料注销"),
    "open": Text("Issued, and not cancelled for this fuel", "已签发，未为本燃料注销"),
}


def _year(label: Text) -> int | None:
    asked: int | None = shapes.integer(
        label, window=(2000, 2100), hint=Text("It counts for five more years.", "其后五年仍有效。"), default=None
    )
    return asked


@dataclass(frozen=True, kw_only=True)
class Station(RenewablePlant):
    """A power station, with what tells its age, its zone and its contract."""

    supply: str = shapes.choice(Text("How its power is had", "供电方式"), SUPPLIES, default="agreement")
    zone: str = shapes.choice(
        Text("Where it stands", "所在区域"),
        ZONES,
        hint=Text("Now, or when it came into operation.", "现时或投产时。"),
        default="same",
    )
    serves_capacity_of: date | None = shapes.day(
        Text("Start of the added fuel capacity that it supplies", "所供新增燃料产能的投产日期"),
        hint=Text("Empty where it supplies the plant as first built.", "供应初始装置时留空。"),
        default=None,
    )
    repowered_on: date | None = shapes.day(Text("Repowered on", "改造投产日期"), default=None)
    repowering_share: Decimal | None = shapes.decimal(
        Text("Cost of the repowering over that of a new plant", "改造投资占新建成本的比例"),
        unit="EUR/EUR",
        window=("0", "2"),
        slip=_PER_CENT,
        default=None,
    )
    earlier_agreement_until: date | None = shapes.day(
        Text("End of an earlier purchase agreement with a fuel producer", "此前与燃料生产商购电协议的终止日"),
        default=None,
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if (self.repowered_on is None) != (self.repowering_share is None):
            name = "repowered_on" if self.repowered_on is None else "repowering_share"
            yield name, Text("Give both the day and the cost of the repowering.", "改造须同时填写日期与投资比例。")
        if self.repowered_on is not None and self.repowered_on < self.operation_on:
            yield "repowered_on", Text("It was repowered before it was built.", "改造日期早于投产日期。")


@dataclass(frozen=True, kw_only=True)
class Origin(Production):
    """A production whose electricity is held against the act."""

    plants: tuple[Station, ...] = shapes.rows(Station, Text("Renewable power plants", "可再生电站"))
    method_before: str | None = shapes.choice(
        Text("Method used earlier in this calendar year", "本日历年此前采用的方法"), METHODS, default=None
    )
    zone_renewable_share: Decimal | None = shapes.decimal(
        Text("Renewable share of the bidding zone last year", "竞价区上年可再生电力占比"),
        unit="MWh/MWh",
        window=("0", "1"),
        slip=_PER_CENT,
        default=None,
    )
    zone_renewable_year: int | None = _year(
        Text("Earlier year in which the zone was above 90 % renewable", "竞价区可再生占比曾超 90% 的年份")
    )
    zone_hours: Decimal | None = shapes.decimal(
        Text("Hours of production counted under Art. 4(1) this year", "本年按第 4(1) 条计入的生产小时数"),
        unit="h",
        window=("0", "8784"),
        hint=Text("From 1 January to the end of the period.", "自 1 月 1 日至本期末。"),
        default=None,
    )
    zone_g_per_mj: Decimal | None = shapes.decimal(
        Text("Emission intensity of the bidding zone last year", "竞价区上年排放强度"),
        unit="g CO2eq/MJ",
        window=("0", "400"),
        slip=Text("Grams per kilowatt-hour for grams per megajoule?", "是否把 g/kWh 当成 g/MJ？"),
        default=None,
    )
    zone_low_year: int | None = _year(
        Text("Earlier year in which the zone was below 18 g/MJ", "竞价区排放强度曾低于 18 g/MJ 的年份")
    )
    hourly_since: date | None = shapes.day(
        Text("Day from which the Member State asks for hourly correlation", "成员国要求逐小时匹配的起始日"),
        hint=Text(
            "Only where it asks for it before 2030, and not before 1 July 2027.",
            "仅在 2030 年前提前要求时填写，且不早于 2027 年 7 月 1 日。",
        ),
        default=None,
    )
    energy_certificates: str = shapes.choice(
        Text("Guarantees of origin or green certificates for this power", "该电力的来源担保或绿证"),
        CERTIFICATES,
        default="none",
    )
    storage_is_new: bool = shapes.boolean(
        Text("The storage is new", "储能为新建"),
        hint=Text("Asked where it stores contracted power.", "用于储存合同电力时适用。"),
        default=True,
    )
    storage_shares_connection: bool = shapes.boolean(
        Text("The storage stands behind the connection of the plant or power station", "储能与装置或电站共用接入点"),
        hint=Text("Asked where it stores contracted power.", "用于储存合同电力时适用。"),
        default=True,
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from super().misfits()
        if self.hourly_since is not None and self.hourly_since < HOURLY_AT_THE_EARLIEST:
            yield (
                "hourly_since",
                Text(
                    "No Member State may ask for it before {first}.", "成员国不得早于 {first} 要求逐小时匹配。"
                ).format(first=HOURLY_AT_THE_EARLIEST),
            )
        for index, plant in enumerate(self.plants):
            if plant.serves_capacity_of is not None and plant.serves_capacity_of < self.operation_on:
                yield (
                    f"plants/{index}/serves_capacity_of",
                    Text("Capacity is added after the plant began.", "新增产能不早于装置投产。"),
                )
