"""Who serves, what must be on file, how findings are graded, and what is material."""

from collections.abc import Mapping
from decimal import Decimal

from verifier.rulebook.checklist import Item
from verifier.rulebook.embedded import PER_TONNE
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.materiality import Comparison, Test
from verifier.rulebook.opinions import Meaning, Opinion, Opinions
from verifier.rulebook.programme import Clauses, EvidenceKind, Grade, Materiality, Role
from verifier.rulebook.wording import Text
from verifier.schemes.cbam.particulars import Particulars

_ANNEX = "Regulation (EU) 2023/956 Annex VI"
_ART_5 = "IR (EU) 2025/2546 Art. 5"

ROLES = (
    Role("lead", Text("lead auditor", "主任审核员")),
    Role("verifier", Text("auditor or technical expert", "审核员或技术专家"), required=False),
    Role("reviewer", Text("independent reviewer", "独立复核人")),
    Role("certifier", Text("authorised signatory", "授权签字人")),
)

EVIDENCE = (
    EvidenceKind("emission_report", Text("Operator's emissions report", "运营者排放报告"), required=True),
    EvidenceKind("monitoring_plan", Text("Monitoring plan", "监测计划"), required=True),
    EvidenceKind(
        "activity_data", Text("Activity data: meters, invoices, stocks", "活动数据：计量、发票、库存"), required=True
    ),
    EvidenceKind("precursor_reports", Text("Verification reports of precursors", "前体核查报告"), required=False),
    EvidenceKind(
        "electricity", Text("Electricity: contracts, certificates, factor", "电力：合同、绿证与因子"), required=False
    ),
    EvidenceKind("carbon_price", Text("Carbon price paid abroad", "境外已付碳价凭证"), required=False),
    EvidenceKind("calibration", Text("Calibration certificates", "校准证书"), required=False),
    EvidenceKind("other", Text("Other", "其他"), required=False),
)

GRADES = (
    Grade(code="misstatement", title=Text("misstatement", "错报"), blocks=True, days="days.finding", clause=_ANNEX),
    Grade(
        code="non_conformity", title=Text("non-conformity", "不符合"), blocks=True, days="days.finding", clause=_ANNEX
    ),
)

CLAUSES = Clauses(
    evidence=f"{_ANNEX}(1)",
    findings=f"{_ANNEX}(2)",
    people="Delegated Regulation (EU) 2025/2551",
    decision="ISO/IEC 17029 9.6, 9.7",
    sufficiency=f"{_ANNEX}(1)",
)

_NO_REPORT = Text("no report: default values apply", "不出具报告：适用默认值")

OPINIONS = Opinions(
    meanings={
        Opinion.UNMODIFIED: Meaning(
            Text("verified with reasonable assurance", "经核查，合理保证"), issues=True, clause=f"{_ANNEX}(1)"
        ),
        Opinion.MODIFIED: Meaning(
            Text("not issued: what was found is corrected first", "不签发：须先更正发现的问题"),
            issues=False,
            clause=f"{_ANNEX}(2)",
        ),
        Opinion.ADVERSE: Meaning(_NO_REPORT, issues=False, clause="Regulation (EU) 2023/956 Art. 7"),
        Opinion.DISCLAIMER: Meaning(_NO_REPORT, issues=False, clause="Regulation (EU) 2023/956 Art. 7"),
    }
)


def free_allocation(good: str) -> str:
    """The name under which a good's free-allocation parameter is judged."""
    return f"{good} / free allocation"


def bases(facts: ReportFacts) -> Mapping[str, Decimal]:
    """The declared SEE of each good, and its declared free-allocation parameter where there is one."""
    own: Particulars = facts.particulars
    found = {good.good: good.declared_see for good in own.goods}
    return found | {
        free_allocation(good.good): good.declared_free_allocation
        for good in own.goods
        if good.declared_free_allocation is not None
    }


MATERIALITY = Materiality(
    test=Test(comparison=Comparison.EXCEEDS),
    percent=lambda _: "materiality",
    bases=bases,
    base=Text("declared value of each good", "每种产品的申报值"),
    unit=PER_TONNE,
    clause=_ART_5,
)


def _says(code: str, en: str, zh: str, *places: str) -> Item:
    return Item(code=code, title=Text(en, zh), clause=f"{_ANNEX}(2)", places=places)


ADDITIONS = (
    _says(
        "CB1",
        "Installation: number, registry, UN/LOCODE, coordinates, operator",
        "设施：编号、登记、UN/LOCODE、坐标、运营者",
        "wording/paragraphs",
    ),
    _says(
        "CB2",
        "Accreditation number and accreditation body of the verifier",
        "核查机构认可编号与认可机构",
        "body/accreditation",
    ),
    _says("CB3", "Days of visits, or why none was made", "访问日期，或未访问理由", "wording/paragraphs"),
    _says(
        "CB4",
        "Quantity of each good, with CN code and production route",
        "各产品数量、CN 编码与生产路线",
        "wording/paragraphs",
    ),
    _says("CB5", "Direct emissions, and how they are attributed", "直接排放及其归属方法", "wording/paragraphs"),
    _says(
        "CB6", "Goods, emissions and energy that are not associated", "未关联的产品、排放与能源", "wording/paragraphs"
    ),
    _says(
        "CB7",
        "Complex goods: each precursor, its quantity, SEE and installation",
        "复杂产品：各前体数量、单位隐含排放与来源设施",
        "wording/paragraphs",
    ),
    _says("CB8", "Electricity and its factor", "电力及其因子", "wording/paragraphs"),
    _says(
        "CB9",
        "Monitoring plan, production routes and system boundaries",
        "监测计划、生产路线与系统边界",
        "wording/paragraphs",
    ),
    _says("CB10", "Material misstatements found and corrected", "发现并更正的重大错报", "wording/paragraphs"),
    _says("CB11", "Material non-conformities found and corrected", "发现并更正的重大不符合", "findings"),
    _says("CB12", "Carbon price paid abroad", "境外已付碳价", "wording/paragraphs"),
)
