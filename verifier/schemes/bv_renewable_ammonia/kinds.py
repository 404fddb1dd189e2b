"""Who serves, what must be on file, and how findings are graded: set by this body until the document is read."""

from verifier.rulebook.programme import Clauses, EvidenceKind, Grade, Role
from verifier.rulebook.wording import Text

_OURS = "set by this body"

ROLES = (
    Role("lead", Text("lead auditor", "审核组长")),
    Role("verifier", Text("auditor", "审核员"), required=False),
    Role("reviewer", Text("technical reviewer", "技术评审人")),
    Role("certifier", Text("certification decision maker", "认证决定人")),
)

EVIDENCE = (
    EvidenceKind("meter_export", Text("Meter export", "电表导出数据"), required=True, series=True),
    EvidenceKind(
        "renewable_origin", Text("Proof of the electricity's renewable origin", "可再生电力来源证明"), required=True
    ),
    EvidenceKind("ghg_records", Text("Records behind the emissions", "排放核算记录"), required=True),
    EvidenceKind("safety", Text("Industrial safety records", "工业安全记录"), required=True),
    EvidenceKind("environment", Text("Environmental records", "环境管理记录"), required=True),
    EvidenceKind("other", Text("Other", "其他"), required=False),
)

GRADES = (
    Grade(
        code="major", title=Text("major non-conformity", "主要不符合"), blocks=True, days="days.finding", clause=_OURS
    ),
    Grade(
        code="minor", title=Text("minor non-conformity", "次要不符合"), blocks=True, days="days.finding", clause=_OURS
    ),
    Grade(code="observation", title=Text("observation", "观察项"), blocks=False, carries=True, clause=_OURS),
)

CLAUSES = Clauses(evidence=_OURS, findings=_OURS, people="ISO/IEC 17065 6.1", decision="ISO/IEC 17065 7.5, 7.6")
