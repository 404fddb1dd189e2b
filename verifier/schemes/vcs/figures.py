"""The figures this scheme rests on."""

from datetime import date
from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.wording import Text

_MEMORY = "From memory; to be read in the methodology and the programme's documents"


def _figure(code: str, name: Text, value: str, unit: str, clause: str, sure: Sureness = Sureness.MEMORY_HIGH) -> Figure:
    source = "Set by this body" if sure is Sureness.DESIGN else _MEMORY
    return Figure(code=code, name=name, value=Decimal(value), unit=unit, clause=clause, source=source, sure=sure)


FIGURES: tuple[Figure, ...] = (
    _figure(
        "weight_om.wind_solar",
        Text("Weight of the operating margin, wind and solar, all periods", "OM 权重（风电与光伏，各计入期）"),
        "0.75",
        "t/t",
        "ACM0002; TOOL07",
    ),
    _figure(
        "weight_om.first",
        Text("Weight of the operating margin, others, first period", "OM 权重（其他，第一计入期）"),
        "0.5",
        "t/t",
        "ACM0002; TOOL07",
    ),
    _figure(
        "weight_om.later",
        Text("Weight of the operating margin, others, later periods", "OM 权重（其他，第二、三计入期）"),
        "0.25",
        "t/t",
        "ACM0002; TOOL07",
    ),
    _figure("reservoir_factor", Text("Emissions of a reservoir", "水库排放因子"), "90", "kg CO2eq/MWh", "ACM0002 PE"),
    _figure("power_density.least", Text("Least power density", "最低功率密度"), "4", "W/m2", "ACM0002 applicability"),
    _figure(
        "power_density.free",
        Text("Power density above which a reservoir emits nothing", "不计水库排放的功率密度"),
        "10",
        "W/m2",
        "ACM0002 PE",
    ),
    _figure("materiality", Text("Materiality threshold", "重要性门槛"), "5", "%", "VCS Standard, materiality"),
    _figure(
        "materiality.large",
        Text("Materiality threshold, large projects", "重要性门槛（大型项目）"),
        "1",
        "%",
        "VCS Standard, materiality",
    ),
    _figure(
        "large_project",
        Text("Yearly reductions above which a project is large", "大型项目年减排量界限"),
        "300000",
        "t CO2eq/year",
        "VCS Standard, materiality",
    ),
    _figure(
        "capacity_factor.wind",
        Text("Capacity factor of wind to be looked into", "风电容量因子复核界限"),
        "0.60",
        "MWh/MWh",
        "plausibility",
        Sureness.DESIGN,
    ),
    _figure(
        "capacity_factor.solar",
        Text("Capacity factor of solar to be looked into", "光伏容量因子复核界限"),
        "0.35",
        "MWh/MWh",
        "plausibility",
        Sureness.DESIGN,
    ),
    _figure(
        "capacity_factor.hydro",
        Text("Capacity factor of hydro to be looked into", "水电容量因子复核界限"),
        "0.95",
        "MWh/MWh",
        "plausibility",
        Sureness.DESIGN,
    ),
    _figure(
        "rotation.years",
        Text("Consecutive years of a project that one body may verify", "同一机构连续核查同一项目的最长年数"),
        "6",
        "years",
        "VCS Standard, rotation of the body",
    ),
    _figure(
        "rotation.rest",
        Text("Years that others must verify before it may again", "其后须由其他机构核查的年数"),
        "3",
        "years",
        "VCS Standard, rotation of the body",
    ),
    _figure(
        "days.finding",
        Text("Days to close a CAR or CL", "关闭 CAR 或 CL 的期限"),
        "30",
        "days",
        "set by this body",
        Sureness.DESIGN,
    ),
)

FIRST_EDITION = date(2019, 9, 19)
