"""What shows only over days and months: shares, capacity factors, leading digits, one meter against the others."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal, localcontext
from itertools import pairwise
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from projects.monitoring.noticing import NO_ROWS, noticed
from projects.monitoring.series import KJ_PER_MWH, Reading, Signal, by_month
from verifier.rulebook import plausibility
from verifier.rulebook.figures import Figure
from verifier.rulebook.power_figures import PLAUSIBILITY
from verifier.rulebook.programme import Severity
from verifier.rulebook.quantities import CONTEXT, ONE
from verifier.rulebook.wording import Text

DAY = timedelta(days=1)
MISSING_MONTH = Decimal("0.01")  # share of a month's readings
SUBSTITUTED_MINOR, SUBSTITUTED_MAJOR = Decimal("0.01"), Decimal("0.05")  # share of all readings
ALONE = DAY
LEAST_CHANGES = 6  # from month to month, before one of them can stand out
TIMES_MAD = 4
LEAST_DAYS = 28  # before a capacity factor tells anything
YEAR_DAYS = 300  # before a low one does
LOW = Decimal("0.10")
BENFORD_LEAST, BENFORD_SPAN = 300, 100
# Nigrini's mean absolute departures: beyond the first the digits hardly conform, beyond the second they do not.
BENFORD_WATCH, BENFORD_FLAG = Decimal("0.012"), Decimal("0.015")


def missing_months(reading: Reading) -> Signal:
    """Months of a longer series in which more than one in a hundred readings is blank or absent."""
    frame = reading.frame
    there = frame.group_by("ends_at").agg(pl.col("energy_kj").count().alias("measured"), pl.col("row").min())
    return short_months(reading, there, meters=frame["meter"].n_unique())


def short_months(reading: Reading, there: pl.DataFrame, *, meters: int) -> Signal:
    """As `missing_months`, from how many meters were `measured` in each interval, with the first `row` of it."""
    first, last = there.select(pl.min("ends_at").alias("first"), pl.max("ends_at").alias("last")).row(0)
    expected = _slots(reading, first - reading.interval, last)
    there = there.group_by(_month(reading)).agg(pl.col("measured").sum().alias("there"), pl.col("row").min())
    found = (
        expected.join(there, on="month", how="left")
        .with_columns((pl.col("slots") * meters).alias("slots"))
        .with_columns((pl.col("slots") - pl.col("there").fill_null(0)).alias("lost"))
        .filter(pl.col("lost") > pl.col("slots") * float(MISSING_MONTH))
        .sort("month")
    )
    found = found if expected.height > 1 else found[:0]
    named = (
        f"{day:%Y-%m} ({Decimal(lost) / slots:.1%})" for day, lost, slots in found[["month", "lost", "slots"]].rows()
    )
    message = Text(
        "Months without more than {most} % of their readings, blank or absent: {months}.",
        "缺失读数（空白或缺行）超过 {most}% 的月份：{months}。",
    ).format(most=MISSING_MONTH * 100, months=", ".join(named))
    return noticed("missing-month", found["row"].drop_nulls(), message, count=int(found["lost"].sum()))


def substituted(reading: Reading) -> Signal:
    """Readings that were put in the place of others, where the series tells them apart by `quality`."""
    frame = reading.frame
    rows = frame.filter(pl.col("quality") == "substituted")["row"] if "quality" in frame.columns else frame["row"][:0]
    share = Decimal(len(rows)) / max(frame.height, 1)
    severity: Severity = "major" if share > SUBSTITUTED_MAJOR else "minor" if share > SUBSTITUTED_MINOR else "info"
    message = Text(
        "Readings that were substituted: {share} of all (minor above 1 %, major above 5 %).",
        "替代读数占 {share}（超过 1% 为一般，超过 5% 为重大）。",
    ).format(share=f"{share:.2%}")
    return noticed("substituted", rows, message, severity=severity)


def flat_alone(reading: Reading) -> Signal:
    """Meters that do not move for a day or longer, at whatever value, while another meter of the series does."""
    return alone(*still(reading))


def still(reading: Reading) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Runs of a day or longer in which a meter does not move, and how many meters moved at each `ends_at`."""
    energy, ends_at = pl.col("energy_kj"), pl.col("ends_at")
    next_to = ends_at.diff().over("meter") == reading.interval
    moves = (next_to & (energy.diff().over("meter") != 0)).fill_null(value=False)
    still = (next_to & (energy.diff().over("meter") == 0)).fill_null(value=False)
    frame = reading.frame.with_columns(moves.alias("moves"), (~still).cum_sum().alias("run"))
    runs = (
        frame.group_by("meter", "run")
        .agg(pl.len().alias("length"), pl.col("row").first(), ends_at.first().alias("from"), ends_at.last().alias("to"))
        .filter(pl.col("length") >= ALONE // reading.interval)
    )
    return runs, frame.group_by("ends_at").agg(pl.col("moves").sum().cast(pl.Int64))


def alone(runs: pl.DataFrame, moved: pl.DataFrame) -> Signal:
    moved = moved.sort("ends_at").select("ends_at", pl.col("moves").cum_sum())
    runs = (
        runs.join(moved.rename({"moves": "before"}), left_on="from", right_on="ends_at")
        .join(moved.rename({"moves": "after"}), left_on="to", right_on="ends_at")
        .filter(pl.col("after") > pl.col("before"))
    )
    message = Text(
        "Meters that stand still for 24 hours or longer while others change; the rows are where each run begins.",
        "其他表计变化而该表计连续 24 小时以上不变；所列为每段起始行。",
    )
    return noticed("flat-alone", runs["row"], message, count=int(runs["length"].sum()))


def month_jumps(reading: Reading) -> Signal:
    """Whole months whose change from the month before departs from the usual change by over four times its MAD."""
    months = [(f"{one.year}-{one.month:02}", one.exported_mwh) for one in by_month(reading)]
    first, last = reading.frame.select(_local(reading).min().alias("a"), _local(reading).max().alias("b")).row(0)
    if (first.day, first.hour, first.minute) != (1, 0, 0):
        months = months[1:]
    if (last + reading.interval).month == last.month:
        months = months[:-1]
    changes = [after - before for (_, before), (_, after) in pairwise(months)]
    found: list[str] = []
    if len(changes) >= LEAST_CHANGES:
        usual = median(changes)
        spread = median(abs(change - usual) for change in changes)
        found = [
            name
            for (name, _), change in zip(months[1:], changes, strict=True)
            if abs(change - usual) > TIMES_MAD * spread
        ]
    rows = (
        reading.frame.filter(_month(reading).dt.strftime("%Y-%m").is_in(found))
        .group_by(_month(reading))
        .agg(pl.col("row").min())
    )
    message = Text(
        "Months whose export changed from the month before by over {times} times the median absolute deviation: "
        "{months}. Ask for the event that explains it.",
        "上网电量环比变化超过绝对中位差 {times} 倍的月份：{months}。请要求说明原因。",
    ).format(times=TIMES_MAD, months=", ".join(found))
    return noticed("month-jump", rows["row"], message, count=len(found))


def capacity_factors(reading: Reading, nameplate_kw: Decimal, technology: str) -> Signal:
    """Meters that gave more than plants of the kind give, or too little, over 28 days or more of measured intervals."""
    energy = pl.col("energy_kj")
    sums = reading.frame.group_by("meter").agg(
        energy.filter(energy > 0).sum().alias("out"), energy.count().alias("measured"), pl.col("row").first()
    )
    return beyond_usual(reading, sums, nameplate_kw, technology)


def beyond_usual(reading: Reading, sums: pl.DataFrame, nameplate_kw: Decimal, technology: str) -> Signal:
    """As `capacity_factors`, from each `meter`, the kJ it gave (`out`), its `measured` intervals and first `row`."""
    sums = sums.filter(pl.col("measured") * (reading.interval / DAY) >= LEAST_DAYS).sort("meter")
    usual = _usual(technology)
    named, rows, impossible = [], [], False
    with localcontext(CONTEXT):
        for meter, out, measured, row in sums["meter", "out", "measured", "row"].rows():
            days = Decimal(measured) * (reading.interval // timedelta(seconds=1)) / 86_400
            factor = plausibility.capacity_factor(out / KJ_PER_MWH, nameplate_kw / 1000, days)
            if factor > usual or (days >= YEAR_DAYS and factor < LOW):
                named.append(f"{meter} {factor:.3f}")
                rows.append(row)
                impossible = impossible or factor > ONE
    message = Text(
        "Capacity factors above {usual} or, over a year, below {low}: {meters} (major above 1, which cannot be).",
        "容量因子高于 {usual}，或全年低于 {low}：{meters}（高于 1 不可能，为重大）。",
    ).format(usual=usual, low=LOW, meters=", ".join(named[:10]))
    return noticed(
        "capacity-factor", pl.Series(rows, dtype=pl.UInt32), message, severity="major" if impossible else None
    )


def _usual(technology: str) -> Decimal:
    """What plants of the kind reach at most; one, where nothing is known of the kind."""
    figures: dict[str, Figure] = {one.code: one for one in PLAUSIBILITY}
    figure = figures.get(f"capacity_factor.{technology}")
    return ONE if figure is None or figure.value is None else figure.value


def benford_unfit(reading: Reading, *, nameplate_kw: Decimal | None, technology: str | None) -> Text | None:
    """Why the leading digits of this series say nothing; None where they do."""
    sizes = reading.frame.filter(pl.col("energy_kj") != 0)["energy_kj"].abs()
    return bounded(reading, nameplate_kw=nameplate_kw, technology=technology) or unfit(
        len(sizes), sizes.min(), sizes.max()
    )


def bounded(reading: Reading, *, nameplate_kw: Decimal | None, technology: str | None) -> Text | None:
    if nameplate_kw is not None or technology is not None or reading.form.measures == "power":
        return Text(
            "The leading digits are not looked at: what one plant's meter can read is bounded by its power. The last "
            "digits and repeated values are looked at instead.",
            "未检验首位数字：电站表计读数受功率上限约束；改以末位数字与重复值检验。",
        )
    return None


def unfit(count: int, least: Any, most: Any) -> Text | None:
    """Why the leading digits of `count` sizes from `least` to `most` say nothing."""
    if count < BENFORD_LEAST:
        return Text(
            "The leading digits are not looked at: {count} values other than zero are fewer than {least}.",
            "未检验首位数字：非零值仅 {count} 个，少于 {least} 个。",
        ).format(count=f"{count:,}", least=BENFORD_LEAST)
    if Decimal(str(most)) < Decimal(str(least)) * BENFORD_SPAN:
        return Text(
            "The leading digits are not looked at: the values do not span two orders of magnitude.",
            "未检验首位数字：数值跨度不足两个数量级。",
        )
    return None


def not_looked_at(reason: Text) -> Signal:
    """That the leading digits were left alone is said, so that nobody takes silence for a pass."""
    return noticed("benford-unfit", NO_ROWS, reason, count=1)


def benford(reading: Reading) -> Signal:
    """Leading digits, in kWh as written, against what numbers over several orders of magnitude show."""
    sized = reading.frame.filter(pl.col("energy_kj") != 0)
    return departing(dict(leading(sized["energy_kj"]).value_counts().rows()), sized["row"])


def leading(energy_kj: pl.Series) -> pl.Series:
    # Twelve digits: a binary fraction a hair below 0.7 leads with 7.
    kwh = (energy_kj.abs().cast(pl.Float64) / 3600).round_sig_figs(12).cast(pl.String)
    return kwh.str.extract(r"([1-9])", 1)


def departing(counted: Mapping[str, int], rows: pl.Series) -> Signal:
    """Whether values of which so many lead with each digit, the first of them in `rows`, depart from the law."""
    count = sum(counted.values())
    with localcontext(CONTEXT):
        shares = [Decimal(counted.get(str(digit), 0)) / count for digit in range(1, 10)]
        departure = plausibility.benford_departure(shares)
    message = Text(
        "The leading digits of {count} values depart from Benford's law by {mad} on average (above {most}).",
        "{count} 个数值的首位数字平均偏离本福特定律 {mad}（超过 {most}）。",
    ).format(count=f"{count:,}", mad=f"{departure:.4f}", most=BENFORD_WATCH)
    severity: Severity | None = None if departure > BENFORD_FLAG else "info"
    return noticed("benford", rows, message, severity=severity, count=count if departure > BENFORD_WATCH else 0)


def _slots(reading: Reading, begins: datetime, ends: datetime) -> pl.DataFrame:
    """How many intervals begin in each `month` of the plant's calendar, of those from `begins` until `ends`."""
    zone, step = ZoneInfo(reading.zone), reading.interval
    month = begins.astimezone(zone).date().replace(day=1)
    months, done, count = [], 0, (ends - begins) // step
    while done < count:
        following = (month + timedelta(days=31)).replace(day=1)
        until = datetime.combine(following, time(0), zone).astimezone(UTC)
        before = min(count, -(-(until - begins) // step))
        months.append((month, before - done))
        month, done = following, before
    return pl.DataFrame(months, schema={"month": pl.Date, "slots": pl.Int64}, orient="row")


def _local(reading: Reading) -> pl.Expr:
    return (pl.col("ends_at") - reading.interval).dt.convert_time_zone(reading.zone)


def _month(reading: Reading) -> pl.Expr:
    return _local(reading).dt.date().dt.truncate("1mo").alias("month")
