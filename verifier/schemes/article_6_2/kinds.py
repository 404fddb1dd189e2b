"""Who serves, what must be on file, how findings are graded, what errors are material."""

from verifier.rulebook import checklist
from verifier.rulebook.adjustments import first_transferred_in_all
from verifier.rulebook.checklist import Item
from verifier.rulebook.materiality import Comparison, Test
from verifier.rulebook.programme import Clauses, EvidenceKind, Grade, Materiality, Role, positive_only
from verifier.rulebook.wording import Text

_ISO = "ISO 14064-3 6.3"
_FORMAT = "Decision 4/CMA.6 annex II"

ROLES = (
    Role("lead", Text("team leader", "核查组长")),
    Role("verifier", Text("verifier", "核查员"), required=False),
    Role("reviewer", Text("independent reviewer", "独立复核人")),
    Role("certifier", Text("decision maker", "决定人")),
)

EVIDENCE = (
    EvidenceKind("annual_information", Text("Annual information, all tables", "年度信息（全部表格）"), required=True),
    EvidenceKind("authorisation", Text("Letters of authorisation", "授权书"), required=True),
    EvidenceKind(
        "inventory", Text("Emissions of each Party, with their source", "各缔约方排放数据及来源"), required=True
    ),
    EvidenceKind("registry_export", Text("Export of the Parties' registries", "缔约方登记簿导出数据"), required=False),
    EvidenceKind("initial_report", Text("Initial reports", "初始报告"), required=False),
    EvidenceKind("other", Text("Other", "其他"), required=False),
)

GRADES = (
    Grade(
        code="correction",
        title=Text("correction asked for", "更正要求"),
        blocks=True,
        days="days.finding",
        clause=_ISO,
    ),
    Grade(
        code="observation",
        title=Text("observation", "观察项"),
        blocks=False,
        carries=True,
        clause=_ISO,
    ),
)

CLAUSES = Clauses(
    evidence=f"{_FORMAT}; ISO 14064-3 6.1.3",
    findings=_ISO,
    people="ISO/IEC 17029 7.3",
    decision="ISO/IEC 17029 9.6, 9.7",
)

OPINIONS = positive_only("ISO 14065; ISO 14064-3 6.3.2")

# No threshold was found: what is reported must be right.
MATERIALITY = Materiality(
    test=Test(comparison=Comparison.ANY),
    bases=lambda facts: {"": first_transferred_in_all(facts.particulars.actions)},
    base=Text("quantity first transferred", "首次转让数量"),
    unit="t CO2eq",
    clause="set by this body",
)

ADDITIONS = (
    *checklist.insisted("Decision 2/CMA.3 annex, paras. 2, 8", "ST20", "ST21"),
    Item(
        code="A62-1",
        title=Text("Emissions balances by Party and year, and the method", "各缔约方分年排放平衡及方法"),
        clause="Decision 2/CMA.3 annex, paras. 7, 8",
        places=("results",),
    ),
    Item(
        code="A62-2",
        title=Text("What is left of each authorisation", "各授权书剩余数量"),
        clause="Decision 4/CMA.6 annex II",
        places=("results",),
    ),
)
