"""Greenhouse gas intensity of fuels from renewable electricity: CDR (EU) 2023/1185, annex.

E = e_i + e_p + e_td + e_u - e_ccs in g CO2eq per MJ of delivered fuel; the saving is (E_F - E) / E_F.
Emissions are summed in grams and divided once, so that a value that meets a limit exactly is seen to meet it.
"""

from collections.abc import Iterator
from decimal import Decimal

from verifier.rulebook.allocation import hydrogen_share
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.fuel_lines import ACT, Line, grid_factor, lines
from verifier.rulebook.production import Production
from verifier.rulebook.quantities import GRAMS_PER_KG, HUNDRED, MJ_PER_KWH, ONE, ZERO, grouped, rounded
from verifier.rulebook.results import Calculation, Result, Step
from verifier.rulebook.wording import Text

_GRAMS, _INTENSITY = "g CO2eq", "g CO2eq/MJ"

TERMS = {
    "e_i": (Text("Inputs", "投入"), f"{ACT} pt 1, 4-11"),
    "e_p": (Text("Processing", "加工"), f"{ACT} pt 12"),
    "e_td": (Text("Transport and distribution", "运输与配送"), f"{ACT} pt 16"),
    "e_u": (Text("Use", "使用"), f"{ACT} pt 13"),
    "e_ccs": (Text("CO2 stored for good", "永久封存"), f"{ACT} pt 17"),
}


def assess(production: Production, figures: FigureBook) -> Calculation:
    """Intensity, saving and what lies behind them. Figures are looked up by the codes of `fuel_figures`."""
    found = tuple(lines(production, figures))
    share = hydrogen_share(production.outputs)
    found += tuple(_allocated(found, share))
    grams = {term: sum((line.grams for line in found if line.term == term), ZERO) for term in TERMS}
    total = grams["e_i"] + grams["e_p"] + grams["e_td"] + grams["e_u"] - grams["e_ccs"]
    return Calculation(
        results=(
            *_headlines(production, figures, total),
            *_terms(production, grams),
            *_further(production, figures, grams, share),
            *_break_even(production, figures, total),
        ),
        steps=(*(_step(line) for line in found), _sum(production, total)),
    )


def _allocated(found: tuple[Line, ...], share: Decimal) -> Iterator[Line]:
    if share == ONE:
        return
    stage = sum((line.grams for line in found if line.shared), ZERO)
    yield Line(
        term="e_i",
        code="e_i.coproducts",
        label=Text("Borne by the co-products of the electrolyser", "由电解副产品承担"),
        expression=f"-(1 - {share:.6f}) × {grouped(stage)} g",
        grams=-(ONE - share) * stage,
        clause=f"{ACT} pt 15",
    )


def _headlines(production: Production, figures: FigureBook, total: Decimal) -> Iterator[Result]:
    intensity = total / production.delivered_mj
    yield Result(
        code="E",
        name=Text("Greenhouse gas intensity", "温室气体排放强度"),
        value=intensity,
        unit=_INTENSITY,
        places=6,
        clause=f"{ACT} pt 1",
        headline=True,
    )
    if "comparator" in figures:
        comparator = figures["comparator"]
        yield Result(
            code="saving",
            name=Text("Saving against the fossil comparator", "相对化石比较值的减排率"),
            value=(comparator - intensity) / comparator * HUNDRED,
            unit="%",
            places=4,
            clause=f"{ACT} pt 2",
            headline=True,
        )
    yield Result(
        code="kg_per_kg",
        name=Text("Emissions per kilogram delivered", "每千克交付燃料排放"),
        value=intensity * production.lhv_mj_per_kg / GRAMS_PER_KG,
        unit="kg CO2eq/kg",
        places=6,
        clause=f"{ACT} pt 1",
        headline=True,
    )


def _terms(production: Production, grams: dict[str, Decimal]) -> Iterator[Result]:
    for term, (name, clause) in TERMS.items():
        yield Result(
            code=term, name=name, value=grams[term] / production.delivered_mj, unit=_INTENSITY, places=6, clause=clause
        )


def _further(
    production: Production, figures: FigureBook, grams: dict[str, Decimal], share: Decimal
) -> Iterator[Result]:
    yield Result(
        code="delivered_mj",
        name=Text("Energy delivered", "交付能量"),
        value=production.delivered_mj,
        unit="MJ",
        places=0,
        clause=f"{ACT} pt 1",
    )
    # Nothing is lost up to the gate: by the mass produced, and divided once.
    gate = (grams["e_i"] + grams["e_p"]) / production.fuel_kg
    yield Result(
        code="gate_g_per_kg",
        name=Text("Emissions up to the gate, per kilogram of fuel", "出厂前每千克燃料排放"),
        value=gate,
        unit="g CO2eq/kg",
        places=2,
        clause=f"{ACT} pt 1 (e_i + e_p)",
    )
    if f"{production.fuel}.hydrogen" in figures:
        yield Result(
            code="gate_g_per_kg_hydrogen",
            name=Text("Emissions up to the gate, per kilogram of contained hydrogen", "出厂前每千克含氢排放"),
            value=gate / figures[f"{production.fuel}.hydrogen"],
            unit="g CO2eq/kg H2",
            places=2,
            clause=f"{ACT} pt 1 (e_i + e_p)",
        )
    yield Result(
        code="kwh_per_kg",
        name=Text("Electricity per kilogram of fuel", "每千克燃料耗电"),
        value=production.process_kwh / production.fuel_kg,
        unit="kWh/kg",
        places=3,
        clause="plausibility",
    )
    if share != ONE:
        yield Result(
            code="hydrogen_share",
            name=Text("Share of the electrolysis borne by hydrogen", "氢承担的电解排放份额"),
            value=share,
            unit="g/g",
            places=6,
            clause=f"{ACT} pt 15",
        )
    yield from _renewable_share(production)


def _renewable_share(production: Production) -> Iterator[Result]:
    """Only electricity that raises the heating value counts (pt 3); of grid electricity, the grid's renewable share."""
    rows = [row for row in production.electricity if row.heating_value]
    whole = sum((row.kwh for row in rows), ZERO)
    if whole:
        renewable = sum(
            (row.kwh * (production.grid_renewable_share if row.route == "grid" else ONE) for row in rows), ZERO
        )
        yield Result(
            code="renewable_share",
            name=Text("Renewable share of the fuel", "燃料可再生份额"),
            value=renewable / whole,
            unit="MJ/MJ",
            places=6,
            clause=f"{ACT} pt 3; RED Art. 27(6)",
        )


def _break_even(production: Production, figures: FigureBook, total: Decimal) -> Iterator[Result]:
    """How much grid electricity at the period's own factor would still meet the limit, all else equal."""
    if "saving_min" not in figures or production.grid_method == "full_load_hours":
        return
    factors = {grid_factor(row, figures) for row in production.electricity if row.route == "grid"}
    if len(factors) != 1 or production.outputs:
        return
    factor = factors.pop()
    if not factor or not production.process_kwh:
        return
    from_grid = production.kwh_by("grid") * MJ_PER_KWH * factor
    limit = figures["comparator"] * (ONE - figures["saving_min"])
    kwh = (limit * production.delivered_mj - (total - from_grid)) / (MJ_PER_KWH * factor)
    yield Result(
        code="break_even_kwh",
        name=Text("Grid electricity that would still meet the limit", "仍可达标的最大电网用电量"),
        value=kwh,
        unit="kWh",
        places=1,
        clause="RED Art. 29a(1)",
    )
    yield Result(
        code="break_even_share",
        name=Text("The same, of all electricity used", "同上，占全部用电比例"),
        value=kwh / production.process_kwh * HUNDRED,
        unit="%",
        places=4,
        clause="RED Art. 29a(1)",
    )


def _step(line: Line) -> Step:
    return Step(
        code=line.code,
        label=line.label,
        expression=line.expression,
        value=line.grams,
        unit=_GRAMS,
        clause=line.clause,
        places=2,
    )


def _sum(production: Production, total: Decimal) -> Step:
    return Step(
        code="E",
        label=Text("Greenhouse gas intensity", "温室气体排放强度"),
        expression=f"{grouped(Decimal(rounded(total, 6)))} g ÷ {grouped(production.delivered_mj)} MJ",
        value=total / production.delivered_mj,
        unit=_INTENSITY,
        clause=f"{ACT} pt 1",
    )
