"""Clean Development Mechanism: verification and certification of grid-connected renewable power under ACM0002."""

from collections.abc import Iterator
from datetime import date

from verifier.rulebook import claims, power
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.power_kinds import EVIDENCE, ROLES
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.quantities import HUNDRED, ZERO, ceil
from verifier.rulebook.results import Calculation, Result
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.cdm.figures import FIGURES
from verifier.schemes.cdm.kinds import ADDITIONS, CLAUSES, GRADES, MATERIALITY, OPINIONS
from verifier.schemes.cdm.particulars import Particulars
from verifier.schemes.cdm.rules import RULES
from verifier.schemes.cdm.statement import worded
from verifier.schemes.cdm.times import DEADLINES, RETENTIONS


def compute(facts: ReportFacts) -> Calculation:
    """Reductions by vintage from metered energy, the threshold that applies, and how the units are shared."""
    found = power.assess(facts)
    return Calculation(
        results=(*found.results, *claims.threshold_results(facts, found, MATERIALITY), *_proceeds(facts, found)),
        steps=found.steps,
    )


def _proceeds(facts: ReportFacts, found: Calculation) -> Iterator[Result]:
    """The share for adaptation is taken in whole units, rounded up."""
    figure = facts.figures.of("share_of_proceeds")
    units = max(ZERO, found["ER"].value)
    share = ceil(units * facts.figures[figure.code] / HUNDRED)
    for code, name, value in (
        ("share_of_proceeds", Text("Share of proceeds for adaptation", "适应基金收益分成"), share),
        ("to_participants", Text("Units to the participants", "归项目参与方的减排单位"), units - share),
    ):
        yield Result(code=code, name=name, value=value, unit="CER", places=0, clause=figure.clause)


SCHEME = Scheme(
    code="cdm",
    title=Text("Clean Development Mechanism (CDM)", "清洁发展机制（CDM）"),
    owner=Text("CDM Executive Board", "CDM 执行理事会"),
    family="crediting",
    kind=Product.VERIFICATION_STATEMENT,
    editions=(
        # The modalities of 30 November 2005; the versions of the standard were not seen.
        Edition(
            "unread",
            Text(
                "Validation and verification standard for project activities, edition not yet read",
                "项目活动审定与核查标准，版本尚未读到",
            ),
            since=date(2005, 11, 30),
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
    number_format="CDM-{body}-{number:06d}",
    validity_months=None,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
