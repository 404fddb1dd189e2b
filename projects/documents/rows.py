"""Rows of a table as pages of JSON, cut to what a person will look through."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from projects.documents.digest import Mark, Sheet
from projects.documents.marks import marks, of_meters, of_rows
from verifier.rulebook.wording import Text

PAGE = 200
MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_SHEETS = 50
LONGEST_CELL = 500
MOST_LETTERS = 50_000_000  # of all sheets of a file

NONE: Mapping[str, str] = {}

Row = Sequence[str | None]


class Rows:
    """Writes the rows of one file's sheets into `into` and looks for marks in them."""

    def __init__(self, into: Path) -> None:
        self.into = into
        self.marks: dict[Mark, None] = {}
        self.letters_left = MOST_LETTERS

    def write(
        self,
        number: int,
        rows: Iterable[Row],
        *,
        name: str = "",
        visible: bool = True,
        formulas: Mapping[str, str] = NONE,
    ) -> Sheet:
        """Write sheet `number`, with the formulas by cell. Its rows, columns and formulas are those that are shown."""
        folder = self.into / f"sheet-{number:04}"
        folder.mkdir()
        shown = list(self._cut(islice(rows, MOST_ROWS)))
        by_row = _by_row(formulas)
        for start in range(0, len(shown), PAGE):
            page = shown[start : start + PAGE]
            of_page = dict(cell for row in range(start + 1, start + len(page) + 1) for cell in by_row.get(row, ()))
            told = {"first": start + 1, "rows": page, "formulas": of_page}
            file = folder / f"rows-{start // PAGE + 1:04}.json"
            file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8", errors="replace")
        self.marks |= dict.fromkeys(of_rows(shown))
        self.marks |= dict.fromkeys(marks(_texts(shown)))
        height, width = len(shown), max(map(len, shown), default=0)
        return Sheet(
            name=name,
            visible=visible,
            rows=height,
            columns=width,
            formulas=len(formulas),
            rows_shown=height,
            columns_shown=width,
            pages=-(-height // PAGE),
        )

    def _cut(self, rows: Iterable[Row]) -> Iterator[list[str | None]]:
        for row in rows:
            cells = [
                cell if cell is None or len(cell) <= LONGEST_CELL else f"{cell[:LONGEST_CELL]}…"
                for cell in row[:MOST_COLUMNS]
            ]
            self.letters_left -= sum(len(cell or "") + 4 for cell in cells)
            if self.letters_left < 0:
                return
            yield cells


def meters_under(headings: Collection[str], into: Path) -> Iterator[Mark]:
    """The meters in what was written of the file's tables, in the columns under one of these headings."""
    for folder in sorted(into.glob("sheet-*")) if headings else ():
        pages = (json.loads(page.read_text(encoding="utf-8")) for page in sorted(folder.iterdir()))
        yield from of_meters([row for page in pages for row in page["rows"]], headings)


def cut_note(sheet: Sheet) -> Text | None:
    """What the preview of a sheet leaves out; None where it shows everything."""
    if sheet.rows <= sheet.rows_shown and sheet.columns <= sheet.columns_shown:
        return None
    return Text(
        "{name}: {rows_shown} of {rows} rows and {columns_shown} of {columns} columns are shown.",
        "{name}：共 {rows} 行、{columns} 列，仅显示 {rows_shown} 行、{columns_shown} 列。",
    ).format(
        name=Text(sheet.name or "The table", sheet.name or "表格"),
        rows=f"{sheet.rows:,}",
        rows_shown=f"{sheet.rows_shown:,}",
        columns=f"{sheet.columns:,}",
        columns_shown=f"{sheet.columns_shown:,}",
    )


def _by_row(formulas: Mapping[str, str]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for cell, text in formulas.items():
        found.setdefault(int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), []).append((cell, text))
    return found


def _texts(rows: Sequence[Row]) -> Iterator[str]:
    """A label stands beside its value, or over it: a page of rows at a time."""
    for start in range(0, len(rows), PAGE):
        yield "\n".join("\t".join(cell or "" for cell in row) for row in rows[start : start + PAGE])
