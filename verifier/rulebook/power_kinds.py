"""Who serves, and what must be on file, where renewable power in a grid is credited."""

from verifier.rulebook.programme import EvidenceKind, Role
from verifier.rulebook.wording import Text

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
