"""Gold Standard for the Global Goals: verification of grid-connected renewable power under ACM0002."""

from datetime import date

from verifier.rulebook import claims, power
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.power_kinds import EVIDENCE, ROLES
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.results import Calculation
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.gold_standard.figures import FIGURES
from verifier.schemes.gold_standard.kinds import ADDITIONS, CLAUSES, GRADES, MATERIALITY, OPINIONS
from verifier.schemes.gold_standard.particulars import Particulars
from verifier.schemes.gold_standard.rules import RULES
from verifier.schemes.gold_standard.statement import worded
from verifier.schemes.gold_standard.times import DEADLINES, RETENTIONS


def compute(facts: ReportFacts) -> Calculation:
    """Reductions by vintage from metered energy, with what is held against them, and the threshold that applies."""
    found = power.assess(facts)
    return Calculation(
        results=(*found.results, *claims.threshold_results(facts, found, MATERIALITY)), steps=found.steps
    )


SCHEME = Scheme(
    code="gold_standard",
    title=Text("Gold Standard for the Global Goals (GS4GG)", "黄金标准（GS4GG）"),
    owner=Text("Gold Standard Foundation", "黄金标准基金会"),
    family="crediting",
    kind=Product.VERIFICATION_STATEMENT,
    editions=(
        # The month in which version 1 began is from memory; its text was not seen.
        Edition(
            "1",
            Text("Principles & Requirements, version 1, not yet read", "原则与要求第 1 版，尚未读到"),
            since=date(2017, 7, 1),
            until=date(2024, 12, 4),
        ),
        Edition("2.0", Text("Principles & Requirements v2.0", "原则与要求 v2.0"), since=date(2024, 12, 5)),
    ),
    roles=ROLES,
    evidence_kinds=EVIDENCE,
    finding_grades=GRADES,
    clauses=CLAUSES,
    opinions=OPINIONS,
    materiality=MATERIALITY,
    deadlines=DEADLINES,
    retentions=RETENTIONS,
    additions=ADDITIONS,
    number_format="GS-{body}-{number:06d}",
    validity_months=None,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
