"""How findings are graded, what is material, what an opinion means, and what the report adds."""

from verifier.rulebook import action_requests, claims, scales
from verifier.rulebook.checklist import Item
from verifier.rulebook.materiality import Comparison, Test
from verifier.rulebook.programme import Clauses, Materiality, positive_only
from verifier.rulebook.wording import Text
from verifier.schemes.gold_standard.figures import ASSURANCE, PRINCIPLES

GRADES = action_requests.grades(f"{ASSURANCE}, findings")

CLAUSES = Clauses(
    evidence=f"{ASSURANCE}, means of verification",
    findings=f"{ASSURANCE}, findings",
    people="ISO/IEC 17029 7.3",
    decision="ISO/IEC 17029 9.6, 9.7",
)

OPINIONS = positive_only(
    f"{ASSURANCE}, opinion",
    positive=Text("positive: performance certification may be requested", "肯定意见：可申请绩效认证"),
    negative=Text("negative", "否定意见"),
)

# Only what the claim gains counts, and all errors together: what offsets the gain is taken from it.
MATERIALITY = Materiality(
    test=Test(comparison=Comparison.AT_LEAST, over_only=True, single=False),
    percent=scales.tier,
    bases=claims.restated_base,
    base=Text("reductions as corrected", "更正后减排量"),
    unit="t CO2eq",
    clause=f"{ASSURANCE}, materiality",
)


def _item(number: int, en: str, zh: str, *places: str, required: bool = True, clause: str = ASSURANCE) -> Item:
    return Item(code=f"GS{number:02d}", title=Text(en, zh), clause=clause, places=places, required=required)


ADDITIONS = (
    _item(1, "Summary, scope and means of verification", "摘要、范围与核查方法"),
    _item(2, "Implementation against the certified design", "项目实施与已认证设计的符合性"),
    _item(
        3,
        "Monitoring plan against the methodology, and monitoring against the plan",
        "监测计划与方法学、监测活动与计划的符合性",
    ),
    _item(4, "Calibration of the meters", "计量器具校准"),
    _item(
        5,
        "Data and calculation; reductions against the estimate, with reasons for more",
        "数据与计算；与预估的比较及增加原因",
        "results",
    ),
    _item(
        6,
        "Impacts on the Sustainable Development Goals, indicator by indicator",
        "逐项列示可持续发展目标影响指标",
        "wording/paragraphs",
        clause=PRINCIPLES,
    ),
    _item(7, "Safeguards, indicator by indicator", "逐项列示保障措施指标", "wording/paragraphs", clause=PRINCIPLES),
    _item(8, "Forward action requests from before, and their state", "此前进一步行动要求的状态"),
    _item(9, "Reductions by vintage", "分年减排量", "results"),
    _item(10, "Tables of CARs, CLs and FARs with responses", "CAR、CL、FAR 汇总表及答复", required=False),
)
