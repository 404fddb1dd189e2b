"""Who serves, what must be on file, how non-conformities are sorted, and what the report concludes."""

from collections.abc import Mapping

from verifier.rulebook.checklist import Item
from verifier.rulebook.materiality import Comparison, Test
from verifier.rulebook.opinions import Meaning, Opinion, Opinions
from verifier.rulebook.programme import Clauses, EvidenceKind, Grade, Materiality, Role, Severity
from verifier.rulebook.wording import Text
from verifier.schemes.china_ets.figures import GUIDE, RULES_OF_STATE

_DEVIATIONS, _REPORT = f"{GUIDE} §3", f"{GUIDE} appendix"

ROLES = (
    Role("lead", Text("leader of the verification team", "核查组长")),
    Role("verifier", Text("member of the verification team", "核查组成员"), required=False),
    Role("reviewer", Text("technical reviewer", "技术复核人")),
    Role("certifier", Text("approver", "批准人")),
)

EVIDENCE = (
    EvidenceKind("emission_report", Text("Emission report", "温室气体排放报告"), required=True),
    EvidenceKind("quality_plan", Text("Data-quality control plan", "数据质量控制方案"), required=True),
    EvidenceKind("fuel_records", Text("Records of fuel consumption", "燃料消耗台账与原始记录"), required=True),
    EvidenceKind("output_records", Text("Records of electricity and heat", "发电、供电与供热记录"), required=True),
    EvidenceKind("test_reports", Text("Coal test reports", "煤质检测报告"), required=False),
    EvidenceKind("calibration", Text("Calibration certificates", "计量器具检定或校准证书"), required=False),
    EvidenceKind("settlement", Text("Purchase and settlement documents", "购销结算凭证"), required=False),
    EvidenceKind("monthly_evidence", Text("Monthly evidence on the platform", "平台月度存证"), required=False),
    EvidenceKind("other", Text("Other", "其他"), required=False),
)

# A non-conformity bears one of the eight categories of the report's annex 3.
_CATEGORIES = {
    "basics": Text("basic facts", "基本情况"),
    "boundary": Text("accounting boundary", "核算边界"),
    "method": Text("accounting method", "核算方法"),
    "data": Text("accounting data", "核算数据"),
    "quality": Text("quality assurance and filing", "质量保证和文件存档"),
    "plan": Text("data-quality control plan and how it is kept", "数据质量控制方案及执行"),
    "site": Text("found on site", "现场发现"),
    "other": Text("other", "其他"),
}

GRADES = tuple(
    Grade(
        code=code,
        title=Text("non-conformity: {category}", "不符合项：{category}").format(category=category),
        blocks=True,
        days="days.correction",
        clause=_DEVIATIONS,
    )
    for code, category in _CATEGORIES.items()
)

# The guide has the reasons of fluctuations stated.
SEVERITIES: Mapping[str, Severity] = {"month-jump": "minor"}

CLAUSES = Clauses(
    evidence=f"{GUIDE} §3",
    findings=_DEVIATIONS,
    people=f"{RULES_OF_STATE} Art. 13",
    decision=_REPORT,
    sufficiency=f"{GUIDE} §3.6",
)

OPINIONS = Opinions(
    meanings={
        Opinion.UNMODIFIED: Meaning(
            Text("conforms; the emissions are confirmed", "符合要求，排放量予以确认"), issues=True, clause=_REPORT
        ),
        Opinion.MODIFIED: Meaning(
            Text("confirmed with conservative values, which are explained", "采用保守值并予以说明"),
            issues=True,
            clause=f"{GUIDE} §3.6",
        ),
        Opinion.ADVERSE: Meaning(
            Text("does not conform; the authority sets the value", "不符合要求，由主管部门核定"),
            issues=False,
            clause=_REPORT,
        ),
        Opinion.DISCLAIMER: Meaning(
            Text("matters not covered are reported to the authority", "未覆盖的问题报主管部门"),
            issues=False,
            clause=_REPORT,
        ),
    }
)

MATERIALITY = Materiality(
    test=Test(comparison=Comparison.ANY),
    bases=lambda facts: {"": facts.calculation["E"].value},
    base=Text("emissions found", "核查确认的排放量"),
    unit="t CO2eq",
    clause=_DEVIATIONS,
)


def _says(code: str, en: str, zh: str, *places: str) -> Item:
    return Item(code=code, title=Text(en, zh), clause=_REPORT, places=places)


ADDITIONS = (
    _says(
        "CN1",
        "Cover table: entity, credit code, report before and after",
        "封面信息表：单位、信用代码、核查前后报告版本",
        "wording/paragraphs",
    ),
    _says("CN2", "Conclusion 1: conformity", "核查结论一：符合性", "wording/paragraphs"),
    _says("CN3", "Conclusion 2: quantities by unit", "核查结论二：分机组数据表", "wording/paragraphs"),
    _says(
        "CN4",
        "Conclusion 3: abnormal fluctuation against the year before",
        "核查结论三：与上年相比的异常波动",
        "wording/paragraphs",
    ),
    _says(
        "CN5",
        "Conclusion 4: matters not covered, conservative values",
        "核查结论四：未覆盖的问题与保守值",
        "wording/paragraphs",
    ),
    _says(
        "CN6",
        "Sign-off: leader, members, technical reviewer, approver",
        "签字：核查组长、成员、技术复核人、批准人",
        "people",
    ),
    _says(
        "CN7",
        "Annex 1: values before and after, change and reason",
        "附件一：核查前后数值、变化率与原因",
        "wording/paragraphs",
    ),
    _says("CN8", "Annex 2: data for allocation", "附件二：配额分配相关数据", "wording/paragraphs"),
    _says(
        "CN9", "Annex 3: non-conformities, with cause, correction and conclusion", "附件三：不符合项清单", "findings"
    ),
    _says("CN10", "Annex 4: evidence", "附件四：证据清单", "evidence"),
    _says("CN11", "Mandatory methods for each parameter: look, ask, see, test", "各参数必做的查、问、看、验方法"),
    _says(
        "CN12",
        "Cross-check of each datum, or its single source",
        "活动数据交叉核对或单一来源声明",
        "wording/paragraphs",
    ),
)
