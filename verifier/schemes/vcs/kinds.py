"""How findings are graded, what is material, how long the body may serve, and what the statement adds."""

from decimal import Decimal

from verifier.rulebook import action_requests
from verifier.rulebook.checklist import Item
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.materiality import Comparison, Test
from verifier.rulebook.programme import Clauses, Materiality, positive_only
from verifier.rulebook.rotation import Rotation, Whose
from verifier.rulebook.wording import Text

_REPORT = "VCS Standard, verification report"

GRADES = action_requests.grades("VCS Standard, verification; practice of the bodies")

CLAUSES = Clauses(
    evidence="VCS Standard, verification",
    findings="VCS Standard, verification",
    people="ISO/IEC 17029 7.3",
    decision="ISO/IEC 17029 9.6, 9.7",
)

OPINIONS = positive_only("VCS Standard, verification; ISO 14065")


def _threshold(facts: ReportFacts) -> str:
    """The code of the threshold: a large project has one of its own."""
    large = facts.particulars.yearly_t > facts.figures["large_project"]
    return "materiality.large" if large else "materiality"


def _reported(facts: ReportFacts) -> dict[str, Decimal]:
    """What the report claims; where it claims nothing yet, what was found."""
    claimed = facts.particulars.claimed_t
    return {"": facts.calculation["ER"].value if claimed is None else claimed}


MATERIALITY = Materiality(
    test=Test(comparison=Comparison.EXCEEDS),
    percent=_threshold,
    bases=_reported,
    base=Text("reductions reported", "申报减排量"),
    unit="t CO2eq",
    clause="VCS Standard, materiality",
)

# The years of the validator count like any other body's: it may do the first verification too.
ROTATIONS = (
    Rotation(
        whose=Whose.BODY,
        most="rotation.years",
        rest="rotation.rest",
        consecutive=True,
        of_project=True,
        clause="VCS Standard, rotation of the body",
    ),
)


def _item(number: int, en: str, zh: str, *places: str, required: bool = True) -> Item:
    return Item(code=f"VCS{number:02d}", title=Text(en, zh), clause=_REPORT, places=places, required=required)


ADDITIONS = (
    _item(
        1,
        "Method: documents reviewed, interviews, site inspection, how findings were resolved",
        "方法：文件评审、访谈、现场检查及发现项的解决",
    ),
    _item(2, "FARs from before, and those left for the next verification", "以往及结转的进一步行动要求"),
    _item(3, "Participation in other programmes", "参与其他机制的情况"),
    _item(4, "Deviations from methodology and project description", "方法学偏离与项目描述偏离"),
    _item(5, "Grouped project: new instances", "组合项目：新增活动", required=False),
    _item(6, "Safeguards", "保障措施"),
    _item(7, "Accuracy of the calculation of reductions", "减排量计算的准确性", "steps"),
    _item(8, "Quality of the evidence", "证据质量"),
    _item(9, "Non-permanence risk rating", "非持久性风险评级", required=False),
    _item(
        10,
        "Baseline, project, leakage, net reductions and buffer by vintage",
        "分年列示基准线、项目、泄漏、净减排量与缓冲量",
        "results",
    ),
    _item(11, "Appendix: each CAR, CL and FAR with its response", "附录：各 CAR、CL、FAR 及其答复", required=False),
)
