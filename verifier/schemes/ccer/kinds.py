"""Who serves, what must be on file, how findings are graded, what is material, what the report adds."""

from collections.abc import Mapping

from verifier.rulebook import checklist
from verifier.rulebook.checklist import Item
from verifier.rulebook.materiality import Comparison, Test
from verifier.rulebook.programme import Clauses, EvidenceKind, Grade, Materiality, Role, Severity, positive_only
from verifier.rulebook.wording import Text
from verifier.schemes.ccer.figures import MEASURES, PROCEDURE

REPORTS = f"{MEASURES} Art. 13, 20"

ROLES = (
    Role("lead", Text("team leader", "审定（核查）组长")),
    Role("verifier", Text("validator or verifier", "审定（核查）员"), required=False),
    Role("reviewer", Text("reviewer", "复核人")),
    Role("certifier", Text("who decides and signs", "决定与签发人")),
)

EVIDENCE = (
    EvidenceKind(
        "meter_export",
        Text("Meter export; in a validation the forecast of output", "电表导出数据（审定时为预测发电量）"),
        required=True,
        series=True,
    ),
    EvidenceKind(
        "owner_report",
        Text("Accounting report; in a validation the project design", "减排量核算报告（审定时为项目设计文件）"),
        required=True,
    ),
    EvidenceKind("calibration", Text("Calibration certificates", "检定或校准证书"), required=False),
    EvidenceKind("settlement", Text("Electricity settlement slips", "电量结算单"), required=False),
    EvidenceKind("grid_factor", Text("Source of the grid margins", "电网边际排放因子来源"), required=False),
    EvidenceKind(
        "permits", Text("Approval of the project and of its environmental impact", "项目核准与环评批复"), required=False
    ),
    EvidenceKind("notice", Text("Public notice, and the comments received", "公示及公众意见"), required=False),
    EvidenceKind(
        "certificates",
        Text("Green certificates: none, frozen or cancelled", "绿证未核发、冻结或注销凭证"),
        required=False,
    ),
    EvidenceKind("other", Text("Other", "其他"), required=False),
)

GRADES = (
    Grade(
        code="整改要求",
        title=Text("corrective requirement", "整改要求"),
        blocks=True,
        days="days.finding",
        clause=PROCEDURE,
    ),
    Grade(code="观察项", title=Text("observation", "观察项"), blocks=False, carries=True, clause=PROCEDURE),
)

# A reduction that these speak against is not credited until they are explained.
SEVERITIES: Mapping[str, Severity] = {"capacity-factor": "major", "night": "major"}

CLAUSES = Clauses(
    evidence=f"{MEASURES} Art. 11, 18; {PROCEDURE}",
    findings=PROCEDURE,
    people=f"{MEASURES} Art. 30",
    decision=PROCEDURE,
)

OPINIONS = positive_only(
    f"{MEASURES} Art. 13",
    positive=Text("positive conclusion", "肯定结论"),
    negative=Text("negative conclusion", "否定结论"),
)

# No threshold was found: every error is corrected.
MATERIALITY = Materiality(
    test=Test(comparison=Comparison.ANY),
    bases=lambda facts: {"": facts.calculation["ER"].value},
    base=Text("reductions found", "核定减排量"),
    unit="t CO2eq",
    clause="set by this body",
)


def _item(number: int, en: str, zh: str, *places: str, clause: str = REPORTS) -> Item:
    return Item(code=f"CCER-{number}", title=Text(en, zh), clause=clause, places=places)


ADDITIONS = (
    *checklist.insisted(REPORTS, "ST19", "ST20", "ST21"),
    _item(1, "Positive or negative conclusion", "肯定或否定结论", "opinion_reached"),
    _item(2, "Conclusion on each point of validation or verification", "逐项审定或核查结论", "wording/paragraphs"),
    _item(3, "Verified quantity, by year", "经核查的分年减排量", "results", clause=f"{MEASURES} Art. 20"),
    _item(4, "How the owner dealt with public comments", "项目业主对公众意见的处理情况", "wording/paragraphs"),
    _item(5, "Commitment of the body", "审定与核查机构的承诺", "wording/paragraphs"),
)
