"""What the producer of a renewable fuel keeps on record of its electricity: CDR (EU) 2023/1184, Art. 8."""

from collections.abc import Iterator
from decimal import Decimal

from verifier.rulebook.plant import ROUTES
from verifier.rulebook.production import Production
from verifier.rulebook.results import Calculation, Result
from verifier.rulebook.wording import Text

_CLAUSE = "CDR (EU) 2023/1184 Art. 8"


def record(production: Production, found: Calculation) -> Iterator[Result]:
    """The electricity of each route, and how much of the fuel is renewable by it."""
    for route, name in ROUTES.items():
        yield _result(
            f"kwh_{route}",
            Text("Electricity: {route}", "电力：{route}").format(route=name),
            "kWh",
            production.kwh_by(route),
        )
    yield _result(
        "kwh_grid_renewable",
        Text("Of the grid electricity, its renewable share", "电网电力中的可再生部分"),
        "kWh",
        production.kwh_by("grid") * production.grid_renewable_share,
    )
    if "renewable_share" in found:
        renewable = production.fuel_kg * found["renewable_share"].value
        yield _result("fuel_renewable_kg", Text("Renewable fuel", "可再生燃料"), "kg", renewable)
        yield _result(
            "fuel_other_kg", Text("Fuel that is not renewable", "非可再生燃料"), "kg", production.fuel_kg - renewable
        )


def _result(code: str, name: Text, unit: str, value: Decimal) -> Result:
    return Result(code=code, name=name, value=value, unit=unit, places=0, clause=_CLAUSE)
