"""Who serves, how findings are graded, what is material, and what the statement adds."""

from verifier.rulebook import action_requests, checklist, claims, power_kinds, scales
from verifier.rulebook.checklist import Item
from verifier.rulebook.materiality import Comparison, Test
from verifier.rulebook.programme import Clauses, EvidenceKind, Materiality, Role, positive_only
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_4.figures import LEVIES, VALIDATION

ROLES = (
    Role("lead", Text("team leader of the DOE", "DOE 核查组长")),
    Role("verifier", Text("verifier of the DOE", "DOE 核查员"), required=False),
    Role("reviewer", Text("technical reviewer", "技术评审人")),
    Role("certifier", Text("who certifies for the DOE", "DOE 核证人")),
)

EVIDENCE = (
    *power_kinds.EVIDENCE,
    EvidenceKind("approval", Text("Approval of the host Party", "东道国批准文件"), required=False),
    EvidenceKind("authorisation", Text("Letter of authorisation", "授权书"), required=False),
)

GRADES = action_requests.grades(VALIDATION)

CLAUSES = Clauses(evidence=VALIDATION, findings=VALIDATION, people="A6.4-STAN-ACCR-001", decision=VALIDATION)

OPINIONS = positive_only(VALIDATION)

# Only what the claim gains counts, and all errors together: what offsets the gain is taken from it.
MATERIALITY = Materiality(
    test=Test(comparison=Comparison.AT_LEAST, over_only=True, single=False),
    percent=scales.tier,
    bases=claims.restated_base,
    base=Text("reductions as corrected", "更正后减排量"),
    unit="t CO2eq",
    clause=VALIDATION,
)


def _item(number: int, en: str, zh: str, *places: str, clause: str = VALIDATION) -> Item:
    return Item(code=f"A64-{number}", title=Text(en, zh), clause=clause, places=places)


ADDITIONS = (
    *checklist.insisted(VALIDATION, "ST20", "ST21"),
    _item(1, "Means of verification", "核查方式"),
    _item(
        2,
        "Implementation against the design; monitoring against plan and methodology",
        "实施与设计、监测与计划及方法学的一致性",
    ),
    _item(3, "Calibration", "校准情况"),
    _item(4, "Reductions against the estimate, with reasons for an increase", "减排量与预估之比及增加原因", "results"),
    _item(5, "Certification of the reductions, by vintage", "分年减排量的核证", "results"),
    _item(6, "Levies for adaptation and overall mitigation", "用于适应与全面减缓的提取", "results", clause=LEVIES),
)
