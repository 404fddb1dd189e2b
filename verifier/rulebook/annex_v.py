"""Greenhouse gas intensity of biofuels: RED Annex V.C, E = e_ec + e_l + e_p + e_td + e_u - e_sca - e_ccs - e_ccr.

All terms in g CO2eq per MJ of fuel; the saving is (E_F - E) / E_F.
"""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.quantities import HUNDRED, ZERO
from verifier.rulebook.results import Calculation, Result, Step
from verifier.rulebook.wording import Text

_CLAUSE = "RED Annex V.C pt 1"
_INTENSITY = "g CO2eq/MJ"

TERMS = {
    "e_ec": (Text("Cultivation or extraction of the raw material", "原料种植或提取"), 1),
    "e_l": (Text("Carbon stock change from land use", "土地利用变化碳储量变化"), 1),
    "e_p": (Text("Processing", "加工"), 1),
    "e_td": (Text("Transport and distribution", "运输与配送"), 1),
    "e_u": (Text("Use", "使用"), 1),
    "e_sca": (Text("Soil carbon accumulation", "土壤碳累积"), -1),
    "e_ccs": (Text("CO2 captured and stored", "CO2 捕集与封存"), -1),
    "e_ccr": (Text("CO2 captured and replaced", "CO2 捕集与替代"), -1),
}


def _term(code: str, low: str = "0") -> Decimal:
    asked: Decimal = shapes.decimal(TERMS[code][0], unit=_INTENSITY, window=(low, "500"), default=ZERO)
    return asked


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The terms of the formula; what is left out is zero. Land use change may be a gain, hence negative."""

    e_ec: Decimal = _term("e_ec")
    e_l: Decimal = _term("e_l", low="-500")
    e_p: Decimal = _term("e_p")
    e_td: Decimal = _term("e_td")
    e_u: Decimal = _term("e_u")
    e_sca: Decimal = _term("e_sca")
    e_ccs: Decimal = _term("e_ccs")
    e_ccr: Decimal = _term("e_ccr")


def assess(terms: Terms, figures: FigureBook) -> Calculation:
    """Intensity and saving of one biofuel."""
    intensity = sum((sign * getattr(terms, code) for code, (_, sign) in TERMS.items()), ZERO)
    comparator = figures["comparator"]
    return Calculation(
        results=(
            Result(
                code="E",
                name=Text("Greenhouse gas intensity", "温室气体排放强度"),
                value=intensity,
                unit=_INTENSITY,
                places=6,
                clause=_CLAUSE,
                headline=True,
            ),
            Result(
                code="saving",
                name=Text("Saving against the fossil comparator", "相对化石比较值的减排率"),
                value=(comparator - intensity) / comparator * HUNDRED,
                unit="%",
                places=4,
                clause="RED Annex V.C pt 3",
                headline=True,
            ),
        ),
        steps=tuple(_steps(terms)),
    )


def _steps(terms: Terms) -> Iterator[Step]:
    for code, (label, sign) in TERMS.items():
        value = sign * getattr(terms, code)
        yield Step(code=code, label=label, expression=f"{value} g/MJ", value=value, unit=_INTENSITY, clause=_CLAUSE)
