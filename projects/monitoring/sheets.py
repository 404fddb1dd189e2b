"""A file as rows of text: workbook cells and delimited text come to the same shape."""

import csv
import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from projects.monitoring.series import Unreadable
from verifier.inspection import Kind, encoding
from verifier.rulebook.wording import Text

HEAD_ROWS = 60
HEAD_LETTERS = 1 << 20
MOST_COLUMNS = 4_000  # 1,500 inverters, each with its export and import
SEPARATORS = (",", ";", "\t", "|")
PARQUET = b"PAR1"
NUL = "␀"  # stands for the character that no database takes
UNWRITTEN = (pl.Binary, pl.List, pl.Array, pl.Struct, pl.Duration, pl.Object)  # kinds that no text stands for


@dataclass(frozen=True)
class BookSheet:
    """One sheet of a workbook. Numbers are written as the shortest decimal that stands for the stored value."""

    name: str
    sheet: CalamineSheet
    path: Path
    visible: bool
    codec = None
    separator = None

    @property
    def source(self) -> str:
        return f"XLSX, {self.name}"

    @property
    def head(self) -> list[list[str]]:
        rows = self.sheet.to_python(skip_empty_area=False, nrows=HEAD_ROWS)
        return [[_text(cell) or "" for cell in row] for row in rows]

    def below(self, header: int, places: Sequence[int]) -> pl.DataFrame:
        """The rows under position `header`: `row` (from 1) and the columns at `places`, each named by its place."""
        rows = self.sheet.to_python(skip_empty_area=False)[header + 1 :]
        cells = {str(place): [_text(row[place]) for row in rows] for place in places}
        numbers = pl.int_range(header + 2, header + 2 + len(rows), dtype=pl.UInt32, eager=True)
        return pl.DataFrame({"row": numbers, **cells}, schema={"row": pl.UInt32, **dict.fromkeys(cells, pl.String)})


@dataclass(frozen=True)
class TextSheet:
    """Delimited text, read with one guess of its separator."""

    name: str
    path: Path
    codec: str
    separator: str

    @property
    def source(self) -> str:
        return f"{self.codec}, {self.separator!r}"

    @property
    def head(self) -> list[list[str]]:
        with self.path.open(encoding=self.codec) as file:
            lines = file.read(HEAD_LETTERS).split("\n")[:HEAD_ROWS]
        try:
            return [next(csv.reader([line], delimiter=self.separator), []) for line in lines]
        except csv.Error:
            return []

    def below(self, header: int, places: Sequence[int]) -> pl.DataFrame:
        """As `BookSheet.below`; a row number is a line number."""
        try:
            with self.in_utf8() as source:
                frame = pl.read_csv(
                    source,
                    separator=self.separator,
                    has_header=False,
                    skip_lines=header,
                    infer_schema=False,
                    columns=list(places),
                    row_index_name="row",
                    row_index_offset=header + 1,
                )
        except pl.exceptions.PolarsError as fault:
            raise ragged(header + 1) from fault
        return frame[1:].rename({f"column_{place}": str(place) for place in places})

    @contextmanager
    def in_utf8(self) -> Iterator[Path]:
        """The path of the text in UTF-8, copied where it is in another encoding."""
        if self.codec == "utf-8-sig":
            yield self.path
            return
        with NamedTemporaryFile("w", encoding="utf-8", newline="", suffix=".csv") as copy:
            with self.path.open(encoding=self.codec, newline="") as source:
                shutil.copyfileobj(source, copy)
            copy.flush()
            yield Path(copy.name)


@dataclass(frozen=True)
class ParquetSheet:
    """The columns of a Parquet file; each value written as the shortest decimal that stands for it."""

    name: str
    path: Path
    codec = None
    separator = None

    @property
    def source(self) -> str:
        return "Parquet"

    @property
    def head(self) -> list[list[str]]:
        names = pl.read_parquet_schema(self.path)
        rows = pl.scan_parquet(self.path).head(HEAD_ROWS).select(_written(*one) for one in names.items()).collect()
        return [[_shown(name) for name in names], *([cell or "" for cell in row] for row in rows.rows())]

    def below(self, header: int, places: Sequence[int]) -> pl.DataFrame:
        """As `BookSheet.below`; the first row under the names is row 2."""
        names = pl.read_parquet_schema(self.path)
        chosen = [list(names)[place] for place in places]
        for name in chosen:
            if isinstance(names[name], UNWRITTEN):
                raise _no_text(name, names[name])
        frame = pl.scan_parquet(self.path).select(
            _written(name, names[name]).alias(str(place)) for place, name in zip(places, chosen, strict=True)
        )
        return frame.with_row_index("row", header + 2).collect()


def ragged(line: int) -> Unreadable:
    return Unreadable(
        "ragged",
        Text(
            "Not every line has the columns of the heading row (line {line}).",
            "并非每一行都与标题行（第 {line} 行）的列数一致。",
        ).format(line=line),
        Text(
            "Export again with every text that holds the separator in quotation marks, or as XLSX.",
            "请重新导出：含分隔符的内容须加引号，或改用 XLSX 格式。",
        ),
    )


def parquet(path: Path) -> ParquetSheet | None:
    """The Parquet file at `path`; None where it is none. Raises Unreadable where it is damaged."""
    with path.open("rb") as file:
        if file.read(len(PARQUET)) != PARQUET:
            return None
    try:
        pl.scan_parquet(path).select(pl.len()).collect()
    except pl.exceptions.PolarsError as fault:
        raise Unreadable(
            "parquet",
            Text("The Parquet file is damaged.", "该 Parquet 文件已损坏。"),
            Text("Export it again, or as CSV.", "请重新导出，或改用 CSV 格式。"),
        ) from fault
    return ParquetSheet("", path)


def sheets(path: Path, kind: Kind) -> list[BookSheet] | list[TextSheet]:
    """Every sheet of a workbook, or one delimited text under each separator it may have."""
    if kind is Kind.XLSX:
        try:
            book = CalamineWorkbook.from_path(path)
            return [
                BookSheet(one.name, book.get_sheet_by_name(one.name), path, one.visible == SheetVisibleEnum.Visible)
                for one in book.sheets_metadata
                if one.typ == SheetTypeEnum.WorkSheet
            ]
        except CalamineError as fault:
            raise Unreadable(
                "workbook",
                Text("The workbook is damaged.", "该工作簿已损坏。"),
                Text(
                    "Open it in Excel, save it again as .xlsx, and send that.",
                    "请在 Excel 中打开并另存为 .xlsx 后再上传。",
                ),
            ) from fault
    codec = encoding(path)
    if kind not in (Kind.CSV, Kind.TSV, Kind.TXT) or codec is None:
        raise Unreadable(
            "not-a-table",
            Text("A meter series is read from XLSX, CSV or TSV.", "计量数据须为 XLSX、CSV 或 TSV 文件。"),
            Text("Export the readings as one of these.", "请将数据导出为上述格式之一。"),
        )
    return [TextSheet("", path, codec, separator) for separator in SEPARATORS]


def _no_text(name: str, kind: pl.DataType) -> Unreadable:
    return Unreadable(
        "column-kind",
        Text(
            "The column “{name}” holds values of the kind {kind}, which are neither text, numbers nor times.",
            "列“{name}”的值为 {kind} 类型，既非文本、数字，也非时间。",
        ).format(name=_shown(name), kind=kind.base_type()),
        Text("Export that column as text or numbers.", "请将该列导出为文本或数字。"),
    )


def _shown(text: str) -> str:
    return text.replace("\0", NUL)


def _written(name: str, kind: pl.DataType) -> pl.Expr:
    if isinstance(kind, UNWRITTEN):
        return pl.lit(None, dtype=pl.String).alias(name)
    if isinstance(kind, pl.Datetime):
        return pl.col(name).dt.to_string("%Y-%m-%d %H:%M:%S%:z" if kind.time_zone else "%Y-%m-%d %H:%M:%S")
    return pl.col(name).cast(pl.String).str.replace_all("\0", NUL, literal=True)


def _text(cell: object) -> str | None:
    match cell:
        case "" | None:
            return None
        case dt.datetime() if cell.year < dt.MAXYEAR:
            return f"{cell + dt.timedelta(milliseconds=500):%Y-%m-%d %H:%M:%S}"
        case dt.date():
            return cell.isoformat()
        case dt.time():
            seconds = cell.hour * 3600 + cell.minute * 60 + cell.second
            return _clock(dt.timedelta(seconds=seconds, microseconds=cell.microsecond))
        case dt.timedelta():
            return _clock(cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return _shown(str(cell))


def _clock(since_midnight: dt.timedelta) -> str:
    """Excel keeps a time as a fraction of a day, a hair before or after the second it means."""
    seconds = round(since_midnight.total_seconds())
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
