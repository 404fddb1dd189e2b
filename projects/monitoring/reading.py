"""A meter export, read into interval energy; refused where it cannot be read with certainty."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from projects.monitoring import headings, intervals, quantities, stamps
from projects.monitoring.checking import signal, while_reading
from projects.monitoring.headings import Columns
from projects.monitoring.series import Reading, Signal, Unreadable
from projects.monitoring.sheets import BookSheet, TextSheet, sheets
from projects.monitoring.stamps import Times
from verifier.inspection import Kind, Unacceptable, inspect
from verifier.rulebook.wording import Text


def read(path: Path, *, name: str, zone: str = "UTC") -> Reading:
    """Read the file at `path`, sent as `name`, of a plant whose clock runs in `zone` (IANA name).

    A cell counts by its own decimal digits. Raises Unreadable, with what would mend it.
    """
    _look_up(zone)
    try:
        kind = inspect(path, name)
    except Unacceptable as fault:
        raise Unreadable(fault.code, fault.message, fault.mend) from fault
    sheet, header, titles = _choose(sheets(path, kind), kind)
    columns = headings.columns(titles)
    rows = _rows(sheet.below(header, columns.places), columns, whole=Path(name).stem)
    times = stamps.moments(rows, zone=zone, offset=columns.offset)
    timed = times.frame.filter(pl.col("at").is_not_null() & pl.col("meter").is_not_null())
    if 2 * timed.height <= rows.height:
        raise _no_times(rows)
    interval = intervals.step(timed)
    where, told = intervals.stamped(timed, columns)
    placed = _placed(timed, columns, interval, where)
    if columns.measures == "energy" and _climbs(placed):
        raise headings.counter(titles[columns.quantity])
    reading = Reading(
        name=name,
        sheet=sheet.name,
        header_row=header + 1,
        understood=(),
        frame=placed.sort("meter", "ends_at", "row").unique(("meter", "ends_at"), keep="first", maintain_order=True),
        interval=interval,
        zone=zone,
        signals=(*_of_times(rows, timed, times), told, *while_reading(placed)),
    )
    return replace(reading, understood=_understood(reading, columns, titles, sheet.source, times))


def _placed(timed: pl.DataFrame, columns: Columns, interval: timedelta, where: str) -> pl.DataFrame:
    """`row`, `meter`, `ends_at` and `energy_kj`, in file order."""
    ends_at = pl.col("at") + (interval if where == "start" else timedelta(0))
    energy = quantities.energy(pl.col("value"), columns, interval)
    valued = timed.with_columns(quantities.numbers(timed["cell"]).alias("value"))
    return valued.select("row", "meter", ends_at.alias("ends_at"), energy.alias("energy_kj"))


def _look_up(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as fault:
        raise Unreadable(
            "zone",
            Text("There is no time zone “{zone}”.", "不存在时区“{zone}”。").format(zone=zone),
            Text("Name it as in “Europe/London” or “Asia/Shanghai”.", "请使用“Asia/Shanghai”这类名称。"),
        ) from fault


def _choose(found: list[BookSheet] | list[TextSheet], kind: Kind) -> tuple[BookSheet | TextSheet, int, list[str]]:
    """The sheet with a heading row, the row's position and its cells."""
    heads = [(sheet, sheet.head) for sheet in found]
    fit = [(sheet, place, head[place]) for sheet, head in heads if (place := headings.header(head)) is not None]
    if not fit:
        raise Unreadable(
            "no-heading",
            Text(
                "No heading row with a time and a quantity was found in the first rows.",
                "在前几行中未找到同时含有时间和数据的标题行。",
            ),
            Text(
                "Give the columns headings such as “Meter”, “Time” and “Energy (kWh)”.",
                "请为各列加上标题，例如“设备”“时间”“电量(kWh)”。",
            ),
        )
    if kind is Kind.XLSX and len(fit) > 1:
        named = ", ".join(f"“{sheet.name}”" for sheet, _, _ in fit)
        raise Unreadable(
            "many-sheets",
            Text("More than one sheet holds a series: {named}.", "有多个工作表含有数据：{named}。").format(named=named),
            Text("Send each sheet as its own file.", "请将每个工作表单独保存后上传。"),
        )
    # Under the wrong separator the headings fall together.
    return max(fit, key=lambda one: len(one[2]))


def _rows(cells: pl.DataFrame, columns: Columns, *, whole: str) -> pl.DataFrame:
    """`row`, `meter`, `day`, `clock` and `cell` as text, without the rows that are empty throughout."""

    def text(place: int) -> pl.Expr:
        return pl.col(str(place)).str.strip_chars().replace("", None)

    meters = [text(place) for place in columns.meters]
    rows = cells.select(
        "row",
        (pl.concat_str(meters, separator=" / ") if meters else pl.lit(whole)).alias("meter"),
        text(columns.day).alias("day"),
        text(columns.day if columns.clock is None else columns.clock).alias("clock"),
        text(columns.quantity).alias("cell"),
    )
    return rows.filter(~pl.all_horizontal(pl.col("day", "clock", "cell").is_null()))


def _no_times(rows: pl.DataFrame) -> Unreadable:
    example = next(iter(rows.filter(pl.col("clock").is_not_null())["clock"]), "")
    return Unreadable(
        "no-times",
        Text(
            "Fewer than half of the {count} rows have a date and time that can be read, such as “{example}”.",
            "{count} 行中能读出日期时间的不足一半，例如“{example}”。",
        ).format(count=f"{rows.height:,}", example=example),
        stamps.CLEAR_TIMES,
    )


def _of_times(rows: pl.DataFrame, timed: pl.DataFrame, times: Times) -> tuple[Signal, ...]:
    """What had to be settled before a row could be placed in time."""
    afternoon = pl.Series(times.afternoon or (), dtype=pl.UInt32)
    lost = rows.filter(~pl.col("row").is_in(timed["row"].implode()))["row"]
    found = (
        signal(
            "half-clock",
            "minor",
            afternoon,
            Text(
                "The clock has twelve hours and no AM or PM; these rows were put after noon by the order of the file.",
                "时钟为 12 小时制且未标上午、下午；根据行序将这些行判为下午。",
            ),
        ),
        signal(
            "repeated-hour",
            "info",
            pl.Series(times.repeated, dtype=pl.UInt32),
            Text(
                "Times in the hour that the change from summer time repeats; the second of a pair is the later.",
                "夏令时结束时重复的一小时内的时间；成对者以后一行为较晚。",
            ),
        ),
        signal(
            "unplaced",
            "major",
            lost,
            Text(
                "Rows without a meter, or without a time that exists; they are not counted.",
                "缺少表计，或时间缺失、不存在的行；不予计入。",
            ),
        ),
    )
    return tuple(one for one in found if one.count)


def _climbs(placed: pl.DataFrame) -> bool:
    """Whether every meter only ever rises, over two days of hours or more: a register, whatever its heading says."""
    energy = pl.col("energy_kj").drop_nulls()
    meters = placed.group_by("meter", maintain_order=True).agg(
        (energy.diff().drop_nulls() >= 0).all().alias("rises"), energy.n_unique().alias("values")
    )
    return bool((meters["rises"] & (meters["values"] >= 48)).all())


def _understood(
    reading: Reading, columns: Columns, titles: list[str], source: str, times: Times
) -> tuple[tuple[Text, str], ...]:
    """What the file was taken to be, for a person to confirm."""
    frame = reading.frame
    meters = frame["meter"].unique(maintain_order=True).to_list()
    first, last = frame.select(pl.col("ends_at").min() - reading.interval, pl.col("ends_at").max().alias("last")).row(0)
    line = frame["row"][0]
    cells = times.frame.filter(pl.col("row") == line).select("day", "clock", "cell").row(0)
    as_written = " | ".join(dict.fromkeys(map(str, cells)))
    begins = frame["ends_at"][0] - reading.interval
    return (
        (Text("Source", "来源"), source),
        (Text("Heading row", "标题行"), str(reading.header_row)),
        (Text("Time", "时间"), " + ".join(titles[place] for place in columns.time_places)),
        (Text("Time zone of the times", "时间所用时区"), times.zone),
        (Text("Time zone of the plant", "电站时区"), reading.zone),
        (Text("Meter", "表计"), " + ".join(titles[place] for place in columns.meters) or meters[0]),
        (Text("Quantity", "数据列"), titles[columns.quantity]),
        (Text("Interval (hours:minutes:seconds)", "时段（时:分:秒）"), str(reading.interval)),
        (Text("Period (UTC)", "期间（UTC）"), f"{first:%Y-%m-%d %H:%M} – {last:%Y-%m-%d %H:%M}"),
        (Text("Meters", "表计数"), f"{len(meters):,}: {', '.join(meters[:10])}{' …' if len(meters) > 10 else ''}"),
        (Text("Readings", "读数"), f"{frame.height:,}"),
        (Text("First reading (UTC)", "首条读数（UTC）"), f"{line}: {as_written} → {begins:%Y-%m-%d %H:%M}"),
    )
