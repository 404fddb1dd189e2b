"""ISCC PLUS: products traced from renewable power on, with a verified greenhouse gas value where it is asked for."""

from datetime import date

from verifier.rulebook import certification, fuels, matching
from verifier.rulebook.certification_programme import VALIDITY_MONTHS
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fuel_plausibility import SEVERITIES
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.results import Calculation, Result
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_plus.figures import FIGURES
from verifier.schemes.iscc_plus.kinds import (
    ADDITIONS,
    CLAUSES,
    DEADLINES,
    EVIDENCE,
    GRADES,
    OPINIONS,
    RETENTIONS,
    ROLES,
    ROTATIONS,
)
from verifier.schemes.iscc_plus.particulars import Particulars
from verifier.schemes.iscc_plus.rules import RULES
from verifier.schemes.iscc_plus.statement import worded


def compute(facts: ReportFacts) -> Calculation:
    """The mass that is traced, and with the add-on the greenhouse gas value by the European method."""
    own: Particulars = facts.particulars
    results = [_mass(own), *certification.assess(own, facts.figures)]
    if not own.ghg_addon:
        return Calculation(results=tuple(results))
    found = fuels.assess(own, facts.figures)
    metered = matching.assess(facts.intervals, own, facts.figures, hourly=False)
    return Calculation(results=(*found.results, *metered, *results), steps=found.steps)


def _mass(own: Particulars) -> Result:
    return Result(
        code="mass_kg",
        name=Text("Product made in the period", "本期产品产量"),
        value=own.fuel_kg,
        unit="kg",
        places=0,
        clause="ISCC PLUS, chain of custody",
        headline=not own.ghg_addon,
    )


SCHEME = Scheme(
    code="iscc_plus",
    title=Text("ISCC PLUS", "ISCC PLUS（国际可持续性与碳认证·增强版）"),
    owner=Text("ISCC System GmbH", "ISCC System GmbH"),
    family="fuels",
    kind=Product.CERTIFICATE,
    editions=(
        Edition(
            "3.4.2",
            Text("ISCC PLUS system document, version 3.4.2", "ISCC PLUS 体系文件 3.4.2 版"),
            since=date(2024, 3, 6),
            until=date(2025, 12, 31),
        ),
        Edition(
            "2026",
            Text("ISCC PLUS, documents of its own of 2026", "ISCC PLUS 2026 年独立体系文件"),
            since=date(2026, 1, 1),
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
    number_format="ISCC-PLUS-Cert-{body}-{number:08d}",
    validity_months=VALIDITY_MONTHS,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
