"""Cooperative approaches under Article 6.2 of the Paris Agreement: verification of what their Parties report."""

from datetime import date

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.results import Calculation
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_2 import balances, letters
from verifier.schemes.article_6_2.figures import FIGURES
from verifier.schemes.article_6_2.kinds import ADDITIONS, CLAUSES, EVIDENCE, GRADES, MATERIALITY, OPINIONS, ROLES
from verifier.schemes.article_6_2.particulars import Particulars
from verifier.schemes.article_6_2.rules import RULES
from verifier.schemes.article_6_2.statement import worded
from verifier.schemes.article_6_2.times import DEADLINES, RETENTIONS


def compute(facts: ReportFacts) -> Calculation:
    """The balances of the Parties, their sums, and what was drawn on each letter."""
    own: Particulars = facts.particulars
    found = balances.of(own)
    return Calculation(
        results=(*balances.results(own, found), *letters.results(own)), steps=tuple(balances.steps(found))
    )


SCHEME = Scheme(
    code="article_6_2",
    title=Text("Paris Agreement Article 6.2, cooperative approaches", "《巴黎协定》第六条第二款合作方法"),
    owner=Text(
        "Conference of the Parties serving as the meeting of the Parties to the Paris Agreement (CMA)",
        "《巴黎协定》缔约方会议（CMA）",
    ),
    family="cooperation",
    kind=Product.VERIFICATION_STATEMENT,
    editions=(
        Edition(
            "2/CMA.3",
            Text("Decision 2/CMA.3", "第 2/CMA.3 号决定"),
            since=date(2021, 11, 13),
            until=date(2024, 11, 22),
        ),
        Edition(
            "4/CMA.6",
            Text("Decisions 2/CMA.3, 6/CMA.4 and 4/CMA.6", "第 2/CMA.3、6/CMA.4 与 4/CMA.6 号决定"),
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
    number_format="A62-{body}-{year}-{number:04d}",
    validity_months=None,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
