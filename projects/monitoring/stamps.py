"""Date and time as written, to moments in UTC."""

from datetime import timedelta, timezone
from typing import NamedTuple

import polars as pl

from projects.monitoring.series import Unreadable
from verifier.rulebook.wording import Text

YEAR_FIRST = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})"
YEAR_LAST = r"^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})"
CLOCK = r"(\d{1,2})[:时](\d{2})(?:[:分](\d{2}))?"
HALF = r"(?i)\b([ap])\.?m\b|(上午|下午)"
OFFSET = r":\d{2}(?:[.,]\d+)?\s*(?:([zZ])|([+-]\d{2}):?(\d{2}))\s*$"
NOON = 720  # minutes
MOST_APART = timedelta(hours=1)  # summer time; more is two places, or two clocks
OFFSETS = (timedelta(hours=-12), timedelta(hours=14))  # of any place
YEARS = (1900, 2999)  # of a meter; the next interval of the year 9999 has no date

CLEAR_TIMES = Text(
    "Export the times as year-month-day with a 24-hour clock, such as 2024-03-31 18:10.",
    "请按“年-月-日 24 小时制”导出时间，例如 2024-03-31 18:10。",
)


class Times(NamedTuple):
    """`frame` gains `wall` (the clock's reading) and `at` (UTC), both null where no time can be read."""

    frame: pl.DataFrame
    zone: str  # the zone the times were read in; "±hh:mm" where every time names its own
    afternoon: tuple[int, ...] | None  # source rows put after noon, where a 12-hour clock did not say
    repeated: tuple[int, ...]  # source rows in the hour that a clock change repeats
    mixed: tuple[int, ...] = ()  # source rows that name another zone than most do, further apart than summer time
    foreign: tuple[int, ...] = ()  # source rows that name an offset which the zone of the plant does not have then

    @property
    def half_clock(self) -> bool:
        """Whether the clock has twelve hours, with or without AM and PM."""
        return self.afternoon is not None or bool(self.frame["half"].is_not_null().any())


def moments(frame: pl.DataFrame, *, zone: str, offset: timedelta | None) -> Times:
    """Read `day` and `clock` (text; the same text where one column holds both) of every row, per `meter`.

    A written offset rules, row by row; then `offset`, which a heading named; then `zone`. Raises Unreadable.
    """
    frame = _parts(frame)
    afternoon = None
    if _is_half_clock(frame):
        frame = _unfold(frame)
        afternoon = tuple(frame.filter(pl.col("afternoon").fill_null(value=False))["row"])
    wall = pl.col("date").cast(pl.Datetime("us")) + pl.duration(minutes="minute", seconds="second")
    frame = frame.with_columns(wall.alias("wall"))
    written = frame["offset"].is_not_null() & frame["wall"].is_not_null()
    if written.any():
        if written.sum() != frame["wall"].count():
            raise _unclear("zones", Text("Some times name their zone and some do not.", "部分时间标有时区，部分没有。"))
        usual = frame["offset"].drop_nulls().mode().min()
        mixed = frame.filter((pl.col("offset") - usual).abs() > MOST_APART)["row"]
        frame = _at(frame, pl.col("wall") - pl.col("offset"))
        return Times(frame, "±hh:mm", afternoon, (), tuple(mixed), _foreign(frame, zone))
    if offset is not None:
        return Times(_at(frame, pl.col("wall") - offset), str(timezone(offset)), afternoon, ())
    return _from_zone(frame, zone, afternoon)


def half_clock_hours(frame: pl.DataFrame) -> bool:
    """Whether all hours lie from 1 to 12 without AM or PM: only the order of rows can tell the half of the day."""
    parts = _parts(frame)
    timed = parts.filter(pl.col("minute").is_not_null() & pl.col("half").is_null())
    return not timed.is_empty() and bool(timed["hour"].is_between(1, 12).all())


def _unclear(code: str, message: Text) -> Unreadable:
    return Unreadable(code, message, CLEAR_TIMES)


def _at(frame: pl.DataFrame, utc: pl.Expr) -> pl.DataFrame:
    return frame.with_columns(utc.dt.replace_time_zone("UTC").alias("at"))


def _foreign(frame: pl.DataFrame, zone: str) -> tuple[int, ...]:
    """Rows whose offset is neither the zone's at that time, with or without summer time, nor that of UTC."""
    local, offset = pl.col("at").dt.convert_time_zone(zone).dt, pl.col("offset")
    usual = local.base_utc_offset()
    own = (offset == timedelta(0)) | (offset == usual) | (offset == usual + local.dst_offset())
    return tuple(frame.filter(~own)["row"])


def _from_zone(frame: pl.DataFrame, zone: str, afternoon: tuple[int, ...] | None) -> Times:
    """In the hour that a clock change repeats, the second row of a label is the later one."""
    seen = pl.int_range(pl.len()).over("meter", "wall")
    either = pl.when(seen == 0).then(pl.lit("earliest")).otherwise(pl.lit("latest"))
    local = pl.col("wall").dt.replace_time_zone(zone, ambiguous=either, non_existent="null")
    frame = frame.with_columns(local.dt.convert_time_zone("UTC").alias("at"))
    unsure = pl.col("wall").dt.replace_time_zone(zone, ambiguous="null", non_existent="null").is_null()
    repeated = frame.filter(pl.col("at").is_not_null() & unsure)["row"]
    return Times(frame, zone, afternoon, tuple(repeated))


def _parts(frame: pl.DataFrame) -> pl.DataFrame:
    """`date`, `minute` of the day, `second`, `offset`; AM and PM, where written, are already counted in."""
    clock = pl.col("clock")
    half = pl.coalesce(clock.str.extract(HALF, 1).str.to_lowercase(), clock.str.extract(HALF, 2))
    hour, minute = (clock.str.extract(CLOCK, group).cast(pl.Int32) for group in (1, 2))
    second = clock.str.extract(CLOCK, 3).cast(pl.Int32).fill_null(0)
    frame = frame.with_columns(
        dates(frame["day"]).alias("date"),
        hour.alias("hour"),
        minute.alias("minute"),
        second.alias("second"),
        half.alias("half"),
        _offsets(clock).alias("offset"),
    )
    if frame["half"].is_not_null().any():
        after_noon = pl.when(pl.col("half").is_in(["p", "下午"])).then(12).otherwise(0)
        told = pl.col("half").is_not_null() & pl.col("hour").is_between(1, 12)
        frame = frame.with_columns(pl.when(told).then(pl.col("hour") % 12 + after_noon).alias("hour"))
    # 24:00 is the end of a day; nothing comes after it.
    whole = pl.col("hour").lt(24) | (pl.col("hour").eq(24) & pl.col("minute").eq(0) & pl.col("second").eq(0))
    fit = whole & pl.col("minute").lt(60) & pl.col("second").lt(60) & pl.col("date").dt.year().is_between(*YEARS)
    known = pl.col("offset").is_between(*OFFSETS)
    fit &= known.fill_null(value=True)
    return frame.with_columns(
        pl.when(fit).then(pl.col("hour") * 60 + pl.col("minute")).alias("minute"),
        pl.when(known).then("offset").alias("offset"),
    )


def _offsets(clock: pl.Expr) -> pl.Expr:
    hours, minutes = (clock.str.extract(OFFSET, group).cast(pl.Int64) for group in (2, 3))
    west = clock.str.extract(OFFSET, 2).str.starts_with("-")
    signed = pl.duration(hours=hours, minutes=pl.when(west).then(-minutes).otherwise(minutes))
    return pl.when(clock.str.extract(OFFSET, 1).is_not_null()).then(pl.duration(hours=0)).otherwise(signed)


def dates(day: pl.Series) -> pl.Series:
    """Days as written, null where there is no such day. Raises Unreadable where day and month may be either."""
    first = day.str.extract_groups(YEAR_FIRST).struct.unnest()
    last = day.str.extract_groups(YEAR_LAST).struct.unnest()
    year_first = _calendar(first["1"], first["2"], first["3"])
    if last["1"].is_not_null().any():
        return year_first.fill_null(_year_last(last["1"], last["2"], last["3"]))
    return year_first


def _year_last(one: pl.Series, two: pl.Series, year: pl.Series) -> pl.Series:
    """Day or month first? A number above 12 tells; else the reading whose days follow on one another without a hole."""
    day_first, month_first = _calendar(year, two, one), _calendar(year, one, two)
    written = year.is_not_null().sum()
    fits = [dates for dates in (day_first, month_first) if dates.is_not_null().sum() == written]
    if len(fits) == 2 and not day_first.equals(month_first):
        fits = [dates for dates in fits if _unbroken(dates)]
    if fits and (len(fits) == 1 or fits[0].equals(fits[1])):
        return fits[0]
    example = one.drop_nulls()[0], two.drop_nulls()[0], year.drop_nulls()[0]
    raise _unclear(
        "day-or-month",
        Text(
            "It cannot be told whether day or month comes first: {date}.", "无法确定日期中日在前还是月在前：{date}。"
        ).format(date="/".join(example)),
    )


def _unbroken(dates: pl.Series) -> bool:
    days = dates.drop_nulls().unique().sort()
    return len(days) > 1 and (days[-1] - days[0]).days == len(days) - 1


def _calendar(year: pl.Series, month: pl.Series, day: pl.Series) -> pl.Series:
    return (year + "-" + month + "-" + day).str.to_date("%Y-%m-%d", strict=False)


def _is_half_clock(frame: pl.DataFrame) -> bool:
    """Hours from 1 to 12 only, that fall back within a day: a 12-hour clock that does not say AM or PM."""
    timed = frame.filter(pl.col("minute").is_not_null() & pl.col("half").is_null())
    if timed.is_empty() or not timed["hour"].is_between(1, 12).all():
        return False
    return bool(timed.select(pl.col("hour").diff().over("meter", "date").lt(0).any()).item())


def _unfold(frame: pl.DataFrame) -> pl.DataFrame:
    """Put each row before or after noon by the order of the file. Raises Unreadable where the order does not tell."""
    timed = frame.filter(pl.col("minute").is_not_null()).with_columns(pl.col("minute") % NOON)
    turn = pl.col("minute").diff().lt(0).fill_null(value=False).cast(pl.Int32)
    timed = timed.with_columns(turn.cum_sum().over("meter", "date").alias("turns"))
    step = timed["minute"].diff().filter(timed["minute"].diff() > 0).mode().min()
    days = (
        timed.group_by("meter", "date")
        .agg(pl.col("turns").max(), pl.col("minute").first().alias("first"), pl.col("minute").last().alias("last"))
        .sort("meter", "date")
    )
    before, after = (pl.col(name).shift(by).over("meter") for name, by in (("date", 1), ("date", -1)))
    ends = pl.col("last") + step == NOON
    follows = (before == pl.col("date").dt.offset_by("-1d")) & ends.shift(1).over("meter") & (pl.col("first") == 0)
    leads = (after == pl.col("date").dt.offset_by("1d")) & pl.col("first").shift(-1).over("meter").eq(0) & ends
    follows, leads = follows.fill_null(value=False), leads.fill_null(value=False)
    half = pl.when(pl.col("turns") == 1).then(0).when(follows & ~leads).then(0).when(leads & ~follows).then(1)
    days = days.with_columns(half.alias("base"))
    unsure = days.filter(pl.col("base").is_null())
    if not unsure.is_empty():
        raise _unclear(
            "half-clock",
            Text(
                "The clock has 12 hours and no AM or PM; on {date} ({meter}) the order of rows does not tell.",
                "时钟为 12 小时制且未标上午、下午；{date}（{meter}）的行序也无法区分。",
            ).format(date=unsure["date"][0], meter=unsure["meter"][0]),
        )
    timed = timed.join(days.select("meter", "date", "base"), on=["meter", "date"], how="left", maintain_order="left")
    afternoon = (pl.col("turns") + pl.col("base") == 1).alias("afternoon")
    timed = timed.with_columns(afternoon).with_columns(pl.col("minute") + pl.col("afternoon").cast(pl.Int32) * NOON)
    return frame.drop("minute").join(
        timed.select("row", "minute", "afternoon"), on="row", how="left", maintain_order="left"
    )
