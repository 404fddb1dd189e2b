"""Carbon Border Adjustment Mechanism: verification of embedded emissions of goods made outside the Union."""

from datetime import date

from verifier.rulebook import embedded, installations
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.results import Calculation
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.cbam import kinds, times
from verifier.schemes.cbam.figures import FIGURES
from verifier.schemes.cbam.particulars import Particulars
from verifier.schemes.cbam.rules import RULES
from verifier.schemes.cbam.statement import worded

_CLAUSE = "IR (EU) 2025/2547 Annex II"


def compute(facts: ReportFacts) -> Calculation:
    """Specific embedded emissions of each good, and the emissions of the installation behind them."""
    own: Particulars = facts.particulars
    goods = embedded.assess(own.goods, own.precursors, clause=_CLAUSE)
    whole = installations.assess(own.streams, own.gaps, clause=_CLAUSE)
    return Calculation(results=(*goods.results, *whole.results), steps=(*whole.steps, *goods.steps))


SCHEME = Scheme(
    code="cbam",
    title=Text("Carbon Border Adjustment Mechanism (CBAM)", "碳边境调节机制（CBAM）"),
    owner=Text("European Union", "欧洲联盟"),
    family="installations",
    kind=Product.VERIFICATION_STATEMENT,
    editions=(
        Edition(
            "2025/2546",
            Text(
                "Regulation (EU) 2023/956 with Implementing Regulations (EU) 2025/2546 and 2025/2547",
                "条例 (EU) 2023/956 及实施条例 (EU) 2025/2546、2025/2547",
            ),
            since=date(2026, 1, 1),
        ),
    ),
    roles=kinds.ROLES,
    evidence_kinds=kinds.EVIDENCE,
    finding_grades=kinds.GRADES,
    clauses=kinds.CLAUSES,
    opinions=kinds.OPINIONS,
    materiality=kinds.MATERIALITY,
    deadlines=times.DEADLINES,
    retentions=times.RETENTIONS,
    additions=kinds.ADDITIONS,
    number_format="CBAM-{body}-{year}-{number:05d}",
    validity_months=None,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
