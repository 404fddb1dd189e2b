"""Rows and columns of a workbook that its program does not show: the reader of cells does not tell them."""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

CHUNK = 1 << 20  # bytes
LONGEST = 4096  # bytes of a tag that is looked at
LARGEST = 4 << 20  # bytes of the list of sheets
TAG = re.compile(rb"<(?:\w+:)?(row|col)\b([^>]{0,%d})>" % LONGEST)
# Also what is no height or no width at all.
HIDDEN = re.compile(rb"\b(?:hidden\s*=\s*[\"'](?:1|true)|(?:ht|width)\s*=\s*[\"']0(?:\.0*)?)[\"']")
NUMBER = re.compile(rb"\b(r|min|max)\s*=\s*[\"'](\d{1,7})[\"']")
SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
MOST_COLUMNS = 16_384


class Hidden(NamedTuple):
    rows: frozenset[int]  # from 1
    columns: frozenset[int]  # from 0


def hidden(path: Path, sheet: str) -> Hidden:
    """What the workbook at `path` hides of `sheet`."""
    rows, columns, row = set[int](), set[int](), 0
    with zipfile.ZipFile(path) as archive:
        # Names of parts are the same whatever their case (ISO/IEC 29500-2).
        parts = {name.lower(): name for name in archive.namelist()}
        for tag, said in _tags(archive, parts.get(_part(archive, parts, sheet), "")):
            numbers = {name: int(number) for name, number in NUMBER.findall(said)}
            if tag == b"row":
                row = numbers.get(b"r", row + 1)
            if not HIDDEN.search(said):
                continue
            if tag == b"row":
                rows.add(row)
            else:
                columns.update(range(numbers.get(b"min", 1) - 1, min(numbers.get(b"max", 0), MOST_COLUMNS)))
    return Hidden(frozenset(rows), frozenset(columns))


def _part(archive: zipfile.ZipFile, parts: dict[str, str], sheet: str) -> str:
    """The name of the part that holds the sheet, in lower case."""
    listed, relations = (
        archive.open(parts[name]).read(LARGEST).decode("utf-8", "replace") if name in parts else ""
        for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    )
    keys = {one.get("name"): one.get("id") for one in map(_attributes, SHEET.findall(listed))}
    targets = {one.get("Id"): one.get("Target", "") for one in map(_attributes, RELATION.findall(relations))}
    target = targets.get(keys.get(sheet), "").lower()
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attributes(said: str) -> dict[str, str]:
    """Each without the prefix of its name."""
    return {name.rpartition(":")[2]: unescape(one or other) for name, one, other in ATTRIBUTE.findall(said)}


def _tags(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, bytes]]:
    if not part:
        return
    with archive.open(part) as file:
        rest = b""
        while chunk := file.read(CHUNK):
            text = rest + chunk
            # What may go on in the next piece is looked at with it.
            end = text.rfind(b">") + 1
            yield from TAG.findall(text[:end])
            rest = text[end:][-LONGEST:]
