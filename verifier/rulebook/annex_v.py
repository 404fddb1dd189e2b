"""Greenhouse gas intensity of fuels from biomass: RED Annex V.C.

E = e_ec + e_l + e_p + e_td + e_u - e_sca - e_ccs - e_ccr, all in g CO2eq per MJ of fuel. Where an efficiency is given,
E is that of the electricity or heat made of it. The saving is (E_F - E) / E_F.
"""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.annex_v_figures import (
    BIOMASS_FIRST,
    BIOMASS_LARGE_FROM,
    BIOMASS_NOW,
    BIOMASS_OLD_FROM,
    FULL_SAVING,
    LOWER_SAVING,
    TRANSPORT,
    TRANSPORT_STARTS,
    USES,
)
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.quantities import HUNDRED, ONE, ZERO, grouped, months_after
from verifier.rulebook.results import Calculation, Result, Step
from verifier.rulebook.wording import Text

_CLAUSE = "RED Annex V.C pt 1"
_INTENSITY = "g CO2eq/MJ"
_GRAMS_PER_TONNE = Decimal(1_000_000)

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
_LAND = ("carbon_before_t_per_ha", "carbon_now_t_per_ha", "yield_mj_per_ha")


def _term(code: str, low: str = "0") -> Decimal:
    asked: Decimal = shapes.decimal(TERMS[code][0], unit=_INTENSITY, window=(low, "500"), default=ZERO)
    return asked


def _land(label: Text, unit: str, window: tuple[str, str]) -> Decimal | None:
    asked: Decimal | None = shapes.decimal(label, unit=unit, window=window, default=None)
    return asked


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The terms of the formula; what is left out is zero. Land use change may be a gain, hence negative.

    It is given as such, without the bonus, or reckoned from the carbon stocks and the yield.
    """

    e_ec: Decimal = _term("e_ec")
    e_l: Decimal = _term("e_l", low="-500")
    e_p: Decimal = _term("e_p")
    e_td: Decimal = _term("e_td")
    e_u: Decimal = _term("e_u")
    e_sca: Decimal = _term("e_sca")
    e_ccs: Decimal = _term("e_ccs")
    e_ccr: Decimal = _term("e_ccr")
    carbon_before_t_per_ha: Decimal | None = _land(
        Text("Carbon stock of the reference land use", "参照土地利用碳储量"), "t C/ha", ("0", "2000")
    )
    carbon_now_t_per_ha: Decimal | None = _land(
        Text("Carbon stock of the actual land use", "实际土地利用碳储量"), "t C/ha", ("0", "2000")
    )
    yield_mj_per_ha: Decimal | None = _land(
        Text("Fuel from a hectare in a year", "每公顷年产燃料能量"), "MJ/(ha a)", ("100", "1e7")
    )
    restored_land: bool = shapes.boolean(Text("From restored degraded land", "来自恢复的退化土地"), default=False)
    biochar: bool = shapes.boolean(Text("Biochar is used", "施用生物炭"), default=False)
    captured_is_biogenic: bool = shapes.boolean(
        Text("The CO2 captured and replaced comes from biomass", "捕集替代的 CO2 来自生物质"), default=True
    )
    use: str = shapes.choice(
        Text("Use of the fuel", "燃料用途"), {code: name for code, (name, _) in USES.items()}, default=TRANSPORT
    )
    bioliquid: bool = shapes.boolean(
        Text("A bioliquid", "生物液体"), hint=Text("For electricity or heat.", "用于发电或供热。"), default=False
    )
    efficiency: Decimal | None = shapes.decimal(
        Text("Efficiency of the conversion", "转换效率"),
        unit="MJ/MJ",
        window=("0.05", "1"),
        hint=Text("Empty where the terms are those of electricity or heat already.", "各项已按电或热计时留空。"),
        slip=Text("Per cent for a fraction?", "是否把百分数当成小数？"),
        default=None,
    )
    gaseous: bool = shapes.boolean(Text("A gaseous biomass fuel", "气态生物质燃料"), default=False)
    thermal_mw: Decimal | None = shapes.decimal(
        Text("Rated thermal input of the plant that burns it", "燃用装置额定热输入"),
        unit="MW",
        window=("0.001", "10000"),
        default=None,
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        given = [name for name in _LAND if getattr(self, name) is not None]
        if given and len(given) < len(_LAND):
            for name in _LAND:
                if name not in given:
                    yield name, Text("Give both carbon stocks and the yield.", "须同时填写两项碳储量与单产。")
        if given and self.e_l:
            yield "e_l", Text("Give it, or the carbon stocks, not both.", "与碳储量二者只填其一。")
        if self.efficiency is not None and self.use == TRANSPORT:
            yield "efficiency", Text("A fuel for transport is not converted.", "交通用燃料不作转换。")

    @property
    def comparator(self) -> str:
        """The code of its fossil fuel comparator."""
        return USES[self.use][1]


def land_use(terms: Terms, figures: FigureBook) -> Decimal:
    """e_l without the bonus: as given, or (CS_R - CS_A) x 3.664 x 1/20 x 1/P, in g CO2eq/MJ."""
    before, now, fuel = terms.carbon_before_t_per_ha, terms.carbon_now_t_per_ha, terms.yield_mj_per_ha
    if before is None or now is None or fuel is None:
        return terms.e_l
    lost = (before - now) * figures["carbon_dioxide_of_carbon"] * _GRAMS_PER_TONNE
    return lost / (figures["land_use_years"] * fuel)


def least_saving(terms: Terms, figures: FigureBook, *, since: date, on: date) -> str | None:
    """The code of what a fuel from a plant in operation `since` must save; None where nothing is asked yet.

    A plant counts as large unless it is shown to be a small one that burns gas.
    """
    if terms.use == TRANSPORT or terms.bioliquid:
        return next(code for last, code in TRANSPORT_STARTS if since <= last)
    if since >= BIOMASS_NOW:
        return FULL_SAVING
    small = terms.gaseous and terms.thermal_mw is not None and terms.thermal_mw < figures["biomass.small_mw"]
    old = months_after(since, 12 * int(figures["biomass.old_years"])) <= on
    if since >= BIOMASS_FIRST:
        return FULL_SAVING if (old if small else on >= BIOMASS_LARGE_FROM) else LOWER_SAVING
    return FULL_SAVING if (old and on >= BIOMASS_OLD_FROM) or (not small and on >= BIOMASS_LARGE_FROM) else None


def assess(terms: Terms, figures: FigureBook) -> Calculation:
    """Intensity and saving of one fuel."""
    values = {code: sign * getattr(terms, code) for code, (_, sign) in TERMS.items()}
    values["e_l"] = land_use(terms, figures)
    bonus = figures["restored_land_bonus"] if terms.restored_land else ZERO
    whole = sum(values.values(), ZERO) - bonus
    intensity = whole / (terms.efficiency or ONE)
    comparator = figures[terms.comparator]
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
        steps=(
            *_steps(terms, values, bonus),
            _step("E", Text("Greenhouse gas intensity", "温室气体排放强度"), _sum(terms, whole), intensity),
        ),
    )


def _steps(terms: Terms, values: dict[str, Decimal], bonus: Decimal) -> Iterator[Step]:
    for code, (label, _) in TERMS.items():
        expression = f"{grouped(values[code])} g/MJ"
        if code == "e_l" and terms.yield_mj_per_ha is not None:
            expression = (
                f"({terms.carbon_before_t_per_ha} - {terms.carbon_now_t_per_ha}) t C/ha × 3.664 × 1/20 × "
                f"1/{grouped(terms.yield_mj_per_ha)} MJ/(ha a)"
            )
        yield _step(code, label, expression, values[code])
    if bonus:
        yield _step("e_b", Text("Bonus for restored degraded land", "恢复退化土地奖励"), f"-{bonus} g/MJ", -bonus)


def _sum(terms: Terms, whole: Decimal) -> str:
    return f"{grouped(whole)} g/MJ" + (f" ÷ {terms.efficiency}" if terms.efficiency else "")


def _step(code: str, label: Text, expression: str, value: Decimal) -> Step:
    return Step(code=code, label=label, expression=expression, value=value, unit=_INTENSITY, clause=_CLAUSE)
