"""From the file of a meter series to everything that is kept of it: one call, for a file of any size."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import polars as pl

from projects.monitoring import bulk, choosing, headings, parquet, pictures, reading
from projects.monitoring.bulk import PLACED, Big
from projects.monitoring.checking import BY_TABLE, check
from projects.monitoring.choosing import Sheet
from projects.monitoring.grid import TooFine
from projects.monitoring.headings import Columns
from projects.monitoring.layouts import Block
from projects.monitoring.learning import Table
from projects.monitoring.looking import Look
from projects.monitoring.profile import Profile
from projects.monitoring.series import (
    Form,
    MeterTotal,
    MonthTotal,
    Reading,
    Signal,
    Unreadable,
    YearTotal,
    by_meter,
    by_month,
    mwh,
    totals,
)
from projects.monitoring.sheets import NUL, TextSheet
from verifier.rulebook.programme import Severity
from verifier.rulebook.wording import Text

LEAST_BYTES = 16 << 20  # of a text: below, a table of all rows is quick
MOST_BYTES = 128 << 20  # of a text that no grid can hold: a table of all rows needs some eighteen times this in memory
LINE = 1 << 20  # bytes
HEAD_ROWS = 20
SAMPLE = 1 << 16
STEPS = 50  # of progress
WRITTEN = 0.95  # of the work
SERIES, PICTURES = "series.parquet", "pictures.parquet"


class Head(NamedTuple):
    """The headings and the first rows under them, as written."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Worked:
    """A series as it was understood, its totals and signals, and the two files that were written of it."""

    name: str
    sheet: str
    header_row: int
    form: Form
    understood: tuple[tuple[Text, str], ...]
    head: Head
    interval: timedelta
    zone: str
    first_at: datetime  # UTC; start of the first interval
    last_at: datetime  # end of the last
    rows: int  # meters and intervals that have one
    years: tuple[YearTotal, ...]
    months: tuple[MonthTotal, ...]
    counted: tuple[MonthTotal, ...]  # of the days of the period alone
    meters: tuple[MeterTotal, ...]
    signals: tuple[Signal, ...]
    source_sha256: str  # of the file as it was read
    series: Path  # see monitoring.parquet
    sha256: str
    pictures: Path  # see monitoring.pictures


class _Paced:
    """Passes on a share of the work that has grown by a fiftieth or more."""

    def __init__(self, progress: Callable[[float], None] | None) -> None:
        self._progress, self._told = progress, -1.0

    def __call__(self, share: float) -> None:
        if self._progress is not None and share >= self._told + 1 / STEPS:
            self._told = share
            self._progress(share)


@dataclass(frozen=True)
class _Request:
    path: Path
    name: str
    zone: str
    profile: Profile
    series: Path  # where to write it
    progress: _Paced
    received_at: datetime | None
    severities: Mapping[str, Severity]


class _Kept(NamedTuple):
    """What both ways of reading come to. `whole` has the totals of the series by time."""

    whole: Reading
    site: pl.DataFrame
    meters: tuple[MeterTotal, ...]
    rows: int
    signals: tuple[Signal, ...]


def work_through(
    path: Path,
    *,
    name: str,
    zone: str,
    profile: Profile,
    into: Path,
    progress: Callable[[float], None] | None = None,
    received_at: datetime | None = None,
    severities: Mapping[str, Severity] = BY_TABLE,
    period: tuple[date, date] | None = None,
) -> Worked:
    """Read the file at `path`, sent as `name`, and write its Parquet and its pictures into the folder `into`.

    `progress` takes a share from 0 to 1 some tens of times; what it raises ends the work. Raises Unreadable.
    """
    reading.look_up(zone)
    asked = _Request(path, name, zone, profile, into / SERIES, _Paced(progress), received_at, severities)
    with ThreadPoolExecutor(1) as pool:
        hashed = pool.submit(_sha256, path)
        sheets = choosing.sheets_in(path, name)
        if isinstance(sheets[0], TextSheet) and path.stat().st_size >= LEAST_BYTES:
            _look_at_lines(path)
        sheet, block = choosing.choose(sheets, profile)
        kept = _keep(asked, sheet, block, headings.columns(block, profile))
    found, site = kept.whole, kept.site
    pictures.write(site, into / PICTURES, interval=found.interval, zone=zone)
    asked.progress(1.0)
    return Worked(
        name=name,
        sheet=found.sheet,
        header_row=found.header_row,
        form=found.form,
        understood=found.understood,
        head=Head(tuple(block.titles), tuple(map(tuple, sheet.head[block.last + 1 :][:HEAD_ROWS]))),
        interval=found.interval,
        zone=zone,
        first_at=site["ends_at"][0] - found.interval,
        last_at=site["ends_at"][-1],
        rows=kept.rows,
        years=totals(found),
        months=by_month(found),
        counted=by_month(found, within=period),
        meters=kept.meters,
        signals=kept.signals,
        source_sha256=hashed.result(),
        series=into / SERIES,
        sha256=_sha256(into / SERIES),
        pictures=into / PICTURES,
    )


def _keep(asked: _Request, sheet: Sheet, block: Block, columns: Columns) -> _Kept:
    size = asked.path.stat().st_size
    if not isinstance(sheet, TextSheet) or size < LEAST_BYTES:
        return _keep_rows(asked, sheet, block, columns)
    big = _in_grid(asked, sheet, block, columns) if bulk.fits(sheet, columns) else None
    if big is not None:
        return _keep_grid(asked, big)
    if size > MOST_BYTES:
        raise _too_big(size)
    return _keep_rows(asked, sheet, block, columns)


def _keep_rows(asked: _Request, sheet: Sheet, block: Block, columns: Columns) -> _Kept:
    found = reading.rows_of(sheet, block, columns, name=asked.name, zone=asked.zone, profile=asked.profile)
    _look_at_names(found.frame["meter"].unique())
    asked.progress(PLACED)
    energy, counts = pl.col("energy_kj"), parquet.counted(found.frame["energy_kj"])
    parquet.write(
        [found.frame.with_columns(counts.energy)],
        asked.series,
        kept=parquet.Kept(counts.step, found.interval, found.zone),
    )
    site = found.frame.group_by("ends_at").agg(
        energy.filter(energy > 0).sum().alias("out"),
        -energy.filter(energy < 0).sum().alias("in"),
        energy.count().alias("measured"),
    )
    signals = check(
        found,
        nameplate_kw=asked.profile.nameplate_kw,
        technology=asked.profile.technology,
        received_at=asked.received_at,
        severities=asked.severities,
    )
    return _Kept(found, site.sort("ends_at"), by_meter(found), found.frame.height, signals)


def _in_grid(asked: _Request, sheet: TextSheet, block: Block, columns: Columns) -> Big | None:
    """None where no grid can hold it."""
    with sheet.in_utf8() as path:
        with path.open("rb") as file:
            sample = file.read(SAMPLE)
        lines = max(sample.count(b"\n"), 1)
        table = Table(path, sheet, block, columns, rows=path.stat().st_size * lines // len(sample))
        try:
            return bulk.read_grid(
                table, name=asked.name, zone=asked.zone, profile=asked.profile, progress=asked.progress
            )
        except TooFine:
            return None


def _keep_grid(asked: _Request, big: Big) -> _Kept:
    look = Look(big, asked.profile, received_at=asked.received_at)
    for meter in range(len(big.grid.meters)):
        look.take(meter)

    def parts() -> Iterator[pl.DataFrame]:
        for meter, part in enumerate(big.grid.parts()):
            asked.progress(PLACED + (WRITTEN - PLACED) * (meter + 1) / len(big.grid.meters))
            yield part

    parquet.write(parts(), asked.series, kept=parquet.Kept(big.grid.step, big.grid.interval, asked.zone))
    meters = tuple(MeterTotal(name, mwh(out), mwh(back)) for name, out, back in big.meters["meter", "out", "in"].rows())
    return _Kept(big.whole(), big.site, meters, int(big.site["there"].sum()), look.signals(asked.severities))


def _look_at_names(meters: Iterable[str]) -> None:
    for meter in meters:
        if NUL in meter:
            raise Unreadable(
                "nul",
                Text(
                    "The name of the meter “{meter}” holds a NUL character.", "表计“{meter}”的名称含有空字符（NUL）。"
                ).format(meter=meter),
                Text("Export again with names of letters and digits.", "请使用由文字和数字组成的名称重新导出。"),
            )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _look_at_lines(path: Path) -> None:
    """Raises Unreadable where a parser would hold more than a megabyte for one line or one cell."""
    quoted = False
    with path.open("rb") as file:
        while len(chunk := file.read(LINE)) == LINE:
            if b"\n" not in chunk:
                raise Unreadable(
                    "line",
                    Text(
                        "A line of the file is longer than 1 MB: it is no table.", "文件中有一行超过 1 MB：不是表格。"
                    ),
                    Text("Export the readings with one line per row.", "请按每行一条记录导出数据。"),
                )
            # To find none takes a tenth of what counting takes.
            quotes = chunk.count(b'"') if b'"' in chunk else 0
            if quoted and not quotes:
                raise Unreadable(
                    "quote",
                    Text(
                        "A quotation mark before line {line} is never closed.", "第 {line} 行之前有一个引号未闭合。"
                    ).format(line=f"{_line(path, file.tell() - LINE):,}"),
                    Text("Mend that line, or export again.", "请修正该行，或重新导出。"),
                )
            quoted ^= bool(quotes % 2)


def _line(path: Path, place: int) -> int:
    """The number of the line that a byte stands in."""
    with path.open("rb") as file:
        return 1 + sum(file.read(LINE).count(b"\n") for _ in range(place // LINE))


def _too_big(size: int) -> Unreadable:
    return Unreadable(
        "size",
        Text(
            "The file has {size} MB; in this form up to {most} MB are read.",
            "文件大小为 {size} MB；此种格式最多读取 {most} MB。",
        ).format(size=f"{size >> 20:,}", most=MOST_BYTES >> 20),
        Text(
            "Export one row per meter and interval, with one column for the time, or send it in parts.",
            "请按每表每时段一行、时间为一列导出，或分批上传。",
        ),
    )
