"""Verified Carbon Standard: verification of grid-connected renewable power under ACM0002."""

from datetime import date
from decimal import Decimal

from verifier.rulebook import crediting
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.results import Calculation, Result
from verifier.rulebook.scheme import Edition, Product, Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.vcs.figures import FIGURES, FIRST_EDITION
from verifier.schemes.vcs.kinds import EVIDENCE, GRADES, ROLES
from verifier.schemes.vcs.particulars import Particulars
from verifier.schemes.vcs.rules import RULES
from verifier.schemes.vcs.statement import worded


def compute(facts: ReportFacts) -> Calculation:
    """Reductions by vintage from metered energy, with the capacity factor and the threshold that applies."""
    own: Particulars = facts.particulars
    grid = crediting.Grid(
        operating_margin=own.operating_margin,
        build_margin=own.build_margin,
        weight=crediting.operating_weight(own.technology, own.crediting_period, facts.figures),
    )
    reservoir = crediting.reservoir_factor(own.power_density_w_per_m2, facts.figures)
    vintages = crediting.vintages(facts.metered, grid, reservoir)
    found = crediting.assess(vintages, grid, reservoir)
    return Calculation(
        results=(*found.results, _capacity_factor(facts, vintages), _materiality(facts)), steps=found.steps
    )


def _capacity_factor(facts: ReportFacts, vintages: tuple[crediting.Vintage, ...]) -> Result:
    hours = Decimal((facts.period_until - facts.period_from).days + 1) * 24
    total = sum((one.total_mwh for one in vintages), Decimal(0))
    return Result(
        code="capacity_factor",
        name=Text("Capacity factor", "容量因子"),
        value=total / (facts.particulars.capacity_mw * hours),
        unit="MWh/MWh",
        places=4,
        clause="plausibility",
    )


def _materiality(facts: ReportFacts) -> Result:
    large = facts.particulars.yearly_t > facts.figures["large_project"]
    figure = facts.figures.of("materiality.large" if large else "materiality")
    return Result(
        code="materiality",
        name=Text("Materiality threshold ({sure})", "重要性门槛（{sure}）").format(sure=figure.sure.label),
        value=facts.figures[figure.code],
        unit="%",
        places=0,
        clause=figure.clause,
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
    number_format="VCS-{body}-{number:06d}",
    validity_months=None,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
