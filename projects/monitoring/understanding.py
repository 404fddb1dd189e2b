"""What a file was taken to be, in words, for a person to confirm."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from projects.monitoring.series import Reading
from projects.monitoring.stamps import Times
from verifier.rulebook.wording import Text


def understood(reading: Reading, times: Times) -> tuple[tuple[Text, str], ...]:
    """Pairs of a label and what it was taken to be."""
    frame = reading.frame
    first, last = frame.select(pl.col("ends_at").min().alias("first"), pl.col("ends_at").max().alias("last")).row(0)
    meters = frame["meter"].unique(maintain_order=True).to_list()
    line = frame["row"][0]
    cells = times.frame.filter(pl.col("row") == line).select("day", "clock").row(0)
    return told(
        reading,
        meters,
        first=first - reading.interval,
        last=last,
        readings=frame.height,
        zone=times.zone,
        opening=(line, " | ".join(dict.fromkeys(map(str, cells))), frame["ends_at"][0] - reading.interval),
    )


def told(
    reading: Reading,
    meters: Sequence[str],
    *,
    first: datetime,
    last: datetime,
    readings: int,
    zone: str,
    opening: tuple[int, str, datetime],
) -> tuple[tuple[Text, str], ...]:
    """As `understood`, from what it takes of the rows. `opening`: the first meter's row, time as written and in UTC."""
    form, (line, as_written, begins) = reading.form, opening
    return (
        (Text("Source", "来源"), form.source),
        (Text("Heading row", "标题行"), ", ".join(map(str, form.header_rows))),
        (Text("Time", "时间"), " + ".join(form.time_columns)),
        (Text("Time zone of the times", "时间所用时区"), zone),
        (Text("Time zone of the plant", "电站时区"), reading.zone),
        (Text("Meter", "表计"), " + ".join(form.meter_columns) or meters[0]),
        (Text("Quantity", "数据列"), _some(form.quantity_columns)),
        (Text("Unit", "单位"), ", ".join(form.units)),
        (Text("Decimal mark", "小数点"), form.decimal_mark),
        (Text("Interval (hours:minutes:seconds)", "时段（时:分:秒）"), str(reading.interval)),
        (Text("Period (UTC)", "期间（UTC）"), f"{first:%Y-%m-%d %H:%M} – {last:%Y-%m-%d %H:%M}"),
        (Text("Meters", "表计数"), f"{len(meters):,}: {_some(meters)}"),
        (Text("Readings", "读数"), f"{readings:,}"),
        (Text("First reading (UTC)", "首条读数（UTC）"), f"{line}: {as_written} → {begins:%Y-%m-%d %H:%M}"),
    )


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:10]) + (" …" if len(names) > 10 else "")
