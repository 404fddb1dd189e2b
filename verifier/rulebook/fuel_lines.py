"""What goes into the intensity of a fuel, line by line, in grams of CO2 equivalent: CDR (EU) 2023/1185, annex."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from verifier.rulebook.figures import FigureBook
from verifier.rulebook.fuel_tables import FUELS, MODES, SUBSTANCES
from verifier.rulebook.plant import ROUTES, Electricity, Handling, Leg, Material, ProcessFuel
from verifier.rulebook.production import Production
from verifier.rulebook.quantities import GRAMS_PER_KG, MJ_PER_KWH, ONE, ZERO, grouped
from verifier.rulebook.wording import Text

ACT = "CDR (EU) 2023/1185 Annex Part A"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One contribution of the period in g CO2eq; `shared` where it is borne by all products of the electrolyser."""

    term: str
    code: str
    label: Text
    expression: str
    grams: Decimal
    clause: str
    shared: bool = False


def lines(production: Production, figures: FigureBook) -> Iterator[Line]:
    for number, power in enumerate(production.electricity, start=1):
        yield _electricity(number, power, production, figures)
    for number, material in enumerate(production.materials, start=1):
        yield _material(number, material, figures)
    for number, fuel in enumerate(production.fuels, start=1):
        yield from _process_fuel(number, fuel, figures)
    yield from _gases(production, figures)
    for number, leg in enumerate(production.legs, start=1):
        yield _leg(number, leg, figures)
    for number, place in enumerate(production.handling, start=1):
        yield _handling(number, place, figures)
    yield from _declared(production)


def _electricity(number: int, row: Electricity, production: Production, figures: FigureBook) -> Line:
    factor = electricity_factor(row, production, figures)
    return Line(
        term="e_i",
        code=f"e_i.electricity.{number}",
        label=Text("Electricity: {route}", "电力：{route}").format(route=ROUTES[row.route]),
        expression=f"{grouped(row.kwh)} kWh × 3.6 MJ/kWh × {factor} g/MJ",
        grams=row.kwh * MJ_PER_KWH * factor,
        clause=f"{ACT} pt 5-6",
        shared=row.stage == "electrolysis",
    )


def electricity_factor(row: Electricity, production: Production, figures: FigureBook) -> Decimal:
    """The factor of a row in g CO2eq/MJ. Method (b) holds for all electricity, also where it is renewable (pt 6)."""
    if production.grid_method == "full_load_hours":
        exceeded = (production.full_load_hours or ZERO) > (production.price_setting_hours or ZERO)
        return figures["full_load_hours_factor"] if exceeded else ZERO
    return grid_factor(row, figures) if row.route == "grid" else ZERO


def grid_factor(row: Electricity | Handling, figures: FigureBook) -> Decimal:
    """The factor given, or the standard value of the country chosen, in g CO2eq/MJ."""
    return figures[f"grid.{row.grid}"] if row.grid is not None else row.factor_g_per_mj or ZERO


def _material(number: int, row: Material, figures: FigureBook) -> Line:
    factor = figures[row.substance] if row.factor_g_per_kg is None else row.factor_g_per_kg
    label = SUBSTANCES[row.substance][0] if row.substance in SUBSTANCES else Text("Other material", "其他物料")
    return Line(
        term="e_i",
        code=f"e_i.material.{number}",
        label=label,
        expression=f"{grouped(row.kg)} kg × {factor} g/kg",
        grams=row.kg * factor,
        clause="CDR (EU) 2023/1185 Annex Part B",
        shared=row.stage == "electrolysis",
    )


def _process_fuel(number: int, row: ProcessFuel, figures: FigureBook) -> Iterator[Line]:
    """Upstream in e_i and combustion in e_p, never the total: the carbon would count twice (fn 3)."""
    for term, column, quantity in (("e_i", "upstream", row.supplied), ("e_p", "combustion", row.burned)):
        factor = figures[f"{row.fuel}.{column}"]
        energy, spelled = quantity, f"{grouped(quantity)} {row.unit}"
        if row.unit == "l":
            energy *= figures[f"{row.fuel}.density"]
            spelled += f" × {figures[f'{row.fuel}.density']} kg/l"
        if row.unit != "MJ":
            energy *= figures[f"{row.fuel}.lhv"]
            spelled += f" × {figures[f'{row.fuel}.lhv']} MJ/kg"
        which = Text("upstream", "上游") if column == "upstream" else Text("combustion", "燃烧")
        yield Line(
            term=term,
            code=f"{term}.fuel.{number}",
            label=Text("{fuel}, {column}", "{fuel}（{column}）").format(fuel=FUELS[row.fuel][0], column=which),
            expression=f"{spelled} × {factor} g/MJ",
            grams=energy * factor,
            clause=f"{ACT} fn 3",
        )


def _gases(production: Production, figures: FigureBook) -> Iterator[Line]:
    for code, formula, kg in (
        ("co2", "CO2", production.carbon_dioxide_kg),
        ("ch4", "CH4", production.methane_kg),
        ("n2o", "N2O", production.nitrous_oxide_kg),
    ):
        if kg:
            potential = figures[f"gwp.{code}"]
            yield Line(
                term="e_p",
                code=f"e_p.{code}",
                label=Text("{gas} of the process", "工艺 {gas}").format(gas=formula),
                expression=f"{grouped(kg)} kg × 1,000 g/kg × {potential}",
                grams=kg * GRAMS_PER_KG * potential,
                clause=f"{ACT} pt 12, 14",
            )


def leg_factor(leg: Leg, figures: FigureBook) -> Decimal:
    """g CO2eq per tonne-kilometre: the fuel over its whole supply, and the methane and nitrous oxide of the engine."""
    if leg.factor_g_per_tkm is not None:
        return leg.factor_g_per_tkm
    fuel = MODES[leg.mode][1]
    return (
        figures[f"{leg.mode}.energy"] * figures[f"{fuel}.total"]
        + figures[f"{leg.mode}.ch4"] * figures["gwp.ch4"]
        + figures[f"{leg.mode}.n2o"] * figures["gwp.n2o"]
    )


def _leg(number: int, leg: Leg, figures: FigureBook) -> Line:
    factor = leg_factor(leg, figures)
    return Line(
        term="e_td",
        code=f"e_td.leg.{number}",
        label=MODES[leg.mode][0] if leg.mode in MODES else Text("Other transport", "其他运输"),
        expression=f"{grouped(leg.tonnes)} t × {grouped(leg.km)} km × {grouped(factor)} g/(t km)",
        grams=leg.tonnes * leg.km * factor,
        clause=f"{ACT} pt 16; IR (EU) 2022/996 Annex IX",
    )


def _handling(number: int, place: Handling, figures: FigureBook) -> Line:
    factor = grid_factor(place, figures)
    return Line(
        term="e_td",
        code=f"e_td.handling.{number}",
        label=Text(place.place, place.place),
        expression=f"{grouped(place.kwh)} kWh × 3.6 MJ/kWh × {factor} g/MJ",
        grams=place.kwh * MJ_PER_KWH * factor,
        clause=f"{ACT} pt 16",
    )


def _declared(production: Production) -> Iterator[Line]:
    for term, code, label, kg, clause, sign in (
        ("e_i", "rigid", Text("Rigid inputs", "刚性投入品"), production.rigid_kg, "pt 9", ONE),
        (
            "e_i",
            "existing_use",
            Text("Avoided existing use", "避免的既有用途"),
            production.existing_use_kg,
            "pt 10-11",
            -ONE,
        ),
        ("e_u", "use", Text("Use of the fuel", "燃料使用"), production.use_kg, "pt 13", ONE),
        ("e_ccs", "stored", Text("CO2 stored for good", "永久封存的 CO2"), production.stored_kg, "pt 17", ONE),
    ):
        if kg:
            yield Line(
                term=term,
                code=f"{term}.{code}",
                label=label,
                expression=f"{'-' if sign < 0 else ''}{grouped(kg)} kg × 1,000 g/kg",
                grams=sign * kg * GRAMS_PER_KG,
                clause=f"{ACT} {clause}",
            )
