"""How findings are graded, what is material, what an opinion means, and what the report adds."""

from verifier.rulebook import action_requests, claims, scales
from verifier.rulebook.checklist import Item
from verifier.rulebook.materiality import Comparison, Test
from verifier.rulebook.programme import Clauses, Materiality, positive_only
from verifier.rulebook.wording import Text
from verifier.schemes.cdm.figures import MATERIALITY as _DECISION
from verifier.schemes.cdm.figures import STANDARD

GRADES = action_requests.grades(f"{STANDARD}, findings")

CLAUSES = Clauses(
    evidence=f"{STANDARD}, means of verification",
    findings=f"{STANDARD}, findings",
    people="accreditation of operational entities; ISO/IEC 17029 7.3",
    decision="accreditation of operational entities; ISO/IEC 17029 9.6, 9.7",
)

OPINIONS = positive_only(
    f"{STANDARD}, verification opinion",
    positive=Text("positive: issuance may be requested", "肯定意见：可申请签发"),
    negative=Text("negative", "否定意见"),
)


# Only what the claim gains counts, and all errors together: what offsets the gain is taken from it.
MATERIALITY = Materiality(
    test=Test(comparison=Comparison.AT_LEAST, over_only=True, single=False),
    percent=scales.tier,
    bases=claims.restated_base,
    base=Text("reductions as corrected", "更正后减排量"),
    unit="t CO2eq",
    clause=_DECISION,
)


def _item(number: int, en: str, zh: str, *places: str, required: bool = True) -> Item:
    title, clause = Text(en, zh), f"{STANDARD}, verification and certification report"
    return Item(code=f"CDM{number:02d}", title=title, clause=clause, places=places, required=required)


ADDITIONS = (
    _item(1, "Summary, scope and means of verification", "摘要、范围与核查方法"),
    _item(2, "Implementation against the project design", "项目实施与设计文件的符合性"),
    _item(3, "Monitoring plan against the methodology", "监测计划与方法学的符合性"),
    _item(4, "Monitoring against the monitoring plan", "监测活动与监测计划的符合性"),
    _item(5, "Calibration of the meters", "计量器具校准"),
    _item(
        6,
        "Data and calculation; reductions against the estimate, with reasons for more",
        "数据与计算；与预估的比较及增加原因",
        "results",
    ),
    _item(
        7,
        "Forward action requests of the validation or an earlier verification, and their state",
        "此前进一步行动要求的状态",
    ),
    _item(8, "No forward action request stands for a requirement for registration", "进一步行动要求不涉及注册要求"),
    _item(9, "Certification statement with tonnes by vintage", "核证声明及分年吨数", "results"),
    _item(10, "Tables of CARs, CLs and FARs with responses", "CAR、CL、FAR 汇总表及答复", required=False),
    _item(11, "Team and technical reviewer", "核查组与技术复核人", "people"),
)
