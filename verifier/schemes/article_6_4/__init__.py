"""Paris Agreement Crediting Mechanism (Article 6.4): verification of grid-connected renewable power."""

from datetime import date

from verifier.rulebook import claims, power
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.results import Calculation
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_4 import issuance
from verifier.schemes.article_6_4.figures import FIGURES
from verifier.schemes.article_6_4.kinds import ADDITIONS, CLAUSES, EVIDENCE, GRADES, MATERIALITY, OPINIONS, ROLES
from verifier.schemes.article_6_4.particulars import Particulars
from verifier.schemes.article_6_4.rules import RULES
from verifier.schemes.article_6_4.statement import worded
from verifier.schemes.article_6_4.times import DEADLINES, RETENTIONS


def compute(facts: ReportFacts) -> Calculation:
    """Reductions by vintage from metered energy, the threshold that applies, and the levies of the issuance."""
    found = power.assess(facts)
    return Calculation(
        results=(
            *found.results,
            *claims.threshold_results(facts, found, MATERIALITY),
            *issuance.results(facts, found),
        ),
        steps=found.steps,
    )


SCHEME = Scheme(
    code="article_6_4",
    title=Text("Paris Agreement Crediting Mechanism (Article 6.4)", "《巴黎协定》第六条第四款机制（PACM）"),
    owner=Text("Supervisory Body of the mechanism", "机制监督机构"),
    family="crediting",
    kind=Product.VERIFICATION_STATEMENT,
    editions=(
        Edition(
            "3/CMA.3",
            Text("Decision 3/CMA.3", "第 3/CMA.3 号决定"),
            since=date(2021, 11, 13),
            until=date(2024, 11, 22),
        ),
        Edition(
            "6/CMA.6",
            Text("Decisions 3/CMA.3, 7/CMA.4, 5/CMA.6 and 6/CMA.6", "第 3/CMA.3、7/CMA.4、5/CMA.6 与 6/CMA.6 号决定"),
            since=date(2024, 11, 23),
        ),
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
    number_format="A64-{body}-{year}-{number:04d}",
    validity_months=None,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
