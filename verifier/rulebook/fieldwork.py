"""What the team finds out while it works, as plain facts: visits, misstatements, limits of evidence, public notice."""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.wording import Text

VISITS = {
    "physical": Text("On site", "现场"),
    "virtual": Text("Virtual", "远程"),
    "waived": Text("Waived", "免除"),
}
SOURCES = {
    "factual": Text("Factual", "事实性"),
    "judgemental": Text("Judgemental", "判断性"),
    "projected": Text("Projected from a sample", "由样本推断"),
}
# What makes a misstatement material whatever its size.
TRIGGERS = {
    "fraud": Text("Fraud or tampering", "舞弊或篡改"),
    "ownership": Text("Right to the claim not shown", "权属不成立"),
    "uniqueness": Text("Claimed elsewhere too", "唯一性不成立"),
    "methodology": Text("Wrong version of the methodology", "方法学版本错误"),
    "period": Text("Wrong year or vintage", "年份错误"),
    "category": Text("Another size category would apply", "跨越类别界限"),
    "permit": Text("Legal permit missing", "缺少法定许可"),
}


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A visit to the site, or the decision to do without one."""

    on: date = shapes.day(Text("Day", "日期"))
    kind: str = shapes.choice(Text("Kind of visit", "访问方式"), VISITS)
    place: str = shapes.text(Text("Place", "地点"), default="")
    persons: int = shapes.integer(Text("Persons of the team", "到场人数"), window=(0, 100), default=0)
    reason: str = shapes.text(
        Text("Reason", "理由"),
        hint=Text("Where the visit was virtual or waived.", "远程或免除时填写。"),
        default="",
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.kind != "physical" and not self.reason:
            yield "reason", Text("Say why nobody went to the site.", "请说明未到现场的理由。")
        if self.kind == "physical" and not self.persons:
            yield "persons", Text("Say how many of the team were there.", "请填写到场人数。")


@dataclass(frozen=True, kw_only=True)
class Misstatement:
    """One error in the claim, in the scheme's own unit; positive where the claim is to the client's advantage."""

    reference: str = shapes.text(Text("Reference", "编号"))
    amount: Decimal = shapes.decimal(
        Text("Effect on the claim", "对申报值的影响"),
        unit="",
        window=("-1e12", "1e12"),
        hint=Text(
            "Positive where the claim gains by it. A sample's error, extrapolated.",
            "使申报值有利为正；抽样误差应外推。",
        ),
    )
    corrected: bool = shapes.boolean(Text("Corrected", "已更正"), default=False)
    source: str = shapes.choice(Text("Found how", "性质"), SOURCES, default="factual")
    subject: str = shapes.text(
        Text("Good or part concerned", "所涉产品或部分"),
        hint=Text("Where the scheme judges each alone.", "体系逐项判断时填写。"),
        default="",
    )
    trigger: str | None = shapes.choice(Text("Material by its nature", "性质上重要"), TRIGGERS, default=None)
    pervasive: bool = shapes.boolean(Text("Reaches through the whole claim", "具有广泛影响"), default=False)


@dataclass(frozen=True, kw_only=True)
class Limitation:
    """Evidence that could not be had."""

    about: str = shapes.text(Text("What could not be seen", "无法取得的证据"))
    pervasive: bool = shapes.boolean(Text("Reaches through the whole claim", "具有广泛影响"), default=False)


@dataclass(frozen=True, kw_only=True)
class FieldWork:
    """What the team records of a case. All of it may be empty; what a rule needs and does not find is a breach."""

    visits: tuple[Visit, ...] = shapes.rows(Visit, Text("Site visits", "现场访问"))
    misstatements: tuple[Misstatement, ...] = shapes.rows(Misstatement, Text("Misstatements", "错报"))
    limitations: tuple[Limitation, ...] = shapes.rows(Limitation, Text("Limits of the evidence", "证据受限"))
    claims_sampled: int = shapes.integer(Text("Claims in the sample", "抽样声明数"), window=(0, 1000000), default=0)
    claims_wrong: int = shapes.integer(Text("Of them wrong", "其中有误"), window=(0, 1000000), default=0)
    notice_from: date | None = shapes.day(Text("Public notice from", "公示起始日"), default=None)
    notice_until: date | None = shapes.day(Text("Public notice until", "公示截止日"), default=None)
    comments_answered: bool = shapes.boolean(
        Text("Public comments are dealt with", "公众意见已处理"),
        hint=Text("True also where there were none.", "无意见时亦为是。"),
        default=False,
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.claims_wrong > self.claims_sampled:
            yield "claims_wrong", Text("More are wrong than were sampled.", "有误数超过抽样数。")
        if self.notice_from and self.notice_until and self.notice_until < self.notice_from:
            yield "notice_until", Text("The notice ends before it begins.", "公示的截止早于起始。")
