"""A workbook: the values of its first rows, and where a formula stands instead of a number typed in."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from projects.documents.digest import Digest, Sheet, damaged
from projects.documents.properties import properties
from projects.documents.rows import MOST_ROWS, MOST_SHEETS, Rows, cut_note
from verifier.inspection import CHUNK, Kind
from verifier.rulebook.wording import Text

CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{1,3})([0-9]{1,7})\"[^>]*>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</)")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
LARGEST = 4 << 20  # of the list of sheets
LONGEST_FORMULA = 500
MOST_FORMULAS = 500_000


def look_at(path: Path, kind: Kind, into: Path) -> Digest:
    written = Rows(into)
    sheets: list[Sheet] = []
    try:
        with zipfile.ZipFile(path) as archive, CalamineWorkbook.from_path(path) as book:
            facts = properties(archive)
            places = _places(archive)
            for about in book.sheets_metadata[:MOST_SHEETS]:
                count, formulas = _formulas(archive, places.get(about.name))
                sheet = book.get_sheet_by_name(about.name)
                rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
                shown = written.write(
                    len(sheets) + 1,
                    ([_text(cell) for cell in row] for row in rows),
                    name=about.name,
                    visible=about.visible == SheetVisibleEnum.Visible,
                    formulas=formulas,
                )
                row, column = sheet.end or (-1, -1)
                sheets.append(replace(shown, formulas=count, rows=row + 1, columns=column + 1))
            names = book.sheet_names
    except (CalamineError, zipfile.BadZipFile, KeyError, ET.ParseError) as fault:
        raise damaged(Text("The workbook", "该工作簿")) from fault
    return Digest(
        kind=kind,
        facts=facts
        | {
            "formulas": sum(sheet.formulas for sheet in sheets),
            "hidden": [sheet.name for sheet in sheets if not sheet.visible],
        },
        sheets=tuple(sheets),
        marks=tuple(written.marks),
        notes=tuple(_notes(sheets, len(names))),
    )


def _places(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by its name."""
    book, relations = (
        ET.fromstring(archive.read(name)[:LARGEST])  # noqa: S314 - in the confined process
        for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    return {
        one.get("name", ""): targets[key].lstrip("/") if targets[key].startswith("/") else f"xl/{targets[key]}"
        for one in book.iter()
        if one.tag.endswith("}sheet") and (key := one.get(RELATION)) in targets
    }


def _formulas(archive: zipfile.ZipFile, place: str | None) -> tuple[int, dict[str, str]]:
    """How many cells of the sheet hold a formula, and the formulas of the rows that are shown."""
    if place is None:
        return 0, {}
    shown: dict[str, str] = {}
    count, carry = 0, b""
    with archive.open(place) as part:
        while chunk := part.read(CHUNK):
            markup = carry + chunk
            cut = markup.rfind(b"<row")
            cut = cut if cut > 0 else len(markup)
            count, carry = count + _gather(markup[:cut], shown), markup[cut:]
    return count + _gather(carry, shown), shown


def _gather(markup: bytes, shown: dict[str, str]) -> int:
    count = 0
    for found in CELL.finditer(markup):
        count += 1
        column, row, text = found.groups()
        if int(row) <= MOST_ROWS and len(column) < 3 and len(shown) < MOST_FORMULAS:
            # A formula that was copied down is written once; the cells below only name it.
            said = unescape((text or b"").decode("utf-8", "replace"))[:LONGEST_FORMULA]
            shown[f"{column.decode()}{int(row)}"] = said or "…"
    return count


def _notes(sheets: list[Sheet], names: int) -> Iterator[Text]:
    if names > len(sheets):
        yield Text("{shown} of {count} sheets are shown.", "共 {count} 个工作表，仅显示前 {shown} 个。").format(
            shown=len(sheets), count=names
        )
    for sheet in sheets:
        if note := cut_note(sheet):
            yield note


def _rounded(moment: datetime) -> datetime:
    """With its nearest second; the last moment that there is has none."""
    try:
        return moment + timedelta(milliseconds=500)
    except OverflowError:
        return moment


def _text(cell: object) -> str | None:
    """A value as a person reads it; numbers as the shortest decimal that stands for what is stored."""
    match cell:
        case "" | None:
            return None
        case datetime():
            return f"{_rounded(cell):%Y-%m-%d %H:%M:%S}"
        case date() | time():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
