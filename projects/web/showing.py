"""Particulars for a reader: each value with its label and unit, in the reader's language, exact."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from verifier.desk import formats
from verifier.http import words
from verifier.rulebook.shapes import Field, Kind, fields

NOTHING = "–"


@dataclass(frozen=True)
class Line:
    """One field: as it was claimed and as it stands now."""

    label: str
    claimed: str
    now: str

    @property
    def differs(self) -> bool:
        return self.claimed != self.now


class Cell(NamedTuple):
    text: str
    is_number: bool


@dataclass(frozen=True)
class Block:
    """A group of rows as two tables, claimed and now. Columns that are empty throughout are left out."""

    label: str
    columns: Sequence[Cell]
    claimed: Sequence[Sequence[Cell]]
    now: Sequence[Sequence[Cell]]

    @property
    def differs(self) -> bool:
        return self.claimed != self.now


@dataclass(frozen=True)
class Shown:
    lines: Sequence[Line]
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Change:
    """One value that a correction changed."""

    label: str
    was: str
    became: str


def shown(shape: type, claimed: Mapping[str, Any], now: Mapping[str, Any]) -> Shown:
    """What two sets of particulars of one shape say. Fields that neither fills in are left out."""
    lines, blocks = [], []
    for field in fields(shape):
        pair = claimed.get(field.name), now.get(field.name)
        if field.kind is Kind.ROWS:
            if any(pair):
                blocks.append(_block(field, *(rows or [] for rows in pair)))
        elif any(value not in (None, "", []) for value in pair):
            lines.append(Line(words(field.label), *(written(field, value) for value in pair)))
    return Shown(lines, blocks)


def changes(shape: type, name: str, was: object, became: object) -> list[Change]:
    """What a correction of one field changed, value by value where the field holds rows."""
    field = next((known for known in fields(shape) if known.name == name), None)
    return [] if field is None else list(_changes(field, was, became))


def written(field: Field, value: object) -> str:
    """A value of plain data, in words and with its unit."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.kind in (Kind.DECIMAL, Kind.INTEGER):
        return formats.quantity(formats.number(str(value)), field.unit) if field.unit else formats.number(str(value))
    if field.kind is Kind.DATE:
        return formats.day(date.fromisoformat(str(value)))
    if field.kind is Kind.CHOICE:
        return words(field.choices.get(str(value), str(value)))
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)


def _columns(field: Field) -> tuple[Field, ...]:
    return fields(field.row) if field.row is not None else ()


def _block(field: Field, claimed: list[dict[str, Any]], now: list[dict[str, Any]]) -> Block:
    used = [
        column
        for column in _columns(field)
        if any(row.get(column.name) not in (None, "", []) for row in (*claimed, *now))
    ]
    return Block(
        words(field.label),
        [_cell(column, words(column.label)) for column in used],
        *(
            [[_cell(column, written(column, row.get(column.name))) for column in used] for row in rows]
            for rows in (claimed, now)
        ),
    )


def _cell(column: Field, text: str) -> Cell:
    return Cell(text, column.kind in (Kind.DECIMAL, Kind.INTEGER))


def _changes(field: Field, was: Any, became: Any) -> Iterator[Change]:
    label = words(field.label)
    if field.kind is not Kind.ROWS:
        yield Change(label, written(field, was), written(field, became))
        return
    for place, (old, new) in enumerate(zip_longest(was or [], became or []), start=1):
        row = _("%(group)s, row %(row)s") % {"group": label, "row": place}
        if old is None or new is None:
            there = old or new
            whole = "; ".join(_said(column, there[column.name]) for column in _columns(field) if there.get(column.name))
            yield Change(row, NOTHING if old is None else whole, NOTHING if new is None else whole)
            continue
        for column in _columns(field):
            if old.get(column.name) != new.get(column.name):
                name = f"{row}, {words(column.label)}"
                yield Change(name, written(column, old.get(column.name)), written(column, new.get(column.name)))


def _said(column: Field, value: object) -> str:
    return _("%(field)s: %(fault)s") % {"field": words(column.label), "fault": written(column, value)}
