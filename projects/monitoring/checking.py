"""What is worth a look in a series. Whole-column work throughout; a signal is never a verdict.

`while_reading` looks at the rows as they came; `check` at the series they make. Thresholds that no document gives
are our own and are said in the message.
"""

from datetime import time, timedelta
from decimal import Decimal
from typing import Literal

import polars as pl

from projects.monitoring.series import Reading, Signal
from verifier.rulebook.plausibility import roundness
from verifier.rulebook.wording import Text

HOUR = timedelta(hours=1)
MISSING_MAJOR = Decimal("0.01")  # share of the expected readings
FLAT = timedelta(hours=6)
REPEATS = 4
ROUND_Z = Decimal(3)  # standard deviations above chance
JUMP = 3  # times the reading that 95 in 100 of the meter's stay below
SOLAR = "solar"
DARK = (time(23), time(3))  # by the plant's clock: dark even where it runs two hours ahead of the sun, below 60 degrees
OVER_MAJOR = Decimal("1.05")  # of the nameplate: beyond what a gust or a meter's tolerance explains


def while_reading(placed: pl.DataFrame, interval: timedelta) -> tuple[Signal, ...]:
    """Signals on rows in file order: `row`, `meter`, `ends_at`, `cell`, `value`, `energy_kj` (null where no number)."""
    found = (*_duplicates(placed), _order(placed), _clock_shift(placed, interval), _round(placed))
    return tuple(signal for signal in found if signal.count)


def check(
    reading: Reading, *, nameplate_kw: Decimal | None = None, technology: str | None = None
) -> tuple[Signal, ...]:
    """Every signal of a series, those of its reading first. `nameplate_kw` is the rated power of one meter's plant."""
    found = [_missing(reading), _gaps(reading), _negative(reading), _flat(reading), _repeat(reading), _jump(reading)]
    if nameplate_kw is not None:
        found.append(_above(reading, nameplate_kw))
    if technology == SOLAR:
        found.append(_night(reading))
    return reading.signals + tuple(signal for signal in found if signal.count)


def signal(
    code: str, severity: Literal["info", "minor", "major"], rows: pl.Series, message: Text, count: int | None = None
) -> Signal:
    """A signal on source `rows`; it counts them, unless `count` is given."""
    first = tuple(rows.sort().head(10).to_list())
    return Signal(code, severity, len(rows) if count is None else count, first, message)


def _duplicates(placed: pl.DataFrame) -> tuple[Signal, Signal]:
    key = ("meter", "ends_at")
    again = placed.with_columns(
        pl.int_range(pl.len()).over(key).alias("nth"), pl.col("energy_kj").first().over(key).alias("kept")
    ).filter(pl.col("nth") > 0)
    same = pl.col("energy_kj").eq_missing(pl.col("kept"))
    return (
        signal(
            "duplicate",
            "minor",
            again.filter(same)["row"],
            Text(
                "Rows that repeat a meter and time with the same value; the first is kept.",
                "同一表计同一时间重复且数值相同；保留第一条。",
            ),
        ),
        signal(
            "conflict",
            "major",
            again.filter(~same)["row"],
            Text(
                "Rows that repeat a meter and time with another value; the first is kept.",
                "同一表计同一时间重复但数值不同；保留第一条。",
            ),
        ),
    )


def _order(placed: pl.DataFrame) -> Signal:
    back = placed.filter(pl.col("ends_at").diff().over("meter") < timedelta(0))
    message = Text("Rows that stand after a later one of their meter.", "行序早于同一表计前一行的时间。")
    return signal("order", "info", back["row"], message)


def _clock_shift(placed: pl.DataFrame, interval: timedelta) -> Signal:
    """Where times that were already there begin again an hour back: the clock was changed and no zone says so."""
    again = pl.int_range(pl.len()).over("meter", "ends_at") > 0
    back = pl.col("ends_at").diff().over("meter") == interval - HOUR
    message = Text(
        "The clock goes back an hour and repeats it, which the time zone does not explain; the second is not counted. "
        "Name the zone of the clock.",
        "时钟回拨并重复一小时，而所用时区无此变更；重复部分未计入。请注明时钟所用时区。",
    )
    return signal("clock-shift", "major", placed.filter(again & back)["row"], message)


def _round(placed: pl.DataFrame) -> Signal:
    """Last digits as written, of readings other than zero, without those in powers of ten."""
    last = pl.col("cell").str.extract(r"^[^eE]*(\d)[^\deE]*$", 1)
    told = placed.filter(pl.col("value") != 0).select("row", last.alias("last")).drop_nulls()
    ends = told.filter(pl.col("last").is_in(["0", "5"]))
    z = roundness(told.height, ends.height) if told.height else Decimal(0)
    message = Text(
        "{share} of {count} readings end in 0 or 5, z = {z} (above {limit}); chance gives one in five.",
        "{count} 条读数中有 {share} 条末位为 0 或 5，z = {z}（超过 {limit}）；随机情形约为五分之一。",
    ).format(share=f"{ends.height:,}", count=f"{told.height:,}", z=f"{z:.1f}", limit=ROUND_Z)
    return signal("round", "info", ends["row"] if z > ROUND_Z else ends["row"].clear(), message)


def _missing(reading: Reading) -> Signal:
    rows = reading.frame.filter(pl.col("energy_kj").is_null())["row"]
    share = Decimal(len(rows)) / max(reading.frame.height, 1)
    message = Text(
        "Cells that are blank or not a number: counted as missing, not filled in (major above 1 %). So are the "
        "intervals in which a register falls.",
        "单元格为空或不是数字：按缺失处理，不作插补（超过 1% 为重大）。累计示数回落的时段亦计入。",
    )
    return signal("missing", "major" if share > MISSING_MAJOR else "minor", rows, message)


def _gaps(reading: Reading) -> Signal:
    """Intervals without a row, from the first to the last of the whole series, for every meter."""
    frame, seconds = reading.frame, reading.interval // timedelta(seconds=1)
    first, last = frame["ends_at"].min(), frame["ends_at"].max()
    before = pl.col("ends_at").diff().over("meter").fill_null(pl.col("ends_at") - first + reading.interval)
    holes = frame.with_columns((before.dt.total_seconds() // seconds - 1).alias("lost"))
    is_last = pl.col("ends_at") == pl.col("ends_at").max().over("meter")
    tails = frame.filter(is_last).with_columns(((last - pl.col("ends_at")).dt.total_seconds() // seconds).alias("lost"))
    found = pl.concat([holes, tails]).filter(pl.col("lost") > 0)
    count = int(found["lost"].sum())
    expected = frame.height + count
    message = Text(
        "Intervals without a reading, of {expected} expected; the rows are those beside the gaps (major above 1 %).",
        "缺少读数的时段（应有 {expected} 个）；所列为缺口旁的行（超过 1% 为重大）。",
    ).format(expected=f"{expected:,}")
    severity: Literal["minor", "major"] = "major" if Decimal(count) / max(expected, 1) > MISSING_MAJOR else "minor"
    return signal("gap", severity, found["row"], message, count)


def _negative(reading: Reading) -> Signal:
    message = Text("Negative readings: counted as own consumption (import).", "读数为负：计为自用电（下网电量）。")
    return signal("negative", "info", reading.frame.filter(pl.col("energy_kj") < 0)["row"], message)


def _flat(reading: Reading) -> Signal:
    """Runs of one value above zero, unbroken in time, longer than six hours; the rows are where they begin."""
    runs = _runs(reading).filter(pl.col("length") > FLAT // reading.interval)
    message = Text(
        "Readings that stand still above zero for more than 6 hours; the rows are where each run begins.",
        "读数大于零且连续 6 小时以上不变；所列为每段起始行。",
    )
    return signal("flat", "minor", runs["row"], message, int(runs["length"].sum()))


def _repeat(reading: Reading) -> Signal:
    """Shorter runs than those of `_flat`, which are not reported twice."""
    length = pl.col("length")
    runs = _runs(reading).filter((length >= REPEATS) & (length <= FLAT // reading.interval))
    message = Text(
        "The same reading above zero {least} times or more, for up to 6 hours; the rows are where each run begins.",
        "同一读数（大于零）连续出现 {least} 次及以上、未超过 6 小时；所列为每段起始行。",
    ).format(least=REPEATS)
    return signal("repeat", "info", runs["row"], message, int(runs["length"].sum()))


def _runs(reading: Reading) -> pl.DataFrame:
    """Unbroken runs of one value above zero: `meter`, `length` and the `row` in which each begins."""
    energy, ends_at = pl.col("energy_kj"), pl.col("ends_at")
    goes_on = (energy.diff() == 0) & (ends_at.diff() == reading.interval)
    return (
        reading.frame.with_columns((~goes_on.fill_null(value=False)).cum_sum().alias("run"))
        .filter(energy > 0)
        .group_by("meter", "run")
        .agg(pl.len().alias("length"), pl.col("row").first())
    )


def _jump(reading: Reading) -> Signal:
    energy, ends_at = pl.col("energy_kj"), pl.col("ends_at")
    usual = energy.abs().quantile(0.95, "higher").over("meter")
    change = energy.diff().abs().over("meter")
    next_to = ends_at.diff().over("meter") == reading.interval
    rows = reading.frame.filter(next_to & (change > usual * JUMP))["row"]
    message = Text(
        "From one interval to the next, a change of over {times} times the meter's 95th percentile.",
        "相邻时段变化超过该表计读数第 95 百分位数的 {times} 倍。",
    ).format(times=JUMP)
    return signal("jump", "minor", rows, message)


def _night(reading: Reading) -> Signal:
    opens, closes = DARK
    start = (pl.col("ends_at") - reading.interval).dt.convert_time_zone(reading.zone).dt.time()
    dark = (start >= opens) | (start < closes)
    message = Text(
        "Solar generation between {opens} and {closes} by the plant's clock.",
        "光伏电站在当地时间 {opens} 至 {closes} 有发电量。",
    ).format(opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}")
    return signal("night", "minor", reading.frame.filter(dark & (pl.col("energy_kj") > 0))["row"], message)


def _above(reading: Reading, nameplate_kw: Decimal) -> Signal:
    limit = nameplate_kw * (reading.interval // timedelta(seconds=1))
    size = pl.col("energy_kj").abs()
    over = reading.frame.filter(size > limit)
    far = over.filter(size > limit * OVER_MAJOR)
    message = Text(
        "Mean power beyond the nameplate of {nameplate} kW, either way (major beyond 105 % of it).",
        "平均功率（正或负）超过铭牌容量 {nameplate} kW（超过 105% 为重大）。",
    ).format(nameplate=f"{nameplate_kw:,}")
    return signal("nameplate", "minor" if far.is_empty() else "major", over["row"], message)
