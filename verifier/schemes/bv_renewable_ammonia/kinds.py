"""Who serves, what must be on file, and how findings are graded: set by this body until the document is read."""

from verifier.rulebook.checklist import Item
from verifier.rulebook.deadlines import Count, Deadline, Trigger, Unit
from verifier.rulebook.figures import Sureness
from verifier.rulebook.programme import Clauses, EvidenceKind, Grade, Role, positive_only
from verifier.rulebook.wording import Text
from verifier.schemes.bv_renewable_ammonia.figures import FINDING_DAYS, SURVEILLANCE_MONTHS, VALIDITY_MONTHS

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

OPINIONS = positive_only(
    _OURS,
    positive=Text("certified as renewable ammonia", "认证为可再生氨"),
    negative=Text("not certified", "不予认证"),
)


def _deadline(code: str, title: Text, trigger: Trigger, way: Count) -> Deadline:
    return Deadline(code=code, title=title, trigger=trigger, way=way, clause=_OURS, sure=Sureness.DESIGN)


DEADLINES = (
    _deadline(
        "correction",
        Text("Non-conformities are closed", "关闭不符合项"),
        Trigger.VISIT_END,
        Count(number=FINDING_DAYS, unit=Unit.DAYS),
    ),
    _deadline(
        "validity",
        Text("The certificate expires", "证书到期"),
        Trigger.ISSUE,
        Count(number=VALIDITY_MONTHS, unit=Unit.MONTHS, inclusive=True),
    ),
    _deadline(
        "surveillance",
        Text("Surveillance audit", "监督审核"),
        Trigger.ISSUE,
        Count(number=SURVEILLANCE_MONTHS, unit=Unit.MONTHS),
    ),
)


def _item(code: str, en: str, zh: str, *places: str) -> Item:
    return Item(code=code, title=Text(en, zh), clause=_OURS, places=places)


ADDITIONS = (
    _item("RA01", "Product, site and period", "产品、场所与期间", "project/site"),
    _item("RA02", "Renewable share of the electricity", "电力可再生份额", "wording/paragraphs"),
    _item("RA03", "Emissions with their boundary", "排放及其边界", "wording/paragraphs"),
    _item("RA04", "Criteria with their version", "准则及版本", "scheme/edition"),
)
