"""A meter export, read into interval energy; refused where it cannot be read with certainty."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from projects.monitoring import headings, intervals, periods, quantities, registers, rowwise, stamps, words
from projects.monitoring.checking import while_reading
from projects.monitoring.choosing import Sheet, choose, sheets_in
from projects.monitoring.headings import Columns
from projects.monitoring.hidden import hidden
from projects.monitoring.layouts import Block
from projects.monitoring.noticing import noticed
from projects.monitoring.profile import NOTHING_SAID, Profile
from projects.monitoring.series import Form, Reading, Signal, Unreadable, goes_both_ways
from projects.monitoring.sheets import BookSheet
from projects.monitoring.stamps import Times
from projects.monitoring.understanding import understood
from verifier.rulebook.wording import Text

SAID = {
    "half-clock": Text(
        "The clock has twelve hours and no AM or PM; these rows were put after noon by the order of the file.",
        "时钟为 12 小时制且未标上午、下午；根据行序将这些行判为下午。",
    ),
    "repeated-hour": Text(
        "Times in the hour that the change from summer time repeats; the second of a pair is the later.",
        "夏令时结束时重复的一小时内的时间；成对者以后一行为较晚。",
    ),
    "mixed-zones": Text(
        "Times that name another zone than most, over an hour apart; each was read in the zone it names.",
        "时间所标时区与多数不同且相差一小时以上；均按各自所标时区读取。",
    ),
    "zone-offset": Text(
        "Times with an offset from UTC that the zone of the plant does not have then; each was read by its own offset, "
        "and months and years are those of the zone. Name the zone of the plant.",
        "时间所标的 UTC 偏移与电站时区当时的偏移不符；均按各自所标偏移读取，月度与年度按电站时区划分。请注明电站时区。",
    ),
    "both-ways": Text(
        "Readings against the direction of their import column, over a thousandth of its energy: they count as export. "
        "Ask which sign the meter writes.",
        "下网列中方向相反的读数，超过该列电量的千分之一，计为上网；请核实电表的正负号约定。",
    ),
    "hidden": Text(
        "{rows} hidden rows and {columns} hidden columns of the sheet are read like the others.",
        "工作表中隐藏的 {rows} 行、{columns} 列已照常读取。",
    ),
    "direction": Text(
        "“Forward” was taken for export and “reverse” for import; how the meter is connected decides.",
        "“正向”按上网、“反向”按下网处理；以电表接线方式为准。",
    ),
    "unplaced": Text(
        "Rows without a meter, or without a time that exists; they are not counted.",
        "缺少表计，或时间缺失、不存在的行；不予计入。",
    ),
}


def read(path: Path, *, name: str, zone: str = "UTC", profile: Profile = NOTHING_SAID) -> Reading:
    """Read the file at `path`, sent as `name`, of a plant whose clock runs in `zone` (IANA name).

    A cell counts by its own decimal digits. `profile` is what a person says of the export. Raises Unreadable, with
    what would mend it.
    """
    look_up(zone)
    sheet, block = choose(sheets_in(path, name), profile)
    return rows_of(sheet, block, headings.columns(block, profile), name=name, zone=zone, profile=profile)


def rows_of(sheet: Sheet, block: Block, columns: Columns, *, name: str, zone: str, profile: Profile) -> Reading:
    """As `read`, where it is known which table it is and what its columns are."""
    rows = _rows(sheet.below(block.last, columns.places), columns, whole=columns.whole or Path(name).stem)
    rows, columns, of_rows = rowwise.weighted(rows, columns)
    rows = _by_clock(rows, columns) if columns.layout == "days" else rows
    if rows.is_empty():
        raise no_rows(block.last)
    numbered = columns.by_number and periods.are_numbers(rows["clock"])
    if columns.by_number and not numbered:  # an hour ending, written as the time at which it ends
        columns = columns._replace(stamped="end")
    times = (periods if numbered else stamps).moments(rows, zone=columns.zone or zone, offset=columns.offset)
    timed = times.frame.filter(pl.col("at").is_not_null() & pl.col("meter").is_not_null())
    if 2 * timed.height <= rows.height:
        raise no_times(next(iter(rows.filter(pl.col("clock").is_not_null())["clock"]), ""), rows.height)
    interval = intervals.step(timed)
    where, told = intervals.stamped(timed, columns)
    melted = timed if columns.layout == "days" else _by_column(timed, columns)
    mark = quantities.decimal_mark(melted["cell"])
    melted = melted.with_columns(quantities.read_as(melted["cell"], mark).alias("value"))
    placed = _placed(melted, columns, interval, where, profile)
    frame = placed.sort("meter", "ends_at", "row").unique(("meter", "ends_at"), keep="first", maintain_order=True)
    of_registers: tuple[Signal, ...] = ()
    if columns.measures == "counter":
        frame, of_registers = registers.steps(frame, interval)
    elif columns.measures in ("energy", "mass") and (meter := registers.climber(frame)) is not None:
        raise headings.counter(block.titles[columns.quantities[0].place], meter)
    frame, of_imports = _signed(frame)
    reading = Reading(
        name=name,
        sheet=sheet.name,
        header_row=block.last + 1,
        form=form(sheet, block, columns, times, mark),
        understood=(),
        frame=frame.select("row", "meter", "ends_at", "energy_kj"),
        interval=interval,
        zone=zone,
        signals=(
            *_of_times(rows, timed, times, columns),
            told,
            *while_reading(placed, interval),
            *of_registers,
            *of_imports,
            *of_rows,
            *_hidden(sheet, rows, columns),
        ),
    )
    return replace(reading, understood=understood(reading, times))


def _placed(timed: pl.DataFrame, columns: Columns, interval: timedelta, where: str, profile: Profile) -> pl.DataFrame:
    """Every reading in file order: `row`, `meter`, `ends_at`, `cell`, `value`, its `factor`, `energy_kj`, `imports`."""
    # A register is read at a moment: the end of the interval over which it rose.
    late = interval if where == "start" and columns.measures != "counter" else timedelta(0)
    seconds = interval // timedelta(seconds=1) if columns.measures == "power" else None
    most_kj = quantities.MOST_REGISTER_KJ if columns.measures == "counter" else quantities.MOST_KJ
    own = timed["times"].drop_nulls().unique().to_list() if "times" in timed.columns else ["1"]
    each = [(one, times) for one in columns.quantities for times in own]
    kilos = [one.kilo * profile.multiplier * Decimal(times) for one, times in each]
    of_column = pl.DataFrame(
        {
            "column": [str(one.place) for one, _ in each],
            "times": [times for _, times in each],
            "imports": [one.imports for one, _ in each],
            **quantities.factors(kilos, seconds=seconds, most_kj=most_kj),
        }
    )
    keys = ["column", "times"] if "times" in timed.columns else ["column"]
    valued = timed.join(of_column, on=keys, how="left", maintain_order="left").with_columns(
        (pl.col("at") + late).alias("ends_at")
    )
    return valued.select(
        "row", "meter", "ends_at", "cell", "value", "factor", quantities.energy().alias("energy_kj"), "imports"
    )


def _signed(frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Signal, ...]]:
    """Import is negative, by where most of a meter's energy lies, also where the file writes it without a sign."""
    energy, imports = pl.col("energy_kj"), frame.filter("imports")
    if imports.is_empty():
        return frame, ()
    sums = imports.group_by("meter").agg(
        energy.filter(energy > 0).sum().alias("out"), -energy.filter(energy < 0).sum().alias("in")
    )
    unsigned = [meter for meter, out, back in sums.rows() if out > back]
    both = [meter for meter, out, back in sums.rows() if goes_both_ways(out, back)]
    turned = pl.col("imports") & pl.col("meter").is_in(unsigned)
    frame = frame.with_columns(pl.when(turned).then(-energy).otherwise(energy).alias("energy_kj"))
    against = frame.filter(pl.col("imports") & pl.col("meter").is_in(both) & (energy > 0))
    return frame, (noticed("both-ways", against["row"], SAID["both-ways"]),) if both else ()


def look_up(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as fault:
        raise Unreadable(
            "zone",
            Text("There is no time zone “{zone}”.", "不存在时区“{zone}”。").format(zone=zone),
            Text("Name it as in “Europe/London” or “Asia/Shanghai”.", "请使用“Asia/Shanghai”这类名称。"),
        ) from fault


def _rows(cells: pl.DataFrame, columns: Columns, *, whole: str) -> pl.DataFrame:
    """`row`, `meter`, `day`, `clock` and each quantity by its place, as text, without the rows that are empty."""

    def text(place: int) -> pl.Expr:
        return pl.col(str(place)).str.strip_chars().replace("", None)

    meters = [text(place) for place in columns.meters]
    places = (columns.multiplier, columns.unit_of_row, columns.currency)
    own = zip((*rowwise.OWN, "currency"), places, strict=True)
    values = [str(one.place) for one in columns.quantities]
    rows = cells.select(
        "row",
        (pl.concat_str(meters, separator=" / ") if meters else pl.lit(whole)).alias("meter"),
        text(columns.day).alias("day"),
        text(columns.day if columns.clock is None else columns.clock).alias("clock"),
        *(text(one.place).alias(str(one.place)) for one in columns.quantities),
        *(text(place).alias(name) for name, place in own if place is not None),
    )
    if len(values) == 1:
        rows = rows.rename({values[0]: "cell"}).with_columns(pl.lit(values[0]).alias("column"))
        values = ["cell"]
    return rows.filter(~pl.all_horizontal(pl.col("day", "clock", *values).is_null()))


def _by_clock(rows: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """A row for each time of each day."""
    clocks = {str(one.place): one.label for one in columns.quantities}
    # A column that serves the repeated hour alone says nothing on other days; nor does the last where an hour is lost.
    first = {clock: place for place, clock in reversed(clocks.items())}
    spare = [place for place, clock in clocks.items() if first[clock] != place]
    index = [name for name in ("row", "meter", "day", *rowwise.OWN, "times") if name in rows.columns]
    return (
        rows.drop("clock")
        .unpivot(on=list(clocks), index=index, variable_name="column", value_name="cell")
        .filter(pl.col("cell").is_not_null() | ~pl.lit(columns.by_number) & ~pl.col("column").is_in(spare))
        .with_columns(pl.col("column").replace_strict(clocks).alias("clock"))
        .sort("row", maintain_order=True)
    )


def _by_column(timed: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """A row for each column of each time; the heading of a column is part of the name of its meter."""
    if len(columns.quantities) == 1:
        return timed
    labels = {str(one.place): one.label for one in columns.quantities}
    index = [name for name in ("row", "meter", "at", "times") if name in timed.columns]
    melted = timed.unpivot(on=list(labels), index=index, variable_name="column", value_name="cell")
    label = pl.col("column").replace_strict(labels)
    named = pl.concat_str("meter", label, separator=" / ") if columns.meters else label
    return melted.with_columns(named.alias("meter"))


def no_rows(heading: int) -> Unreadable:
    return Unreadable(
        "no-rows",
        Text("There are no readings under the headings in row {row}.", "第 {row} 行的标题之下没有读数。").format(
            row=heading + 1
        ),
        Text("Export the readings with their headings.", "请导出含标题及读数的数据。"),
    )


def no_times(example: str, rows: int) -> Unreadable:
    return Unreadable(
        "no-times",
        Text(
            "Fewer than half of the {count} rows have a date and time that can be read, such as “{example}”.",
            "{count} 行中能读出日期时间的不足一半，例如“{example}”。",
        ).format(count=f"{rows:,}", example=example),
        stamps.CLEAR_TIMES,
    )


def _hidden(sheet: Sheet, rows: pl.DataFrame, columns: Columns) -> tuple[Signal, ...]:
    """What is read of a workbook and its program does not show."""
    if not isinstance(sheet, BookSheet):
        return ()
    unseen = hidden(sheet.path, sheet.name)
    own = rows.filter(pl.col("row").is_in(unseen.rows))["row"].unique()
    places = len(unseen.columns.intersection(columns.places))
    message = SAID["hidden"].format(rows=f"{len(own):,}", columns=places)
    one = noticed("hidden", own, message, count=len(own) + places)
    return (one,) if one.count else ()


def _of_times(rows: pl.DataFrame, timed: pl.DataFrame, times: Times, columns: Columns) -> tuple[Signal, ...]:
    """What had to be settled before a row could be placed in time."""
    afternoon = pl.Series(times.afternoon or (), dtype=pl.UInt32)
    lost = times.frame.filter(pl.col("at").is_null() | pl.col("meter").is_null())["row"]
    forward = timed["row"] if columns.by_direction else timed["row"].clear()
    found = (
        noticed("half-clock", afternoon, SAID["half-clock"]),
        noticed("repeated-hour", pl.Series(times.repeated, dtype=pl.UInt32), SAID["repeated-hour"]),
        noticed("mixed-zones", pl.Series(times.mixed, dtype=pl.UInt32), SAID["mixed-zones"]),
        noticed("zone-offset", pl.Series(times.foreign, dtype=pl.UInt32), SAID["zone-offset"]),
        noticed("direction", forward, SAID["direction"]),
        noticed("unplaced", lost, SAID["unplaced"]),
    )
    return tuple(one for one in found if one.count)


def form(sheet: Sheet, block: Block, columns: Columns, times: Times, mark: str) -> Form:
    return Form(
        source=sheet.source,
        delimiter=sheet.separator,
        encoding=sheet.codec,
        decimal_mark=mark,
        header_rows=tuple(range(block.first + 1, block.last + 2)),
        time_columns=tuple(block.titles[place] for place in columns.time_places),
        half_clock=times.half_clock,
        zone=times.zone,
        meter_columns=tuple(block.titles[place] for place in columns.meters),
        quantity_columns=tuple(block.titles[one.place] for one in columns.quantities),
        units=tuple(dict.fromkeys(words.spelt(one.unit) for one in columns.quantities)),
        measures=columns.measures,
        layout=columns.layout,
    )
