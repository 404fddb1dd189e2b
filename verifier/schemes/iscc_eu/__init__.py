"""ISCC EU: renewable fuels of non-biological origin, and fuels from biomass."""

from datetime import date

from verifier.rulebook import annex_v, certification, fuels, matching
from verifier.rulebook.certification_programme import VALIDITY_MONTHS
from verifier.rulebook.electricity_record import record
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fuel_plausibility import SEVERITIES
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.results import Calculation
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.figures import FIGURES
from verifier.schemes.iscc_eu.kinds import ADDITIONS, CLAUSES, EVIDENCE, GRADES, OPINIONS, ROLES, ROTATIONS
from verifier.schemes.iscc_eu.particulars import Particulars
from verifier.schemes.iscc_eu.rules import RULES
from verifier.schemes.iscc_eu.rules.case import is_hourly
from verifier.schemes.iscc_eu.statement import worded
from verifier.schemes.iscc_eu.times import DEADLINES, RETENTIONS


def compute(facts: ReportFacts) -> Calculation:
    """The intensity and saving of the period, the record of its electricity, and what the audit rests on."""
    own: Particulars = facts.particulars
    audit = certification.assess(own, facts.figures)
    if own.is_biofuel:
        found = annex_v.assess(own.annex_v[0], facts.figures)
        return Calculation(results=(*found.results, *audit), steps=found.steps)
    found = fuels.assess(own, facts.figures)
    metered = matching.assess(facts.intervals, own, facts.figures, hourly=is_hourly(facts))
    return Calculation(results=(*found.results, *record(own, found), *metered, *audit), steps=found.steps)


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
    opinions=OPINIONS,
    rotations=ROTATIONS,
    deadlines=DEADLINES,
    retentions=RETENTIONS,
    additions=ADDITIONS,
    signal_severities=SEVERITIES,
    number_format="EU-ISCC-Cert-{body}-{number:08d}",
    validity_months=VALIDITY_MONTHS,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
