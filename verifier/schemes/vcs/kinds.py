"""Who serves, what must be on file, and how findings are graded."""

from verifier.rulebook.scheme import EvidenceKind, Grade, Role
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
        "CAR", Text("corrective action request (CAR)", "纠正行动要求（CAR）"), blocks=True, days=30, clause=_PRACTICE
    ),
    Grade("CL", Text("clarification request (CL)", "澄清要求（CL）"), blocks=True, days=30, clause=_PRACTICE),
    Grade(
        "FAR", Text("forward action request (FAR)", "前瞻性行动要求（FAR）"), blocks=False, days=None, clause=_PRACTICE
    ),
)
