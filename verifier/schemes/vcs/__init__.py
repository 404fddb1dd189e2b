"""Verified Carbon Standard: verification of grid-connected renewable power under ACM0002."""

from datetime import date

from verifier.rulebook import claims, power
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.power_kinds import EVIDENCE, ROLES
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.results import Calculation
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.vcs.figures import FIGURES, FIRST_EDITION
from verifier.schemes.vcs.kinds import ADDITIONS, CLAUSES, GRADES, MATERIALITY, OPINIONS, ROTATIONS
from verifier.schemes.vcs.particulars import Particulars
from verifier.schemes.vcs.rules import RULES
from verifier.schemes.vcs.statement import worded
from verifier.schemes.vcs.times import DEADLINES, RETENTIONS


def compute(facts: ReportFacts) -> Calculation:
    """Reductions by vintage from metered energy, with what is held against them, and the threshold that applies."""
    found = power.assess(facts)
    return Calculation(
        results=(*found.results, *claims.threshold_results(facts, found, MATERIALITY)), steps=found.steps
    )


SCHEME = Scheme(
    code="vcs",
    title=Text("Verified Carbon Standard (VCS)", "核证碳标准（VCS）"),
    owner=Text("Verra", "Verra"),
    family="crediting",
    kind=Product.VERIFICATION_STATEMENT,
    editions=(
        Edition("4", Text("VCS Standard, version 4", "VCS 标准第 4 版"), since=FIRST_EDITION, until=date(2023, 8, 28)),
        Edition("4.5", Text("VCS Standard v4.5", "VCS 标准 v4.5"), since=date(2023, 8, 29), until=date(2024, 4, 15)),
        Edition("4.7", Text("VCS Standard v4.7", "VCS 标准 v4.7"), since=date(2024, 4, 16)),
    ),
    roles=ROLES,
    evidence_kinds=EVIDENCE,
    finding_grades=GRADES,
    clauses=CLAUSES,
    opinions=OPINIONS,
    materiality=MATERIALITY,
    rotations=ROTATIONS,
    deadlines=DEADLINES,
    retentions=RETENTIONS,
    additions=ADDITIONS,
    number_format="VCS-{body}-{number:06d}",
    validity_months=None,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
