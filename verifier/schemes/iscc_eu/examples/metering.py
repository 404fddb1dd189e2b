"""Metering intervals: a plant with storage on a direct line, and one matched with contracted plants."""

from datetime import date
from typing import Any

from verifier.rulebook.examples import Example, varied
from verifier.rulebook.fuel_examples import DIRECT_DAY, NOTHING_ELSE, STATION, STORAGE, intervals, power
from verifier.schemes.iscc_eu.examples.base import AMMONIA, ON

MATCHING = frozenset({"electricity_agrees_with_its_intervals"})
SAVING = frozenset({"saving_is_at_least_70_percent"})
HOURLY = frozenset({"average_is_hourly_from_2030"})

CONTRACTED_DAY = intervals(
    renewable_mwh=["0"] * 6,
    electrolyser_mwh=["100"] * 6,
    auxiliary_mwh=["0"] * 6,
    imported_mwh=["100"] * 6,
    contracted_mwh=["160", "140", "60", "20", "0", "220"],
    charged_mwh=["45", "0", "0", "0", "0", "0"],
    discharged_mwh=["0", "0", "10", "30", "0", "0"],
    price=["30", "25", "40", "45", "18", "35"],
    allowance_price=["80"] * 6,
)
UNPRICED_DAY = [{name: value for name, value in row.items() if "price" not in name} for row in CONTRACTED_DAY]
# The same output in a zone next door, whose price is higher, as high, and lower in turn.
NEXT_DOOR = [
    {**row, "contracted_mwh": "0", "elsewhere_mwh": row["contracted_mwh"], "elsewhere_price": price}
    for row, price in zip(CONTRACTED_DAY, ("31", "25", "39", "46", "18", "34"), strict=True)
]


def _metered(intervals: list[dict[str, str]], electricity: list[dict[str, Any]], **particulars: Any) -> dict[str, Any]:
    """Only electricity: the day's sixty tonnes would not bear a month's transport and chemicals."""
    own = {"fuel_kg": "60000", "electricity": electricity, **NOTHING_ELSE, **particulars}
    return {**varied(AMMONIA, **own), "intervals": intervals}


def _direct(direct_kwh: str, **particulars: Any) -> dict[str, Any]:
    return _metered(DIRECT_DAY, [power("direct", direct_kwh), power("grid", "55000")], **{**STORAGE, **particulars})


def _contracted(
    matched: str, rest: str, year: int, intervals: list[dict[str, str]], *, zone: str = "same", **particulars: Any
) -> dict[str, Any]:
    own = {"plants": [{**STATION, "route": "contracted", "zone": zone}], "storage_mwh": "50", **particulars}
    facts = _metered(intervals, [power("contracted", matched), power("grid", rest)], **own)
    return {**facts, "period_from": f"{year}-03-01", "period_until": f"{year}-03-31"}


METERING = (
    Example(
        name="G2: direct line with storage, six intervals",
        facts=_direct("535000"),
        on=ON,
        figures={
            "load_mwh": "590",
            "direct_mwh": "535",
            "grid_mwh": "55",
            "direct_share": "0.906780",
            "electrolyser_direct_share": "0.917667",
            "stored_mwh": "3.3421",
            "balance_mwh": "0",
        },
        breached=SAVING,
    ),
    Example(
        name="More is counted as direct than the intervals prove",
        facts=_direct("540000"),
        on=ON,
        breached=MATCHING | SAVING,
    ),
    Example(
        name="Not all of the metered load is accounted for",
        facts=_direct("500000"),
        on=ON,
        breached=MATCHING | SAVING,
    ),
    Example(
        name="Storage holds more than its capacity",
        facts=_direct("535000", storage_mwh="60"),
        on=ON,
        breached=SAVING | {"storage_gives_no_more_than_it_took"},
    ),
    Example(
        name="G1: contracted plants, matched by the month until 2029",
        facts=_contracted("595000", "5000", 2026, CONTRACTED_DAY),
        on=ON,
        figures={"correlated_mwh": "595", "contracted_mwh": "600"},
    ),
    Example(
        name="G1: contracted plants, matched by the hour from 2030",
        facts=_contracted("520000", "80000", 2030, CONTRACTED_DAY),
        on=date(2030, 5, 20),
        figures={"correlated_mwh": "520"},
        breached=HOURLY | SAVING,
    ),
    Example(
        name="G1: by the hour already where the Member State asks for it",
        facts=_contracted("520000", "80000", 2028, CONTRACTED_DAY, hourly_since="2028-01-01"),
        on=date(2028, 5, 20),
        figures={"correlated_mwh": "520"},
        breached=HOURLY | SAVING,
    ),
    Example(
        name="G1: by the hour, without official prices",
        facts=_contracted("420000", "180000", 2030, UNPRICED_DAY),
        on=date(2030, 5, 20),
        figures={"correlated_mwh": "420"},
        breached=HOURLY | SAVING,
    ),
    Example(
        name="More is counted by contract than the hours prove",
        facts=_contracted("521000", "79000", 2030, CONTRACTED_DAY),
        on=date(2030, 5, 20),
        breached=HOURLY | SAVING | MATCHING,
    ),
    # Of 160, 140, 60, 20, 0 and 220 the third and the last come while the price next door is lower.
    Example(
        name="An interconnected zone counts while its price is no lower",
        facts=_contracted("315000", "285000", 2026, NEXT_DOOR, zone="interconnected"),
        on=ON,
        figures={"correlated_mwh": "315", "contracted_mwh": "600"},
        breached=SAVING,
    ),
    Example(
        name="Contracted power out of old storage",
        facts=_contracted("595000", "5000", 2026, CONTRACTED_DAY, storage_is_new=False),
        on=ON,
        breached=frozenset({"contracted_storage_is_new_and_in_place"}),
    ),
    Example(
        name="Contracted power out of storage elsewhere",
        facts=_contracted("595000", "5000", 2026, CONTRACTED_DAY, storage_shares_connection=False),
        on=ON,
        breached=frozenset({"contracted_storage_is_new_and_in_place"}),
    ),
)
