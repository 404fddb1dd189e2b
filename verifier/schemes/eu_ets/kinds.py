"""Who serves, what must be on file, how findings are graded, and which opinion they lead to."""

from decimal import Decimal

from verifier.rulebook.checklist import Item
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.materiality import Comparison, Test
from verifier.rulebook.opinions import Meaning, Opinion, Opinions
from verifier.rulebook.programme import Clauses, EvidenceKind, Grade, Materiality, Role
from verifier.rulebook.quantities import HUNDRED
from verifier.rulebook.rotation import Rotation, Whose
from verifier.rulebook.wording import Text
from verifier.schemes.eu_ets.particulars import Particulars

_ART_22, _ART_27 = "AVR Art. 22", "AVR Art. 27(3)"
UNCLEAR = "material_non_conformity"

ROLES = (
    Role("lead", Text("EU ETS lead auditor", "主任审核员")),
    Role("verifier", Text("EU ETS auditor or technical expert", "审核员或技术专家"), required=False),
    Role("reviewer", Text("independent reviewer", "独立复核人")),
    Role("certifier", Text("authorised signatory", "授权签字人")),
)

EVIDENCE = (
    EvidenceKind("emission_report", Text("Annual emissions report", "年度排放报告"), required=True),
    EvidenceKind("monitoring_plan", Text("Approved monitoring plan", "经批准的监测计划"), required=True),
    EvidenceKind(
        "activity_data", Text("Activity data: meters, invoices, stocks", "活动数据：计量、发票、库存"), required=True
    ),
    EvidenceKind("permit", Text("Emissions permit", "排放许可证"), required=False),
    EvidenceKind("analyses", Text("Analyses and sources of factors", "检测与因子来源"), required=False),
    EvidenceKind("calibration", Text("Calibration certificates", "校准证书"), required=False),
    EvidenceKind("visit_approval", Text("Approval of a virtual visit or waiver", "远程或免除访问批准"), required=False),
    EvidenceKind("prior_report", Text("Verification report of the year before", "上年核查报告"), required=False),
    EvidenceKind("other", Text("Other", "其他"), required=False),
)

GRADES = (
    Grade(
        code="misstatement",
        title=Text("misstatement", "错报"),
        blocks=False,
        days="days.finding",
        clause=_ART_22,
    ),
    Grade(
        code="non_conformity",
        title=Text("non-conformity with the approved monitoring plan", "与经批准监测计划不符"),
        blocks=False,
        days="days.finding",
        clause=_ART_22,
    ),
    Grade(
        code=UNCLEAR,
        title=Text(
            "non-conformity that leaves it unclear whether the report is free of material misstatement",
            "致使无法确认报告无重大错报的不符合",
        ),
        blocks=True,
        days="days.finding",
        clause="AVR Art. 27(1)(d)",
    ),
    Grade(
        code="non_compliance",
        title=Text("non-compliance with the monitoring regulation", "与监测条例不合规"),
        blocks=False,
        days="days.finding",
        clause=_ART_22,
    ),
    Grade(
        code="recommendation",
        title=Text("recommendation of improvement", "改进建议"),
        blocks=False,
        carries=True,
        clause="AVR Art. 30",
    ),
)

CLAUSES = Clauses(
    evidence="AVR Art. 10, 26",
    findings=_ART_22,
    people="AVR Art. 36-39",
    decision="AVR Art. 25",
    sufficiency="AVR Art. 28",
)

OPINIONS = Opinions(
    meanings={
        Opinion.UNMODIFIED: Meaning(
            Text("verified as satisfactory", "核查结论：满意"), issues=True, clause="AVR Art. 27(1)(a)"
        ),
        Opinion.MODIFIED: Meaning(
            Text("verified with comments", "核查结论：满意，附评论"), issues=True, clause="AVR Art. 27(1)(a)"
        ),
        Opinion.ADVERSE: Meaning(
            Text(
                "not verified: material misstatements, or non-conformities that leave the report unclear",
                "未通过核查：存在重大错报，或不符合项致使报告不清晰",
            ),
            issues=False,
            clause="AVR Art. 27(1)(b), (d)",
        ),
        Opinion.DISCLAIMER: Meaning(
            Text("not verified: the scope was too limited", "未通过核查：核查范围受限"),
            issues=False,
            clause="AVR Art. 27(1)(c)",
        ),
    },
    comments=True,
)


def category(facts: ReportFacts) -> str:
    """The letter of an installation's category: A, B or C."""
    own: Particulars = facts.particulars
    if own.category_t <= facts.figures["category.a"]:
        return "A"
    return "B" if own.category_t <= facts.figures["category.b"] else "C"


def materiality_figure(facts: ReportFacts) -> str:
    """The code of the materiality level: category C and large aircraft operators have one of their own."""
    own: Particulars = facts.particulars
    if own.operator == "aircraft_operator":
        large = own.category_t > facts.figures["aircraft.small"]
    else:
        large = category(facts) == "C"
    return "materiality.large" if large else "materiality"


def threshold(facts: ReportFacts) -> Decimal:
    """More than this many tonnes are material."""
    own: Particulars = facts.particulars
    return own.reported_t * facts.figures[materiality_figure(facts)] / HUNDRED


MATERIALITY = Materiality(
    test=Test(comparison=Comparison.EXCEEDS),
    percent=materiality_figure,
    bases=lambda facts: {"": facts.particulars.reported_t},
    base=Text("total reported emissions", "报告排放总量"),
    unit="t CO2eq",
    clause="AVR Art. 22, 23",
)


def departs(facts: ReportFacts) -> bool:
    """Whether the reported emissions depart materially from those found."""
    return MATERIALITY.test.met(facts.calculation["E"].value - facts.particulars.reported_t, threshold(facts))


ROTATIONS = (
    Rotation(
        whose=Whose.LEAD,
        most="rotation.verifications",
        rest="rotation.rest",
        consecutive=False,
        of_project=False,
        clause="AVR Art. 43(8)",
    ),
)


def _says(code: str, en: str, zh: str, *places: str) -> Item:
    return Item(code=code, title=Text(en, zh), clause=_ART_27, places=places)


ADDITIONS = (
    _says("AVR1", "Permit and approved monitoring plans", "排放许可证与经批准的监测计划", "wording/paragraphs"),
    _says("AVR2", "Emissions by activity and installation", "按活动与设施汇总的排放量", "results"),
    _says(
        "AVR3",
        "Uncorrected misstatements and non-conformities, all of them",
        "全部未更正错报与不符合",
        "wording/paragraphs",
    ),
    _says("AVR4", "Non-compliances with the monitoring regulation", "与监测条例的不合规", "wording/paragraphs"),
    _says("AVR5", "Data gaps and their effect", "数据缺失及其影响", "wording/paragraphs"),
    _says(
        "AVR6",
        "Visits: days and by whom, or why virtual or waived",
        "访问日期与人员，或远程、免除理由",
        "wording/paragraphs",
    ),
    _says("AVR7", "Changes that need approval", "须经批准的变更", "wording/paragraphs"),
    _says("AVR8", "Recommendations of improvement", "改进建议", "wording/paragraphs"),
    _says(
        "AVR9",
        "Lead auditor, independent reviewer, auditors and experts",
        "主任审核员、独立复核人、审核员与专家",
        "people",
    ),
)
