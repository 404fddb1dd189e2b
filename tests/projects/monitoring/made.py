"""Readings made for a test: so much in each interval of each meter."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Literal

import polars as pl

from projects.monitoring.series import ENERGY, Form, Reading

BEGINS = datetime(2024, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def made(
    meters: Mapping[str, Sequence[float | Decimal | None]],
    *,
    begins: datetime = BEGINS,
    interval: timedelta = HOUR,
    zone: str = "UTC",
    measures: Literal["power", "energy", "counter"] = "energy",
) -> Reading:
    """A reading of kWh by meter; None is a blank. Rows are numbered from 2, meter after meter."""
    rows = [
        (meter, begins + (n + 1) * interval, None if kwh is None else Decimal(str(kwh)) * 3600)
        for meter in sorted(meters)
        for n, kwh in enumerate(meters[meter])
    ]
    frame = pl.DataFrame(
        rows, schema={"meter": pl.String, "ends_at": pl.Datetime("us", "UTC"), "energy_kj": ENERGY}, orient="row"
    )
    form = Form(
        source="made",
        delimiter=None,
        encoding=None,
        decimal_mark=".",
        header_rows=(1,),
        time_columns=(),
        half_clock=False,
        zone=zone,
        meter_columns=(),
        quantity_columns=(),
        units=("kWh",),
        measures=measures,
        layout="long",
    )
    frame = frame.with_columns(pl.int_range(2, pl.len() + 2, dtype=pl.UInt32).alias("row"))
    return Reading(
        name="made",
        sheet="",
        header_row=1,
        form=form,
        understood=(),
        frame=frame.select("row", "meter", "ends_at", "energy_kj"),
        interval=interval,
        zone=zone,
        signals=(),
    )


def varied(hours: int, *, about: int = 500, phase: int = 0) -> list[float | Decimal | None]:
    """Values that neither repeat nor stand still."""
    return [about + (n * 7919 + phase * 131) % 997 / 10 for n in range(hours)]
