"""Worked particulars and meter exports, by scheme: the month of green ammonia, and a day of a wind farm."""

from datetime import date, datetime, timedelta

AMMONIA = {
    "fuel": "ammonia",
    "fuel_kg": "25000000",
    "lhv_mj_per_kg": "18.6",
    "operation_on": "2025-07-16",
    "capacity_t_per_year": "320000",
    "plants": [
        {
            "name": "Wind and solar",
            "route": "direct",
            "operation_on": "2024-12-01",
            "capacity_mw": "1430",
            "supported": False,
        }
    ],
    "electricity": [
        {"route": "direct", "kwh": "249000000", "stage": "electrolysis", "heating_value": True},
        {
            "route": "grid",
            "kwh": "1000000",
            "stage": "synthesis",
            "heating_value": False,
            "factor_g_per_mj": "170.0",
            "factor_source": "Illustrative",
        },
    ],
    "grid_connection": "metered",
    "materials": [
        {"substance": "potassium_hydroxide", "kg": "2500", "stage": "electrolysis"},
        {"substance": "sodium_hydroxide", "kg": "6000", "stage": "electrolysis"},
        {"substance": "hydrochloric_acid", "kg": "5000", "stage": "electrolysis"},
    ],
    "fuels": [{"fuel": "diesel", "unit": "l", "supplied": "12000", "burned": "12000"}],
    "nitrous_oxide_kg": "50",
    "methane_kg": "100",
    "legs": [
        {"mode": "truck", "tonnes": "25000", "km": "350"},
        {"mode": "tanker_22560", "tonnes": "25000", "km": "1200"},
    ],
    "handling": [{"place": "Port", "kwh": "200000", "factor_g_per_mj": "170.0", "factor_source": "Illustrative"}],
}


def with_grid(kwh: str, renewable_kwh: str) -> dict[str, object]:
    """The same month with another split of its electricity."""
    direct, grid = AMMONIA["electricity"]  # type: ignore[misc]
    return AMMONIA | {"electricity": [direct | {"kwh": renewable_kwh}, grid | {"kwh": kwh}]}  # type: ignore[operator]


TOO_MUCH_GRID = with_grid("25000000", "225000000")


def meter_csv(first: datetime, kilowatts: list[int], *, step: timedelta = timedelta(hours=1)) -> str:
    """A meter's export: kW averages at the start of each interval."""
    rows = ["Time,Meter,Power (kW)"]
    rows += [f"{first + step * n:%Y-%m-%d %H:%M},M1,{power}" for n, power in enumerate(kilowatts)]
    return "\n".join(rows) + "\n"


DAY = [40_000, 41_500, 39_000, 38_250, -120, -95, 12_000, 25_500, 31_000, 44_000, 47_000, 50_000] * 2
PERIODS = {
    "iscc_eu": (date(2026, 9, 1), date(2026, 9, 30)),
    "vcs": (date(2026, 1, 1), date(2026, 9, 30)),
    "bv_renewable_ammonia": (date(2026, 9, 1), date(2026, 9, 30)),
}
METER_EXPORT = {
    "iscc_eu": meter_csv(datetime(2026, 9, 1), [346_000] * 24),  # noqa: DTZ001 - a wall clock in a file
    "vcs": meter_csv(datetime(2026, 3, 14), DAY),  # noqa: DTZ001
    "bv_renewable_ammonia": meter_csv(datetime(2026, 9, 1), [346_000] * 24),  # noqa: DTZ001
}
PARTICULARS: dict[str, dict[str, object]] = {"iscc_eu": AMMONIA}
