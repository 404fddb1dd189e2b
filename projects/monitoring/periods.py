"""Times that are numbers of an interval within its day: 1 ... 48, and 46 or 50 on the days that change the clock."""

from datetime import timedelta, timezone

import polars as pl

from projects.monitoring.series import Unreadable
from projects.monitoring.stamps import Times, dates
from verifier.rulebook.wording import Text

# The highest number of a file, by the intervals of an ordinary day.
HIGHEST = {24: (23, 24, 25), 48: (46, 48, 50), 96: (92, 96, 100), 144: (138, 144, 150), 288: (276, 288, 300)}
DAY = timedelta(days=1)


def are_numbers(clock: pl.Series) -> bool:
    return bool(clock.drop_nulls().str.contains(r"^\d{1,3}$").all())


def moments(frame: pl.DataFrame, *, zone: str, offset: timedelta | None) -> Times:
    """As `stamps.moments`: `clock` counts the intervals from midnight as they pass, whatever the clock says."""
    number = pl.col("clock").cast(pl.Int32, strict=False)
    frame = frame.with_columns(dates(frame["day"]).alias("date"), number.alias("number"))
    first = 0 if (frame["number"] == 0).any() else 1
    highest = frame.select(pl.col("number").max().fill_null(0)).item() + 1 - first
    slots = next((slots for slots, known in HIGHEST.items() if highest in known), None)
    if slots is None:
        raise Unreadable(
            "periods",
            Text(
                "The periods of a day run up to {highest}, which is no number of intervals in a day.",
                "每日时段编号最大为 {highest}，与一日的时段数不符。",
            ).format(highest=highest),
            Text("Export whole days, or the time of each interval.", "请导出整日数据，或导出各时段的时间。"),
        )
    begins, ends = _midnight(pl.col("date"), zone, offset), _midnight(pl.col("date") + DAY, zone, offset)
    at = begins + (pl.col("number") - first) * (DAY / slots)
    at = pl.when((at >= begins) & (at < ends)).then(at)
    wall = at.dt.convert_time_zone(zone) if offset is None else at + offset
    frame = frame.with_columns(at.alias("at")).with_columns(
        (wall.dt.replace_time_zone(None)).alias("wall"),
        pl.lit(None, dtype=pl.String).alias("half"),
    )
    frame = frame.with_columns(pl.col("wall").dt.hour().cast(pl.Int32).alias("hour"))
    return Times(frame, zone if offset is None else str(timezone(offset)), None, ())


def _midnight(day: pl.Expr, zone: str, offset: timedelta | None) -> pl.Expr:
    start = day.cast(pl.Datetime("us"))
    if offset is not None:
        return (start - offset).dt.replace_time_zone("UTC")
    return start.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null").dt.convert_time_zone("UTC")
