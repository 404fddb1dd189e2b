"""How a frozen dataclass says what it asks for: each field with its label, unit, help and the window it must lie in.

One declaration feeds the reader of JSON facts, the JSON schema and the form at intake.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from verifier.rulebook.wording import Text

_KEY: Final = "field"
_NOTHING: Final = Text("", "")


class Kind(StrEnum):
    DECIMAL = "decimal"
    INTEGER = "integer"
    DATE = "date"
    TEXT = "text"
    TEXTS = "texts"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    ROWS = "rows"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field that is asked for. `slip` is the likely mistake when a number lies outside its window."""

    name: str = ""
    kind: Kind
    label: Text
    hint: Text = _NOTHING
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    slip: Text = _NOTHING
    choices: Mapping[str, Text] = dataclasses.field(default_factory=dict)
    row: type | None = None
    required: bool = True
    default: object = None


def decimal(
    label: Text,
    *,
    unit: str,
    window: tuple[str, str],
    hint: Text = _NOTHING,
    slip: Text = _NOTHING,
    default: object = dataclasses.MISSING,
) -> Any:
    """A Decimal with its unit; `window` holds the lowest and highest value that can be meant, both allowed."""
    low, high = (Decimal(bound) for bound in window)
    return _declare(Field(kind=Kind.DECIMAL, label=label, hint=hint, unit=unit, low=low, high=high, slip=slip), default)


def integer(
    label: Text,
    *,
    window: tuple[int, int],
    hint: Text = _NOTHING,
    default: object = dataclasses.MISSING,
) -> Any:
    low, high = (Decimal(bound) for bound in window)
    return _declare(Field(kind=Kind.INTEGER, label=label, hint=hint, low=low, high=high), default)


def day(label: Text, *, hint: Text = _NOTHING, default: object = dataclasses.MISSING) -> Any:
    return _declare(Field(kind=Kind.DATE, label=label, hint=hint), default)


def text(label: Text, *, hint: Text = _NOTHING, default: object = dataclasses.MISSING) -> Any:
    return _declare(Field(kind=Kind.TEXT, label=label, hint=hint), default)


def texts(label: Text, *, hint: Text = _NOTHING) -> Any:
    return _declare(Field(kind=Kind.TEXTS, label=label, hint=hint), ())


def choice(
    label: Text,
    choices: Mapping[str, Text],
    *,
    hint: Text = _NOTHING,
    default: object = dataclasses.MISSING,
) -> Any:
    return _declare(Field(kind=Kind.CHOICE, label=label, hint=hint, choices=choices), default)


def boolean(label: Text, *, hint: Text = _NOTHING, default: object = dataclasses.MISSING) -> Any:
    return _declare(Field(kind=Kind.BOOLEAN, label=label, hint=hint), default)


def rows(row: type, label: Text, *, hint: Text = _NOTHING) -> Any:
    """Any number of rows, each an instance of the dataclass `row`; none when left out."""
    return _declare(Field(kind=Kind.ROWS, label=label, hint=hint, row=row), ())


def _declare(declared: Field, default: object) -> Any:
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata={_KEY: declared})
    optional = dataclasses.replace(declared, required=False, default=default)
    return dataclasses.field(default=default, metadata={_KEY: optional})


def fields(shape: type) -> tuple[Field, ...]:
    """What `shape` asks for, in order. Fields that are not declared here are not asked."""
    return tuple(
        dataclasses.replace(field.metadata[_KEY], name=field.name)
        for field in dataclasses.fields(shape)
        if _KEY in field.metadata
    )
