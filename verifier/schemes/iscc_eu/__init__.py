"""ISCC EU: renewable fuels of non-biological origin, and biofuels for transport."""

from datetime import date

from verifier.rulebook import annex_v, fuels, matching
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.results import Calculation
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.figures import FIGURES
from verifier.schemes.iscc_eu.kinds import CLAUSES, EVIDENCE, GRADES, ROLES
from verifier.schemes.iscc_eu.particulars import Particulars
from verifier.schemes.iscc_eu.rules import RULES
from verifier.schemes.iscc_eu.rules.case import is_hourly
from verifier.schemes.iscc_eu.statement import worded


def compute(facts: ReportFacts) -> Calculation:
    """The intensity and saving of the period; what the metering intervals prove beside it."""
    own: Particulars = facts.particulars
    if own.is_biofuel:
        return annex_v.assess(own.annex_v[0], facts.figures)
    found = fuels.assess(own, facts.figures)
    metered = matching.assess(facts.intervals, own, facts.figures, hourly=is_hourly(facts))
    return Calculation(results=(*found.results, *metered), steps=found.steps)


SCHEME = Scheme(
    code="iscc_eu",
    title=Text("ISCC EU", "ISCC EU（国际可持续性与碳认证·欧盟）"),
    owner=Text("ISCC System GmbH", "ISCC System GmbH"),
    family="fuels",
    kind=Product.CERTIFICATE,
    editions=(
        Edition(
            "2024-12",
            Text(
                "ISCC EU as recognised by Implementing Decision (EU) 2024/3176",
                "经实施决定 (EU) 2024/3176 认可的 ISCC EU",
            ),
            since=date(2024, 12, 19),
        ),
    ),
    roles=ROLES,
    evidence_kinds=EVIDENCE,
    finding_grades=GRADES,
    clauses=CLAUSES,
    number_format="EU-ISCC-Cert-{body}-{number:08d}",
    validity_months=12,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
