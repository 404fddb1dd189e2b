"""Bureau Veritas Renewable Ammonia: computed and shown; issued once its threshold is confirmed from its document."""

from datetime import date

from verifier.rulebook import fuels, matching
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fuel_plausibility import SEVERITIES
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.results import Calculation
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.bv_renewable_ammonia.figures import FIGURES, VALIDITY_MONTHS
from verifier.schemes.bv_renewable_ammonia.kinds import (
    ADDITIONS,
    CLAUSES,
    DEADLINES,
    EVIDENCE,
    GRADES,
    OPINIONS,
    ROLES,
)
from verifier.schemes.bv_renewable_ammonia.particulars import Particulars
from verifier.schemes.bv_renewable_ammonia.rules import RULES
from verifier.schemes.bv_renewable_ammonia.statement import worded


def compute(facts: ReportFacts) -> Calculation:
    """Emissions by the European method, up to the gate and delivered; the scheme's own boundary is not known."""
    found = fuels.assess(facts.particulars, facts.figures)
    metered = matching.assess(facts.intervals, facts.particulars, facts.figures, hourly=False)
    return Calculation(results=(*found.results, *metered), steps=found.steps)


SCHEME = Scheme(
    code="bv_renewable_ammonia",
    title=Text("Bureau Veritas Renewable Ammonia", "必维（Bureau Veritas）可再生氨"),
    owner=Text("Bureau Veritas", "必维集团"),
    family="fuels",
    kind=Product.CERTIFICATE,
    editions=(Edition("unread", Text("Edition not yet read", "版本尚未读到"), since=date(2024, 1, 1)),),
    roles=ROLES,
    evidence_kinds=EVIDENCE,
    finding_grades=GRADES,
    clauses=CLAUSES,
    opinions=OPINIONS,
    deadlines=DEADLINES,
    additions=ADDITIONS,
    signal_severities=SEVERITIES,
    number_format="BV-RA-{body}-{number:06d}",
    validity_months=VALIDITY_MONTHS,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
