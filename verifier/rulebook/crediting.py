"""Emission reductions of grid-connected renewable power: ACM0002 with the combined margin of TOOL07.

ER = BE - PE - LE with BE = EG x EF_CM. Each vintage (calendar year) is rounded down alone; nothing is carried over.
No term is rounded on its own: BE and PE go unrounded into ER, and the one rounding is that of ER, down. Only what is
taken in whole units out of the units issued (a share of proceeds) is rounded up, by the scheme that takes it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from verifier.rulebook.facts import Metered
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.quantities import KG_PER_TONNE, ONE, ZERO, floor, grouped
from verifier.rulebook.results import Calculation, Result, Step
from verifier.rulebook.wording import Text

_TOOL, _ACM = "TOOL07", "ACM0002"
_TONNES = "t CO2eq"
SUN_AND_WIND = frozenset({"wind", "solar", "csp"})


@dataclass(frozen=True, kw_only=True)
class Grid:
    """What the project displaces: operating and build margin in t CO2/MWh, and the weight of the operating margin."""

    operating_margin: Decimal
    build_margin: Decimal
    weight: Decimal

    @property
    def combined_margin(self) -> Decimal:
        return self.weight * self.operating_margin + (ONE - self.weight) * self.build_margin


@dataclass(frozen=True, kw_only=True)
class Deducted:
    """What is taken from a year's net supply before it is credited, in MWh."""

    faults_mwh: Decimal = ZERO
    sold_mwh: Decimal = ZERO
    before_mwh: Decimal = ZERO

    @property
    def mwh(self) -> Decimal:
        return self.faults_mwh + self.sold_mwh + self.before_mwh


@dataclass(frozen=True, kw_only=True)
class Vintage:
    """One calendar year: energies in MWh, emissions in t CO2eq, unrounded but for `reductions`."""

    year: int
    supplied_mwh: Decimal
    deducted: Deducted
    net_mwh: Decimal
    total_mwh: Decimal
    baseline_t: Decimal
    reservoir_t: Decimal
    burned_t: Decimal

    @property
    def project_t(self) -> Decimal:
        """Emissions of a reservoir and of fuels burned on site."""
        return self.reservoir_t + self.burned_t

    @property
    def exact(self) -> Decimal:
        return self.baseline_t - self.project_t

    @property
    def reductions(self) -> Decimal:
        return floor(self.exact)


def operating_weight(technology: str, crediting_period: int, figures: FigureBook) -> Decimal:
    """w_OM: one value for wind and solar in all periods; for the others it falls after the first."""
    if technology in SUN_AND_WIND:
        return figures["weight_om.wind_solar"]
    return figures["weight_om.first"] if crediting_period == 1 else figures["weight_om.later"]


def reservoir_factor(power_density: Decimal | None, figures: FigureBook) -> Decimal:
    """Reservoir emissions in t CO2eq per MWh of total generation; zero without a reservoir or above 10 W/m2."""
    if power_density is None or power_density > figures["power_density.free"]:
        return ZERO
    return figures["reservoir_factor"] / KG_PER_TONNE


def _nothing(_: int) -> Deducted:
    return Deducted()


def _no_fuel(_: int) -> Decimal:
    return ZERO


def vintages(
    metered: Iterable[Metered],
    grid: Grid,
    reservoir: Decimal,
    *,
    deducted: Callable[[int], Deducted] = _nothing,
    burned: Callable[[int], Decimal] = _no_fuel,
) -> tuple[Vintage, ...]:
    """The years in order, all meters of a year together. Total generation is the export where it is not metered.

    `burned` gives the emissions of the fuels burned in a year, in t CO2eq.
    """
    by_year: dict[int, list[Metered]] = {}
    for reading in metered:
        by_year.setdefault(reading.year, []).append(reading)
    return tuple(
        _vintage(year, by_year[year], grid, reservoir, deducted(year), burned(year)) for year in sorted(by_year)
    )


def _vintage(
    year: int, readings: list[Metered], grid: Grid, reservoir: Decimal, deducted: Deducted, burned_t: Decimal
) -> Vintage:
    supplied = sum((one.exported_mwh - one.imported_mwh for one in readings), ZERO)
    # A retrofit that gave less than before is credited with nothing, and not with less than nothing.
    net = max(ZERO, supplied - deducted.mwh) if deducted.before_mwh else supplied - deducted.mwh
    total = sum((one.exported_mwh if one.generated_mwh is None else one.generated_mwh for one in readings), ZERO)
    return Vintage(
        year=year,
        supplied_mwh=supplied,
        deducted=deducted,
        net_mwh=net,
        total_mwh=total,
        baseline_t=net * grid.combined_margin,
        reservoir_t=total * reservoir,
        burned_t=burned_t,
    )


def assess(found: tuple[Vintage, ...], grid: Grid, reservoir: Decimal) -> Calculation:
    """Results of the whole period and of each vintage, with their steps."""
    return Calculation(
        results=(*_totals(found, grid), *(_of_year(one) for one in found)),
        steps=(_margin(grid), *(step for one in found for step in _steps(one, grid, reservoir))),
    )


def _totals(found: tuple[Vintage, ...], grid: Grid) -> Iterator[Result]:
    def total(name: str) -> Decimal:
        return sum((getattr(one, name) for one in found), ZERO)

    for code, name, value, unit, places, clause, headline in (
        ("ER", Text("Emission reductions", "减排量"), total("reductions"), _TONNES, 0, f"{_ACM} ER", True),
        ("ER_exact", Text("The same before rounding", "取整前减排量"), total("exact"), _TONNES, 6, f"{_ACM} ER", False),
        ("BE", Text("Baseline emissions", "基准线排放"), total("baseline_t"), _TONNES, 6, f"{_ACM} BE", False),
        ("PE", Text("Project emissions", "项目排放"), total("project_t"), _TONNES, 6, f"{_ACM} PE", False),
        ("LE", Text("Leakage", "泄漏"), ZERO, _TONNES, 0, f"{_ACM} LE = 0", False),
        ("EG", Text("Net electricity supplied", "净上网电量"), total("net_mwh"), "MWh", 3, f"{_ACM} EG", True),
        ("CM", Text("Combined margin", "组合边际排放因子"), grid.combined_margin, "t CO2/MWh", 6, _TOOL, False),
    ):
        yield Result(code=code, name=name, value=value, unit=unit, places=places, clause=clause, headline=headline)


def _of_year(one: Vintage) -> Result:
    return Result(
        code=f"ER_{one.year}",
        name=Text("Emission reductions of {year}", "{year} 年减排量").format(year=one.year),
        value=one.reductions,
        unit=_TONNES,
        places=0,
        clause=f"{_ACM} ER, rounded down by vintage",
    )


def _margin(grid: Grid) -> Step:
    rest = ONE - grid.weight
    return Step(
        code="CM",
        label=Text("Combined margin", "组合边际排放因子"),
        expression=f"{grid.weight} × {grid.operating_margin} + {rest} × {grid.build_margin} t CO2/MWh",
        value=grid.combined_margin,
        unit="t CO2/MWh",
        clause=_TOOL,
    )


def _steps(one: Vintage, grid: Grid, reservoir: Decimal) -> Iterator[Step]:
    year = one.year
    if one.deducted.mwh:
        taken = one.deducted
        yield Step(
            code=f"EG_{year}",
            label=Text("Net supply of {year} that is credited", "{year} 年计入的净上网电量").format(year=year),
            expression=f"{grouped(one.supplied_mwh)} - {grouped(taken.faults_mwh)} - {grouped(taken.sold_mwh)} - "
            f"{grouped(taken.before_mwh)} MWh",
            value=one.net_mwh,
            unit="MWh",
            clause=f"{_ACM} EG",
        )
    yield Step(
        code=f"BE_{year}",
        label=Text("Baseline emissions of {year}", "{year} 年基准线排放").format(year=year),
        expression=f"{grouped(one.net_mwh)} MWh × {grid.combined_margin} t CO2/MWh",
        value=one.baseline_t,
        unit=_TONNES,
        clause=f"{_ACM} BE",
    )
    if one.project_t:
        yield Step(
            code=f"PE_{year}",
            label=Text("Project emissions of {year}", "{year} 年项目排放").format(year=year),
            expression=f"{grouped(one.total_mwh)} MWh × {reservoir} t CO2eq/MWh + {grouped(one.burned_t)} t CO2",
            value=one.project_t,
            unit=_TONNES,
            clause=f"{_ACM} PE",
        )
    yield Step(
        code=f"ER_{year}",
        label=Text("Emission reductions of {year}, rounded down", "{year} 年减排量（向下取整）").format(year=year),
        expression=f"floor({grouped(one.baseline_t)} - {grouped(one.project_t)})",
        value=one.reductions,
        unit=_TONNES,
        clause=f"{_ACM} ER",
        places=0,
    )
