"""What only this scheme asks for: an installation or aircraft operator with its permit and approved monitoring plan."""

# ruff: noqa: RUF009 - what a field declares is not a default

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.installations import TONNES, Capped
from verifier.rulebook.streams import KILOGRAMS
from verifier.rulebook.wording import Text

OPERATORS = {
    "installation": Text("Installation", "固定设施"),
    "aircraft_operator": Text("Aircraft operator", "航空器运营人"),
}


@dataclass(frozen=True, kw_only=True)
class PriorIssue:
    """Something that the report of the year before left open."""

    reference: str = shapes.text(Text("Reference", "编号"))
    settled: bool = shapes.boolean(Text("Settled since", "此后已解决"))
    raised_as: str = shapes.text(
        Text("Finding under which it is raised again", "再次提出的发现项编号"),
        hint=Text("Where it is not settled.", "未解决时填写。"),
        default="",
    )


@dataclass(frozen=True, kw_only=True)
class Particulars(Capped):
    """One operator in one reporting year; emissions in t CO2eq."""

    operator: str = shapes.choice(Text("Operator of", "运营人类型"), OPERATORS)
    activity: str = shapes.text(
        Text("Activity group", "活动类别"), hint=Text("As in the scope of accreditation.", "与认可范围一致。")
    )
    permit: str = shapes.text(Text("Emissions permit", "排放许可证"))
    plan_reference: str = shapes.text(
        Text("Approved monitoring plan", "经批准的监测计划"), hint=Text("Number and version.", "编号与版本。")
    )
    plan_approved_on: date = shapes.day(Text("Plan approved on", "监测计划批准日"))
    yearly_t: Decimal | None = shapes.decimal(
        Text("Yearly emissions that set the category", "确定类别的年排放量"),
        unit=f"{TONNES}/year",
        window=("0", "1e8"),
        slip=KILOGRAMS,
        hint=Text("Where left out, those in the report.", "不填则采用排放报告所载量。"),
        default=None,
    )
    visit_approved_on: date | None = shapes.day(
        Text("Authority approved the virtual visit or the waiver on", "主管机关批准远程或免除访问日"), default=None
    )
    waiver_condition: str = shapes.text(
        Text("Other condition on which the visit is waived", "免除访问所依据的其他条件"),
        hint=Text("Where emissions are not low; with its clause.", "非低排放时填写，并注明条款。"),
        default="",
    )
    prior_issues: tuple[PriorIssue, ...] = shapes.rows(
        PriorIssue, Text("Left open in the year before", "上年未解决事项")
    )
    changes: str = shapes.text(Text("Changes that need approval", "须经批准的变更"), default="")

    @property
    def category_t(self) -> Decimal:
        """The emissions by which the category goes."""
        return self.reported_t if self.yearly_t is None else self.yearly_t
