"""What is worth a look in a series. Whole-column work throughout; a signal is never a verdict.

`while_reading` looks at the rows as they came; `check` at the series they make. Thresholds that no document gives
are our own and are said in the message.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType

import polars as pl

from projects.monitoring import patterns
from projects.monitoring.noticing import noticed, spanned, weighed
from projects.monitoring.series import Reading, Signal
from verifier.rulebook.fuel_figures import RFNBO
from verifier.rulebook.plausibility import roundness
from verifier.rulebook.programme import Severity
from verifier.rulebook.wording import Text

HOUR = timedelta(hours=1)
MISSING_MAJOR = Decimal("0.01")  # share of the expected readings
FLAT = timedelta(hours=6)
REPEATS = 4
LAST_DIGIT = r"^[^eE]*(\d)[^\deE]*$"
ROUND_Z = Decimal(3)  # standard deviations above chance
JUMP = 3  # times the reading that 95 in 100 of the meter's stay below
SOLAR = "solar"
DARK = (time(23), time(3))  # by the plant's clock: dark even where it runs two hours ahead of the sun, below 60 degrees
# Of the nameplate: beyond what a gust or a meter's tolerance explains.
OVER_MAJOR = next(one.value for one in RFNBO if one.code == "nameplate_margin" and one.value is not None)
# A price may stand still, leap, repeat or fall below nought, is rounded by its market and bounded by no plant.
NOT_OF_PRICES = frozenset(
    {
        *("negative", "flat", "flat-alone", "repeat", "round", "jump", "month-jump", "night"),
        *("nameplate", "capacity-factor", "benford", "benford-unfit"),
    }
)
BY_TABLE: Mapping[str, Severity] = MappingProxyType({})
SAID = {
    "duplicate": Text(
        "Rows that repeat a meter and time with the same value; the first is kept.",
        "同一表计同一时间重复且数值相同；保留第一条。",
    ),
    "conflict": Text(
        "Rows that repeat a meter and time with another value; the first is kept.",
        "同一表计同一时间重复但数值不同；保留第一条。",
    ),
    "order": Text("Rows that stand after a later one of their meter.", "行序早于同一表计前一行的时间。"),
    "clock-shift": Text(
        "The clock goes back an hour and repeats it, which the time zone does not explain; the second is not counted. "
        "Name the zone of the clock.",
        "时钟回拨并重复一小时，而所用时区无此变更；重复部分未计入。请注明时钟所用时区。",
    ),
}


def while_reading(placed: pl.DataFrame, interval: timedelta) -> tuple[Signal, ...]:
    """Signals on rows in file order: `row`, `meter`, `ends_at`, `cell`, `value`, `energy_kj` (null where no number)."""
    found = (*_duplicates(placed), _order(placed), _clock_shift(placed, interval), _round(placed))
    return tuple(one for one in found if one.count)


def check(
    reading: Reading,
    *,
    nameplate_kw: Decimal | None = None,
    technology: str | None = None,
    received_at: datetime | None = None,
    severities: Mapping[str, Severity] = BY_TABLE,
) -> tuple[Signal, ...]:
    """Every signal of a series, those of its reading first, as `severities` weigh their codes.

    `nameplate_kw` is the rated power of one meter's plant.
    """
    found = [
        *(_missing(reading), _gaps(reading), patterns.missing_months(reading), patterns.substituted(reading)),
        *of_meters(reading, technology=technology),
        *(patterns.flat_alone(reading), patterns.month_jumps(reading)),
    ]
    if nameplate_kw is not None:
        found.append(above(reading, nameplate_kw))
        if technology is not None:
            found.append(patterns.capacity_factors(reading, nameplate_kw, technology))
    unfit = patterns.benford_unfit(reading, nameplate_kw=nameplate_kw, technology=technology)
    found.append(patterns.benford(reading) if unfit is None else patterns.not_looked_at(unfit))
    if received_at is not None:
        found.append(future(reading, received_at))
    found = fitting(reading, (*reading.signals, *found))
    return spanned(weighed(found, severities), reading.frame, reading.interval)


def fitting(reading: Reading, found: Iterable[Signal]) -> list[Signal]:
    """Those that tell something of what the series measures."""
    priced = reading.form.measures == "price"
    return [one for one in found if not (priced and one.code in NOT_OF_PRICES)]


def of_meters(reading: Reading, *, technology: str | None) -> list[Signal]:
    """Signals on each meter by itself, whatever the unit of its energy: a long series is looked at in parts."""
    found = [_negative(reading), _flat(reading), _repeat(reading), _jump(reading)]
    return [*found, _night(reading)] if technology == SOLAR else found


def _duplicates(placed: pl.DataFrame) -> tuple[Signal, Signal]:
    key = ("meter", "ends_at")
    again = placed.with_columns(
        pl.int_range(pl.len()).over(key).alias("nth"), pl.col("energy_kj").first().over(key).alias("kept")
    ).filter(pl.col("nth") > 0)
    same = pl.col("energy_kj").eq_missing(pl.col("kept"))
    return (
        noticed("duplicate", again.filter(same)["row"], SAID["duplicate"]),
        noticed("conflict", again.filter(~same)["row"], SAID["conflict"]),
    )


def _order(placed: pl.DataFrame) -> Signal:
    back = placed.filter(pl.col("ends_at").diff().over("meter") < timedelta(0))
    return noticed("order", back["row"], SAID["order"])


def _clock_shift(placed: pl.DataFrame, interval: timedelta) -> Signal:
    """Where times that were already there begin again an hour back: the clock was changed and no zone says so."""
    again = pl.int_range(pl.len()).over("meter", "ends_at") > 0
    back = pl.col("ends_at").diff().over("meter") == interval - HOUR
    return noticed("clock-shift", placed.filter(again & back)["row"], SAID["clock-shift"])


def _round(placed: pl.DataFrame) -> Signal:
    """Last digits as written, of readings other than zero, without those in powers of ten."""
    last = pl.col("cell").str.extract(LAST_DIGIT, 1)
    told = placed.filter(pl.col("value") != 0).select("row", last.alias("last")).drop_nulls()
    ends = told.filter(pl.col("last").is_in(["0", "5"]))
    return ended_round(told.height, ends["row"], ends.height)


def ended_round(told: int, rows: pl.Series, count: int) -> Signal:
    """Of readings whose last digit is `told`, `count` end in 0 or 5, the first of them in `rows`."""
    z = roundness(told, count) if told else Decimal(0)
    message = Text(
        "{share} of {count} readings end in 0 or 5, z = {z} (above {limit}); chance gives one in five.",
        "{count} 条读数中有 {share} 条末位为 0 或 5，z = {z}（超过 {limit}）；随机情形约为五分之一。",
    ).format(share=f"{count:,}", count=f"{told:,}", z=f"{z:.1f}", limit=ROUND_Z)
    return noticed("round", rows, message, count=count if z > ROUND_Z else 0)


def _missing(reading: Reading) -> Signal:
    rows = reading.frame.filter(pl.col("energy_kj").is_null())["row"]
    return unread(rows, len(rows), reading.frame.height)


def unread(rows: pl.Series, count: int, of: int) -> Signal:
    share = Decimal(count) / max(of, 1)
    message = Text(
        "Cells that are blank or not a number: counted as missing, not filled in (major above 1 %). So are the "
        "intervals in which a register falls.",
        "单元格为空或不是数字：按缺失处理，不作插补（超过 1% 为重大）。累计示数回落的时段亦计入。",
    )
    return noticed("missing", rows, message, severity="major" if share > MISSING_MAJOR else None, count=count)


def _gaps(reading: Reading) -> Signal:
    """Intervals without a row, from the first to the last of the whole series, for every meter."""
    frame, seconds = reading.frame, reading.interval // timedelta(seconds=1)
    first, last = frame.select(pl.min("ends_at").alias("first"), pl.max("ends_at").alias("last")).row(0)
    before = pl.col("ends_at").diff().over("meter").fill_null(pl.col("ends_at") - first + reading.interval)
    holes = frame.with_columns((before.dt.total_seconds() // seconds - 1).alias("lost"))
    is_last = pl.col("ends_at") == pl.col("ends_at").max().over("meter")
    tails = frame.filter(is_last).with_columns(((last - pl.col("ends_at")).dt.total_seconds() // seconds).alias("lost"))
    found = pl.concat([holes, tails]).filter(pl.col("lost") > 0)
    return absent(found["row"], int(found["lost"].sum()), frame.height)


def absent(rows: pl.Series, count: int, there: int) -> Signal:
    expected = there + count
    message = Text(
        "Intervals without a reading, of {expected} expected; the rows are those beside the gaps (major above 1 %).",
        "缺少读数的时段（应有 {expected} 个）；所列为缺口旁的行（超过 1% 为重大）。",
    ).format(expected=f"{expected:,}")
    severity: Severity | None = "major" if Decimal(count) / max(expected, 1) > MISSING_MAJOR else None
    return noticed("gap", rows, message, severity=severity, count=count)


def future(reading: Reading, received_at: datetime) -> Signal:
    message = Text(
        "Readings of a time after the file was received, {received} UTC.",
        "读数时间晚于文件收到时间（UTC {received}）。",
    ).format(received=f"{received_at.astimezone(UTC):%Y-%m-%d %H:%M}")
    measured = pl.col("energy_kj").is_not_null()
    return noticed("future", reading.frame.filter(measured & (pl.col("ends_at") > received_at))["row"], message)


def _negative(reading: Reading) -> Signal:
    message = Text(
        "Readings below zero, or in a column of what comes in: counted as import.",
        "读数为负，或位于下网（反向）列：计为下网电量。",
    )
    return noticed("negative", reading.frame.filter(pl.col("energy_kj") < 0)["row"], message)


def _flat(reading: Reading) -> Signal:
    """Runs of one value above zero, unbroken in time, longer than six hours; the rows are where they begin."""
    runs = _runs(reading).filter(pl.col("length") > FLAT // reading.interval)
    message = Text(
        "Readings that stand still above zero for more than 6 hours; the rows are where each run begins.",
        "读数大于零且连续 6 小时以上不变；所列为每段起始行。",
    )
    return noticed("flat", runs["row"], message, count=int(runs["length"].sum()))


def _repeat(reading: Reading) -> Signal:
    """Shorter runs than those of `_flat`, which are not reported twice."""
    length = pl.col("length")
    runs = _runs(reading).filter((length >= REPEATS) & (length <= FLAT // reading.interval))
    message = Text(
        "The same reading above zero {least} times or more, for up to 6 hours; the rows are where each run begins.",
        "同一读数（大于零）连续出现 {least} 次及以上、未超过 6 小时；所列为每段起始行。",
    ).format(least=REPEATS)
    return noticed("repeat", runs["row"], message, count=int(runs["length"].sum()))


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
    return noticed("jump", rows, message)


def _night(reading: Reading) -> Signal:
    opens, closes = DARK
    message = Text(
        "Solar generation between {opens} and {closes} by the plant's clock.",
        "光伏电站在当地时间 {opens} 至 {closes} 有发电量。",
    ).format(opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}")
    return noticed("night", reading.frame.filter(dark(reading) & (pl.col("energy_kj") > 0))["row"], message)


def dark(reading: Reading) -> pl.Expr:
    """Whether an interval begins in the hours that are dark by the plant's clock."""
    opens, closes = DARK
    start = (pl.col("ends_at") - reading.interval).dt.convert_time_zone(reading.zone).dt.time()
    return (start >= opens) | (start < closes)


def above(reading: Reading, nameplate_kw: Decimal) -> Signal:
    limit = nameplate_kw * (reading.interval // timedelta(seconds=1))
    size = pl.col("energy_kj").abs()
    over = reading.frame.filter(size > limit)
    far = over.filter(size > limit * OVER_MAJOR)
    message = Text(
        "Mean power beyond the nameplate of {nameplate} kW, either way (major beyond {most} % of it).",
        "平均功率（正或负）超过铭牌容量 {nameplate} kW（超过 {most}% 为重大）。",
    ).format(nameplate=f"{nameplate_kw:,}", most=f"{OVER_MAJOR:.0%}"[:-1])
    return noticed("nameplate", over["row"], message, severity=None if far.is_empty() else "major")
