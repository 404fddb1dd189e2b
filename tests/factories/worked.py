"""Worked particulars and meter exports, by scheme: the month of green ammonia, and a day of a wind farm."""

from datetime import date, datetime, timedelta
from typing import Any

from verifier.schemes.bv_renewable_ammonia import examples as private
from verifier.schemes.iscc_eu.examples import base as ammonia
from verifier.schemes.vcs import examples as wind

AMMONIA: dict[str, Any] = ammonia.AMMONIA["particulars"]
# Case D of the worked month: a tenth of the electricity from the grid.
TOO_MUCH_GRID: dict[str, Any] = AMMONIA | {
    "electricity": [ammonia.power("direct", "225000000"), ammonia.power("grid", "25000000")]
}
PARTICULARS: dict[str, dict[str, Any]] = {
    "iscc_eu": AMMONIA,
    "vcs": wind.WIND["particulars"],
    "bv_renewable_ammonia": private.AMMONIA["particulars"],
}
PERIODS = {
    "iscc_eu": (date(2026, 9, 1), date(2026, 9, 30)),
    "vcs": (date(2026, 3, 14), date(2026, 3, 14)),
    "bv_renewable_ammonia": (date(2026, 9, 1), date(2026, 9, 30)),
}


def meter_csv(first: datetime, kilowatts: list[int], *, step: timedelta = timedelta(hours=1)) -> str:
    """A meter's export: kW averages at the start of each interval."""
    rows = ["Time,Meter,Power (kW)"]
    rows += [f"{first + step * n:%Y-%m-%d %H:%M},M1,{power}" for n, power in enumerate(kilowatts)]
    return "\n".join(rows) + "\n"


DAY = [40_000, 41_500, 39_000, 38_250, -120, -95, 12_000, 25_500, 31_000, 44_000, 47_000, 50_000] * 2
METER_EXPORT = {
    "iscc_eu": meter_csv(datetime(2026, 9, 1), [346_000] * 24),  # noqa: DTZ001 - a wall clock in a file
    "vcs": meter_csv(datetime(2026, 3, 14), DAY),  # noqa: DTZ001
    "bv_renewable_ammonia": meter_csv(datetime(2026, 9, 1), [346_000] * 24),  # noqa: DTZ001
}
