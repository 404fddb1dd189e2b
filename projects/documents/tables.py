"""Delimited text: its first rows. A file of any size is read in flat memory."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from projects.documents.digest import Digest, Sheet
from projects.documents.rows import MOST_ROWS, Rows, cut_note
from projects.documents.texts import head
from verifier.inspection import CHUNK, Kind
from verifier.rulebook.wording import Text

HEAD = 32 << 20
SEPARATORS = (",", ";", "\t", "|")
TRIED = 60  # rows from which the separator is told
# What a spreadsheet would take for a formula (OWASP, CSV Injection); a signed number is none.
FORMULA = re.compile(r"\s*(?:[=@]|[+-](?![\d.,]+(?:[eE][+-]?\d+)?\s*%?\Z))")
DDE = re.compile(r"\s*[=+@-].*\|.*!", re.DOTALL)


def look_at(path: Path, kind: Kind, into: Path) -> Digest:
    text, codec = head(path, HEAD)
    lines = text.splitlines(keepends=True)
    if path.stat().st_size > HEAD and len(lines) > 1:
        lines.pop()  # cut in the middle
    separator = "\t" if kind is Kind.TSV else _separator(lines)
    csv.field_size_limit(HEAD)
    widest, likely, dde = 0, 0, False

    def rows() -> Iterator[list[str]]:
        nonlocal widest, likely, dde
        for row in csv.reader(lines, delimiter=separator):
            found = [cell for cell in row if FORMULA.match(cell)]
            widest, likely, dde = max(widest, len(row)), likely + len(found), dde or any(map(DDE.match, found))
            yield row

    written = Rows(into)
    sheet = written.write(1, rows())
    if path.stat().st_size > HEAD or sheet.rows >= MOST_ROWS:
        sheet = replace(sheet, rows=_lines(path, codec))
    sheet = replace(sheet, columns=widest)
    return Digest(
        kind=kind,
        facts={"encoding": codec, "separator": separator, "formula_like": likely, "dde": dde},
        sheets=(sheet,),
        marks=tuple(written.marks),
        notes=tuple(_notes(sheet, likely)),
    )


def _separator(lines: list[str]) -> str:
    """That under which most rows have the same number of cells; of two, that which makes more cells."""

    def fitness(separator: str) -> tuple[float, int]:
        widths = Counter(len(row) for row in csv.reader((line[:CHUNK] for line in lines[:TRIED]), delimiter=separator))
        width, often = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        return (often / max(1, widths.total()) if width > 1 else 0.0, width)

    return max(SEPARATORS, key=fitness)


def _lines(path: Path, codec: str) -> int:
    """Lines of the file; UTF-16 has its line feed in two bytes, where either may belong to another letter."""
    if codec == "utf-16":
        with path.open(encoding=codec, newline="\n") as text:
            return sum(chunk.count("\n") for chunk in iter(partial(text.read, CHUNK), ""))
    count, last = 0, b""
    with path.open("rb") as file:
        for chunk in iter(partial(file.read, CHUNK), b""):
            count, last = count + chunk.count(b"\n"), chunk
    return count + (not last.endswith(b"\n"))


def _notes(sheet: Sheet, likely: int) -> Iterator[Text]:
    if note := cut_note(sheet):
        yield note
    if likely:
        yield Text(
            "{count} cells begin as a formula would; they are kept and shown as text.",
            "有 {count} 个单元格以公式符号开头；均按文本保存和显示。",
        ).format(count=f"{likely:,}")
