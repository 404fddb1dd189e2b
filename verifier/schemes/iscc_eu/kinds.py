"""Who serves, what must be on file, and how findings are graded."""

from verifier.rulebook.programme import Clauses, EvidenceKind, Grade, Role
from verifier.rulebook.wording import Text

ROLES = (
    Role("lead", Text("lead auditor", "审核组长")),
    Role("verifier", Text("auditor (GHG, chain of custody)", "审核员（温室气体、产销监管链）"), required=False),
    Role("reviewer", Text("technical reviewer", "技术评审人")),
    Role("certifier", Text("certification decision maker", "认证决定人")),
)

EVIDENCE = (
    EvidenceKind("meter_export", Text("Meter export", "电表导出数据"), required=True, series=True),
    EvidenceKind("chemical_invoices", Text("Invoices of chemicals and materials", "化学品与物料发票"), required=True),
    EvidenceKind("transport_records", Text("Transport records", "运输记录"), required=True),
    EvidenceKind(
        "single_line_diagram", Text("Single-line diagram of the electrical system", "电气单线图"), required=True
    ),
    EvidenceKind(
        "commissioning",
        Text("Commissioning documents of plant and power stations", "装置与电站投产文件"),
        required=False,
    ),
    EvidenceKind("mass_balance", Text("Mass balance", "质量平衡表"), required=False),
    EvidenceKind("grid_factor", Text("Source of the grid emission factor", "电网排放因子来源"), required=False),
    EvidenceKind("other", Text("Other", "其他"), required=False),
)

_ART_10 = "IR (EU) 2022/996 Art. 10"

GRADES = (
    Grade(
        code="critical",
        title=Text("critical non-conformity", "关键不符合"),
        blocks=True,
        refuses=True,
        clause=_ART_10,
    ),
    Grade(
        code="major",
        title=Text("major non-conformity", "主要不符合"),
        blocks=True,
        days="days.correction",
        suspended_days="days.suspended",
        clause=_ART_10,
    ),
    Grade(
        code="minor",
        title=Text("minor non-conformity", "次要不符合"),
        blocks=True,
        days="days.correction",
        months="months.minor",
        clause=_ART_10,
    ),
)

CLAUSES = Clauses(
    evidence="IR (EU) 2022/996 Art. 10, 15",
    findings=_ART_10,
    people="IR (EU) 2022/996 Art. 11",
    decision="IR (EU) 2022/996 Art. 10, 11",
)
