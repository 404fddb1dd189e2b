"""Figures of renewable power in a grid, the same in every scheme: ACM0002 with TOOL07, and plausibility."""

from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.wording import Text

MEMORY = "From memory; to be read in the methodology and the programme's documents"
OURS = "Set by this body"


def figure(
    code: str, name: Text, value: str, unit: str, clause: str, sure: Sureness = Sureness.MEMORY_HIGH, source: str = ""
) -> Figure:
    """A figure from memory, or as sure as said; one that this body sets needs no source."""
    found = source or (OURS if sure is Sureness.DESIGN else MEMORY)
    return Figure(code=code, name=name, value=Decimal(value), unit=unit, clause=clause, source=found, sure=sure)


METHODOLOGY: tuple[Figure, ...] = (
    figure(
        "weight_om.wind_solar",
        Text("Weight of the operating margin, wind and solar, all periods", "OM 权重（风电与太阳能，各计入期）"),
        "0.75",
        "t/t",
        "ACM0002; TOOL07",
    ),
    figure(
        "weight_om.first",
        Text("Weight of the operating margin, others, first period", "OM 权重（其他，第一计入期）"),
        "0.5",
        "t/t",
        "ACM0002; TOOL07",
    ),
    figure(
        "weight_om.later",
        Text("Weight of the operating margin, others, later periods", "OM 权重（其他，第二、三计入期）"),
        "0.25",
        "t/t",
        "ACM0002; TOOL07",
    ),
    figure("reservoir_factor", Text("Emissions of a reservoir", "水库排放因子"), "90", "kg CO2eq/MWh", "ACM0002 PE"),
    figure("power_density.least", Text("Least power density", "最低功率密度"), "4", "W/m2", "ACM0002 applicability"),
    figure(
        "power_density.free",
        Text("Power density above which a reservoir emits nothing", "不计水库排放的功率密度"),
        "10",
        "W/m2",
        "ACM0002 PE",
    ),
)


def _usual(technology: str, value: str, en: str, zh: str) -> Figure:
    return figure(
        f"capacity_factor.{technology}",
        Text(f"Capacity factor of {en} to be looked into", f"{zh}容量因子复核界限"),
        value,
        "MWh/MWh",
        "plausibility",
        Sureness.DESIGN,
    )


PLAUSIBILITY: tuple[Figure, ...] = (
    _usual("wind", "0.60", "wind", "风电"),
    _usual("solar", "0.35", "photovoltaics", "光伏"),
    _usual("hydro", "0.95", "hydro", "水电"),
    _usual("csp", "0.75", "solar thermal", "光热"),
    figure(
        "of_estimate.watch",
        Text("Reductions against the estimate above which they are to be explained", "减排量与预估之比的关注界限"),
        "120",
        "%",
        "plausibility",
        Sureness.DESIGN,
    ),
)
