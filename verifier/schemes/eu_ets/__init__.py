"""EU Emissions Trading System: verification of yearly emissions under the accreditation and verification regulation."""

from datetime import date

from verifier.rulebook import installations
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.results import Calculation, Result
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.eu_ets import kinds, times
from verifier.schemes.eu_ets.figures import FIGURES
from verifier.schemes.eu_ets.particulars import Particulars
from verifier.schemes.eu_ets.rules import RULES
from verifier.schemes.eu_ets.statement import worded


def compute(facts: ReportFacts) -> Calculation:
    """Emissions of the year from the source streams, with the materiality level that applies."""
    own: Particulars = facts.particulars
    found = installations.assess(own.streams, own.gaps, clause="MRR Art. 24")
    figure = facts.figures.of(kinds.materiality_figure(facts))
    return Calculation(
        results=(
            *found.results,
            Result(
                code="materiality",
                name=figure.name,
                value=facts.figures[figure.code],
                unit="%",
                places=0,
                clause=figure.clause,
            ),
            Result(
                code="threshold",
                name=Text("More than this is material", "超过此值即为重大"),
                value=kinds.threshold(facts),
                unit=installations.TONNES,
                places=3,
                clause=figure.clause,
            ),
        ),
        steps=found.steps,
    )


SCHEME = Scheme(
    code="eu_ets",
    title=Text("EU Emissions Trading System (EU ETS)", "欧盟排放交易体系（EU ETS）"),
    owner=Text("European Union", "欧洲联盟"),
    family="installations",
    kind=Product.VERIFICATION_STATEMENT,
    editions=(
        Edition(
            "2018/2067",
            Text(
                "Implementing Regulation (EU) 2018/2067, as amended by (EU) 2020/2084 and (EU) 2024/1321",
                "实施条例 (EU) 2018/2067，经 (EU) 2020/2084 与 (EU) 2024/1321 修订",
            ),
            since=date(2021, 1, 1),
        ),
    ),
    roles=kinds.ROLES,
    evidence_kinds=kinds.EVIDENCE,
    finding_grades=kinds.GRADES,
    clauses=kinds.CLAUSES,
    opinions=kinds.OPINIONS,
    materiality=kinds.MATERIALITY,
    rotations=kinds.ROTATIONS,
    deadlines=times.DEADLINES,
    retentions=times.RETENTIONS,
    additions=kinds.ADDITIONS,
    number_format="EUETS-{body}-{year}-{number:05d}",
    validity_months=None,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
