"""Who serves, what must be on file, and how findings are graded."""

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.materiality import Comparison, Test
from verifier.rulebook.programme import Clauses, EvidenceKind, Grade, Materiality, Role
from verifier.rulebook.rotation import Rotation, Whose
from verifier.rulebook.wording import Text

_PRACTICE = "VCS Standard, verification; practice of the bodies"

ROLES = (
    Role("lead", Text("team leader", "核查组长")),
    Role("verifier", Text("verifier", "核查员"), required=False),
    Role("reviewer", Text("independent reviewer", "独立复核人")),
    Role("certifier", Text("decision maker", "决定人")),
)

EVIDENCE = (
    EvidenceKind("meter_export", Text("Meter export", "电表导出数据"), required=True, series=True),
    EvidenceKind("monitoring_report", Text("Monitoring report", "监测报告"), required=True),
    EvidenceKind("calibration", Text("Calibration certificates", "校准证书"), required=False),
    EvidenceKind("sales_invoices", Text("Electricity sales invoices", "售电发票"), required=False),
    EvidenceKind("grid_factor", Text("Source of the grid margins", "电网边际排放因子来源"), required=False),
    EvidenceKind("title", Text("Proof of right to the reductions", "减排量权属证明"), required=False),
    EvidenceKind("other", Text("Other", "其他"), required=False),
)

GRADES = (
    Grade(
        code="CAR",
        title=Text("corrective action request (CAR)", "纠正行动要求（CAR）"),
        blocks=True,
        days="days.finding",
        clause=_PRACTICE,
    ),
    Grade(
        code="CL",
        title=Text("clarification request (CL)", "澄清要求（CL）"),
        blocks=True,
        days="days.finding",
        clause=_PRACTICE,
    ),
    Grade(
        code="FAR",
        title=Text("forward action request (FAR)", "前瞻性行动要求（FAR）"),
        blocks=False,
        carries=True,
        clause=_PRACTICE,
    ),
)

CLAUSES = Clauses(
    evidence="VCS Standard, verification",
    findings="VCS Standard, verification",
    people="ISO/IEC 17029 7.3",
    decision="ISO/IEC 17029 9.6, 9.7",
)


def materiality_figure(facts: ReportFacts) -> str:
    """The code of the threshold: a large project has one of its own."""
    large = facts.particulars.yearly_t > facts.figures["large_project"]
    return "materiality.large" if large else "materiality"


MATERIALITY = Materiality(
    test=Test(comparison=Comparison.EXCEEDS),
    percent=materiality_figure,
    bases=lambda facts: {"": facts.particulars.claimed_t or facts.calculation["ER"].value},
    base=Text("reductions reported", "申报减排量"),
    unit="t CO2eq",
    clause="VCS Standard, materiality",
)

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
