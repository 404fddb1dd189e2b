"""A scheme that nobody owns: heat from waste, so many tonnes for each megawatt-hour. Copied beside the real ones."""

from datetime import date
from decimal import Decimal

from verifier.schemes.made_up.figures import FIGURES
from verifier.schemes.made_up.particulars import Particulars
from verifier.schemes.made_up.rules import RULES
from verifier.schemes.made_up.statement import worded

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Clauses, Edition, EvidenceKind, Grade, Product, Role
from verifier.rulebook.results import Calculation, Result, Step
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text


def compute(facts: ReportFacts) -> Calculation:
    """The heat, times the tonnes that a megawatt-hour of it saves."""
    own: Particulars = facts.particulars
    factor = facts.figures["saved"]
    saved = own.heat_mwh * factor
    return Calculation(results=(_result(saved),), steps=(_step(own.heat_mwh, factor, saved),))


def _result(saved: Decimal) -> Result:
    name = Text("Emissions saved by the heat", "热量减排量")
    return Result(code="saved", name=name, value=saved, unit="t CO2eq", places=3, clause="Art. 2", headline=True)


def _step(heat: Decimal, factor: Decimal, saved: Decimal) -> Step:
    label = Text("Heat times its factor", "热量乘以系数")
    return Step(
        code="saved", label=label, expression=f"{heat} × {factor}", value=saved, unit="t CO2eq", clause="Art. 2"
    )


SCHEME = Scheme(
    code="made_up",
    title=Text("Waste Heat Standard", "余热标准"),
    owner=Text("Nobody", "无主"),
    family="heat",
    kind=Product.VERIFICATION_STATEMENT,
    editions=(Edition("1", Text("First edition", "第一版"), since=date(2024, 1, 1)),),
    roles=(
        Role("lead", Text("leader", "组长")),
        Role("reviewer", Text("reviewer", "复核人")),
        Role("certifier", Text("decider", "决定人")),
    ),
    evidence_kinds=(EvidenceKind("heat_invoice", Text("Invoice of the heat", "热量发票"), required=True),),
    finding_grades=(Grade(code="gap", title=Text("gap", "缺口"), blocks=True, clause="Art. 4"),),
    clauses=Clauses(evidence="Art. 3", findings="Art. 4", people="Art. 5", decision="Art. 6"),
    number_format="HEAT-{number:03d}",
    validity_months=None,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
