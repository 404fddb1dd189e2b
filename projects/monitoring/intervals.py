"""The step of a series, and whether its times stand at the start or the end of it."""

from datetime import time, timedelta
from typing import Literal

import polars as pl

from projects.monitoring.headings import Columns
from projects.monitoring.noticing import noticed
from projects.monitoring.series import Signal, Unreadable
from verifier.rulebook.wording import Text

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
MIDNIGHT = time(0)
MOST_YEARS = 100
MOST_INTERVALS = 60_000_000  # nearly two years of seconds


def step(timed: pl.DataFrame) -> timedelta:
    """The one step on which every `at` stands, in every `meter`: an hour or a whole part of one. Raises Unreadable."""
    apart = timed.select("meter", "at").unique().sort("meter", "at").select(pl.col("at").diff().over("meter"))
    common = apart["at"].drop_nulls().mode().sort()
    if common.is_empty():
        raise short()
    found: timedelta = common[0]
    if found < SECOND or HOUR % found:
        raise Unreadable(
            "interval",
            Text(
                "The readings are {found} (hours:minutes:seconds) apart, which does not divide an hour evenly.",
                "读数间隔为 {found}（时:分:秒），不能整除一小时。",
            ).format(found=found),
            Text(
                "Export readings of 60, 30, 15, 10, 5 or 1 minute.",
                "请导出间隔为 60、30、15、10、5 或 1 分钟的读数。",
            ),
        )
    phase = pl.col("at").dt.epoch("s") % (found // SECOND)
    astray = timed.filter(phase != phase.mode().min())
    if not astray.is_empty():
        raise irregular(found, astray["row"].sort()[0], f"{astray.height:,}")
    _is_of_a_plant(timed, found)
    return found


def _is_of_a_plant(timed: pl.DataFrame, step: timedelta) -> None:
    first, last = timed.select(pl.min("at").alias("first"), pl.max("at").alias("last")).row(0)
    intervals = (last - first) // step + 1
    if last - first > timedelta(days=366 * MOST_YEARS) or intervals > MOST_INTERVALS:
        raise Unreadable(
            "span",
            Text(
                "The times run from {first} to {last} (UTC): {intervals} intervals of {step}. At most {years} years "
                "and {most} intervals are read.",
                "时间自 {first} 至 {last}（UTC），按 {step} 计为 {intervals} 个时段；"
                "最多读取 {years} 年、{most} 个时段。",
            ).format(
                first=f"{first:%Y-%m-%d %H:%M}",
                last=f"{last:%Y-%m-%d %H:%M}",
                intervals=f"{intervals:,}",
                step=step,
                years=MOST_YEARS,
                most=f"{MOST_INTERVALS:,}",
            ),
            Text(
                "Look for a wrong year in the first and the last of them, or send the readings in parts.",
                "请检查首末时间的年份是否有误，或分批上传。",
            ),
        )


def short() -> Unreadable:
    return Unreadable(
        "short",
        Text("One reading per meter is not a series.", "每个表计只有一条读数，构不成序列。"),
        Text("Export at least two intervals of each meter.", "请为每个表计至少导出两个时段。"),
    )


def irregular(step: timedelta, row: int, count: str) -> Unreadable:
    return Unreadable(
        "irregular",
        Text(
            "Most readings are {found} apart, but {count} stand off that step, the first in row {row}.",
            "多数读数间隔为 {found}，但有 {count} 条偏离，首条在第 {row} 行。",
        ).format(found=step, count=count, row=row),
        Text("Export readings at even intervals.", "请导出等间隔的读数。"),
    )


def stamped(timed: pl.DataFrame, columns: Columns) -> tuple[Literal["start", "end"], Signal]:
    """Where in its interval a time stands, and the signal that says how that was told."""
    wall = pl.col("wall")
    first, last = timed.select(wall.min().dt.time().alias("first"), wall.max().dt.time().alias("last")).row(0)
    where: Literal["start", "end"] = "start"
    why = None
    if columns.stamped is not None:
        where, why = columns.stamped, Text("its heading says so", "列标题已注明")
    elif (timed["hour"] == 24).any() or (last == MIDNIGHT != first):
        where, why = "end", Text("the series runs up to midnight", "序列截至零点")
    elif first == MIDNIGHT != last:
        why = Text("the series begins at midnight and stops short of the next", "序列始于零点且止于次日零点之前")
    word = {"start": Text("start", "起点"), "end": Text("end", "终点")}[where]
    message = Text(
        "Each time was taken for the {word} of its interval: {why}.", "各时间按时段{word}处理：{why}。"
    ).format(word=word, why=why or Text("nothing in the file tells, so it is assumed", "文件中无从判断，系假定"))
    none = pl.Series([], dtype=pl.UInt32)
    return where, noticed("stamp", none, message, severity=None if why else "minor", count=timed.height)
