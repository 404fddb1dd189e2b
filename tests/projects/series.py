"""Meter exports for the tests of series, and a series read from one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from projects import measuring
from projects.models import Evidence, Series
from tests.factories import projects as made
from tests.factories.projects import NOW, Case

BEGINS = datetime(2026, 3, 14)  # noqa: DTZ001 - a wall clock in a file
ZONE = "Asia/Shanghai"
# Two meters over two days; of the second three hours are missing.
STEADY = [1_000 + n for n in range(48)]
HOLED = [500 + 2 * n if n not in (10, 11, 12) else None for n in range(48)]


def export(meters: dict[str, Sequence[int | None]], *, unit: str = "kW", begins: datetime = BEGINS) -> bytes:
    heading = f"Time,Meter,{'Power' if unit == 'kW' else 'Energy'} ({unit})"
    rows = [
        f"{begins + timedelta(hours=n):%Y-%m-%d %H:%M},{meter},{value}"
        for meter, values in meters.items()
        for n, value in enumerate(values)
        if value is not None
    ]
    return "\n".join([heading, *rows, ""]).encode()


TWO = export({"A": STEADY, "B": HOLED})


def sent(case: Case, content: bytes = TWO, name: str = "meter.csv", zone: str = ZONE) -> Evidence:
    request = case.engagement.requests.filter(kind="meter_export").first() or made.ask(case, "meter_export")
    return made.send(case, request, content, name, zone=zone)


def read(case: Case, content: bytes = TWO, name: str = "meter.csv", **more: Any) -> Series:
    """Read, and nobody has confirmed it."""
    series = sent(case, content, name, **more).readings.get()
    measuring.measure(series.pk, at=NOW)
    series.refresh_from_db()
    return series
