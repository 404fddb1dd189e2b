"""What is worth a look in a series. Whole-column work throughout; a signal is never a verdict.

`while_reading` looks at the rows as they came; `check` at the series they make. Thresholds that no document gives
are our own and are said in the message.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Literal

import polars as pl

from projects.monitoring.series import Reading, Signal
from verifier.rulebook.wording import Text

MISSING_MAJOR = Decimal("0.01")  # share of the expected readings
FLAT = timedelta(hours=6)
OVER_MAJOR = Decimal("1.05")  # of the nameplate: beyond what a gust or a meter's tolerance explains


def while_reading(placed: pl.DataFrame) -> tuple[Signal, ...]:
    """Signals on rows in file order: `row`, `meter`, `ends_at`, `energy_kj` (null where blank or not a number)."""
    return tuple(signal for signal in (*_duplicates(placed), _order(placed)) if signal.count)


def check(reading: Reading, *, nameplate_kw: Decimal | None = None) -> tuple[Signal, ...]:
    """Every signal of a series, those of its reading first. `nameplate_kw` is the rated power of one meter's plant."""
    found = [_missing(reading), _gaps(reading), _negative(reading), _flat(reading)]
    if nameplate_kw is not None:
        found.append(_above(reading, nameplate_kw))
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


def _missing(reading: Reading) -> Signal:
    rows = reading.frame.filter(pl.col("energy_kj").is_null())["row"]
    share = Decimal(len(rows)) / max(reading.frame.height, 1)
    message = Text(
        "Cells that are blank or not a number: counted as missing, not filled in (major above 1 %).",
        "单元格为空或不是数字：按缺失处理，不作插补（超过 1% 为重大）。",
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
    energy, ends_at = pl.col("energy_kj"), pl.col("ends_at")
    goes_on = (energy.diff() == 0) & (ends_at.diff() == reading.interval)
    runs = (
        reading.frame.with_columns((~goes_on.fill_null(value=False)).cum_sum().alias("run"))
        .filter(energy > 0)
        .group_by("meter", "run")
        .agg(pl.len().alias("length"), pl.col("row").first())
        .filter(pl.col("length") > FLAT // reading.interval)
    )
    message = Text(
        "Readings that stand still above zero for more than 6 hours; the rows are where each run begins.",
        "读数大于零且连续 6 小时以上不变；所列为每段起始行。",
    )
    return signal("flat", "minor", runs["row"], message, int(runs["length"].sum()))


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
