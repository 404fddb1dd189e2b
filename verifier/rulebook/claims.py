"""A claim of reductions against what was found: the threshold of the scheme, and whether the difference is material."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.materiality import Test
from verifier.rulebook.power import GridPower
from verifier.rulebook.programme import Materiality
from verifier.rulebook.quantities import HUNDRED, ZERO, grouped
from verifier.rulebook.results import Calculation, Result
from verifier.rulebook.rules import Breach
from verifier.rulebook.wording import Text


def claim_free_of_error(facts: ReportFacts, materiality: Materiality) -> Iterator[Breach]:
    """The difference between claim and finding is one error like any other, judged by the scheme's own threshold."""
    claimed = restated_claim(facts)
    if claimed is None:
        return
    found, limit = facts.calculation["ER"], threshold(facts, materiality)
    test: Test = materiality.test
    if test.met(claimed - found.value, limit):
        yield Breach(
            "claimed_t",
            Text(
                "{claimed} t are claimed, {found} t are found; the difference is material by a threshold of "
                "{threshold} t. Correct the report.",
                "申报 {claimed} t，复算 {found} t；按 {threshold} t 的门槛，差异重大。请更正监测报告。",
            ).format(claimed=grouped(claimed), found=grouped(found.value), threshold=grouped(limit)),
        )


def restated_claim(facts: ReportFacts) -> Decimal | None:
    """What the report claims after the errors that were corrected in it; None where no claim was given."""
    own: GridPower = facts.particulars
    if own.claimed_t is None:
        return None
    return own.claimed_t - sum((row.amount for row in facts.misstatements if row.corrected), ZERO)


def restated_base(facts: ReportFacts) -> dict[str, Decimal]:
    """The base of a scheme that judges the claim as corrected: where there is no claim, what was found."""
    claimed = restated_claim(facts)
    return {"": facts.calculation["ER"].value if claimed is None else claimed}


def threshold(facts: ReportFacts, materiality: Materiality) -> Decimal:
    """The error in tonnes from which on, or above which, the scheme calls the claim materially wrong."""
    if materiality.percent is None:
        return ZERO
    base = sum(materiality.bases(facts).values(), ZERO)
    return abs(base) * facts.figures[materiality.percent(facts)] / HUNDRED


def threshold_results(facts: ReportFacts, found: Calculation, materiality: Materiality) -> Iterator[Result]:
    """The threshold in per cent, with how sure it is, and in tonnes of what was `found`."""
    if materiality.percent is None:
        return
    figure = facts.figures.of(materiality.percent(facts))
    yield Result(
        code="materiality",
        name=Text("Materiality threshold ({sure})", "重要性门槛（{sure}）").format(sure=figure.sure.label),
        value=facts.figures[figure.code],
        unit="%",
        places=_places(facts.figures[figure.code]),
        clause=figure.clause,
    )
    yield Result(
        code="materiality_t",
        name=Text("Materiality threshold in tonnes", "重要性门槛（吨）"),
        value=threshold(replace(facts, calculation=found), materiality),
        unit="t CO2eq",
        places=2,
        clause=figure.clause,
    )


def _places(value: Decimal) -> int:
    """As many decimals as the figure has."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
