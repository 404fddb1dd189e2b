"""Metering intervals: a plant with storage on a direct line, and one matched with contracted plants."""

from datetime import date
from typing import Any

from verifier.rulebook.examples import Example, varied
from verifier.schemes.iscc_eu.examples.base import AMMONIA, ON, STATION, power

MATCHING = frozenset({"electricity_agrees_with_its_intervals"})


def _intervals(**columns: list[str]) -> list[dict[str, str]]:
    """Rows from columns of MWh (or prices), one entry per interval."""
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


DIRECT_DAY = _intervals(
    renewable_mwh=["160", "130", "60", "100", "95", "0"],
    electrolyser_mwh=["100", "100", "100", "100", "100", "30"],
    auxiliary_mwh=["10"] * 6,
    charged_mwh=["50", "20", "0", "0", "0", "0"],
    discharged_mwh=["0", "0", "50", "10", "0", "0"],
    imported_mwh=["0", "0", "0", "0", "15", "40"],
)
CONTRACTED_DAY = _intervals(
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
STORAGE = {"storage_mwh": "680", "charge_efficiency": "0.95", "discharge_efficiency": "0.95"}


def _metered(intervals: list[dict[str, str]], electricity: list[dict[str, Any]], **particulars: Any) -> dict[str, Any]:
    return {**varied(AMMONIA, fuel_kg="60000", electricity=electricity, **particulars), "intervals": intervals}


def _direct(direct_kwh: str, **particulars: Any) -> dict[str, Any]:
    rows = [power("direct", direct_kwh), power("grid", "55000")]
    return _metered(DIRECT_DAY, rows, **_LIGHT, **{**STORAGE, **particulars})


# Only electricity: the day's sixty tonnes would not bear a month's transport and chemicals.
_LIGHT: dict[str, Any] = {
    **{part: [] for part in ("materials", "fuels", "legs", "handling")},
    "methane_kg": "0",
    "nitrous_oxide_kg": "0",
}


def _contracted(matched: str, rest: str, year: int, intervals: list[dict[str, str]]) -> dict[str, Any]:
    facts = _metered(
        intervals,
        [power("contracted", matched), power("grid", rest)],
        plants=[{**STATION, "route": "contracted"}],
        storage_mwh="50",
        **_LIGHT,
    )
    return {**facts, "period_from": f"{year}-03-01", "period_until": f"{year}-03-31"}


SAVING = frozenset({"saving_is_at_least_70_percent"})
HOURLY = frozenset({"average_is_hourly_from_2030"})

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
        figures={"correlated_mwh": "595"},
    ),
    Example(
        name="G1: contracted plants, matched by the hour from 2030",
        facts=_contracted("520000", "80000", 2030, CONTRACTED_DAY),
        on=date(2030, 5, 20),
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
)
