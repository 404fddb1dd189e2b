"""Read plain data into a declared dataclass, write it back exactly, and describe its shape."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from unicodedata import category

from verifier.errors import Unfit
from verifier.rulebook.quantities import CONTEXT, grouped
from verifier.rulebook.shapes import Field, Kind, fields
from verifier.rulebook.wording import Text

Shape = TypeVar("Shape")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_YEARS = range(1900, 2200)
_MOST_DIGITS = 40
_MOST_ROWS = 10_000
_LONGEST_TEXT = 2_000

MISSING = Text("This is missing.", "此项缺失。")
UNKNOWN = Text("This field is not asked for; remove it.", "不需要此字段，请删除。")
NOT_AN_OBJECT = Text("Give the fields by name.", "请按字段名填写。")
NOT_A_NUMBER = Text(
    "This is not a number; write digits with a point for decimals, such as 1250.75.",
    "不是数字；请用阿拉伯数字填写，小数点用“.”，例如 1250.75。",
)
INEXACT = Text(
    "Binary fractions are not exact; give the number as text or as a JSON number read exactly.",
    "二进制浮点数不精确；请以文本或精确读取的 JSON 数字给出。",
)
TOO_FINE = Text("More digits than any meter can show.", "位数超出任何计量器具所能显示的范围。")
NEGATIVE = Text("This may not be negative.", "此项不得为负。")
OUTSIDE = Text(
    "{value} {unit} lies outside what can be meant, {low} to {high} {unit}. {slip}",
    "{value} {unit} 超出合理范围（{low} 至 {high} {unit}）。{slip}",
)
NOT_WHOLE = Text("This must be a whole number.", "此项须为整数。")
NOT_A_DAY = Text(
    "Give a full date, year-month-day, such as 2026-03-31.", "请填写完整日期（年-月-日），例如 2026-03-31。"
)
NO_SUCH_YEAR = Text("The year {year} cannot be meant.", "年份 {year} 超出合理范围。")
NOT_TEXT = Text("This must be text.", "此项须为文本。")
TOO_LONG = Text("This is longer than {most} characters.", "此项超过 {most} 个字符。")
UNPRINTABLE = Text("This contains characters that cannot be printed.", "此项含有无法打印的字符。")
NOT_A_CHOICE = Text("Choose one of: {choices}.", "请从下列各项中选择：{choices}。")
NOT_YES_OR_NO = Text("Answer true or false.", "请回答 true（是）或 false（否）。")
NOT_ROWS = Text("Give a list of rows.", "请给出行的列表。")
TOO_MANY = Text("This has more than {most} rows.", "此项超过 {most} 行。")


class Misfit(Unfit):
    """The data do not have the shape that is asked for.

    `errors` names every bad field by its path ("fuel_kg", "legs/0/km") and says what would mend it.
    """

    def __init__(self, errors: Mapping[str, Text]) -> None:
        self.errors = dict(errors)
        super().__init__(Text("Some fields do not fit.", "部分字段不符合要求。"), fields={**self.errors})

    def __str__(self) -> str:
        return "; ".join(f"{path}: {message.en}" for path, message in self.errors.items())


class _Wrong(Exception):  # noqa: N818 - the name says what happened
    def __init__(self, errors: Mapping[str, Text]) -> None:
        self.errors = errors


def read(shape: type[Shape], data: object) -> Shape:
    """An instance of the declared dataclass `shape` from plain data. Raises Misfit, naming every bad field.

    A shape may have a method `misfits()`, yielding (path, Text) for what is wrong between its fields.
    """
    try:
        return _read(shape, data)
    except _Wrong as wrong:
        raise Misfit(wrong.errors) from None


def _read(shape: type[Shape], data: object) -> Shape:
    if not isinstance(data, Mapping):
        raise _Wrong({"": NOT_AN_OBJECT})
    asked = {field.name: field for field in fields(shape)}
    errors = {str(name): UNKNOWN for name in data if name not in asked}
    values: dict[str, object] = {}
    for name, field in asked.items():
        given = data.get(name)
        if given is None or _blank(field, given):
            if field.required:
                errors[name] = MISSING
            continue
        try:
            values[name] = _READERS[field.kind](field, given)
        except _Wrong as wrong:
            errors |= {f"{name}/{path}" if path else name: message for path, message in wrong.errors.items()}
    if not errors:
        made = shape(**values)
        between: Iterable[tuple[str, Text]] = getattr(made, "misfits", tuple)()
        errors = dict(between)
        if not errors:
            return made
    raise _Wrong(errors)


def _blank(field: Field, given: object) -> bool:
    """Whether nothing is given. A text that may be left out may be blank as well; one that is asked for may not."""
    if field.kind is Kind.TEXT:
        return field.required and isinstance(given, str) and not given.strip()
    return given == ""


def _wrong(message: Text) -> _Wrong:
    return _Wrong({"": message})


def _decimal(field: Field, given: object) -> Decimal:
    if isinstance(given, float):
        raise _wrong(INEXACT)
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
        raise _wrong(NOT_A_NUMBER)
    written = str(given).strip()
    if len(written) > _MOST_DIGITS * 2:
        raise _wrong(TOO_FINE)
    if not _NUMBER.fullmatch(written):
        raise _wrong(NOT_A_NUMBER)
    try:
        value = Decimal(written)
    except InvalidOperation:
        raise _wrong(NOT_A_NUMBER) from None
    if value.adjusted() > _MOST_DIGITS or len(value.as_tuple().digits) > _MOST_DIGITS or _places(value) > _MOST_DIGITS:
        raise _wrong(TOO_FINE)
    _within(field, value)
    return value


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _within(field: Field, value: Decimal) -> None:
    if field.low is None or field.high is None or field.low <= value <= field.high:
        return
    if value < 0 <= field.low:
        raise _wrong(NEGATIVE)
    # A whole number may be a year: its digits stay together.
    written = grouped if field.kind is Kind.DECIMAL else str
    said = OUTSIDE.format(
        value=written(value), unit=field.unit, low=written(field.low), high=written(field.high), slip=field.slip
    )
    raise _wrong(Text(_tidy(said.en).replace(" .", "."), _tidy(said.zh).replace(" ）", "）")))


def _tidy(said: str) -> str:
    """Without the gaps that a missing unit or slip leaves."""
    return " ".join(said.split())


def _integer(field: Field, given: object) -> int:
    value = _decimal(field, given)
    if value != value.to_integral_value(context=CONTEXT):
        raise _wrong(NOT_WHOLE)
    return int(value)


def _date(_: Field, given: object) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    if not isinstance(given, str) or not _DAY.fullmatch(given.strip()):
        raise _wrong(NOT_A_DAY)
    try:
        day = date.fromisoformat(given.strip())
    except ValueError:
        raise _wrong(NOT_A_DAY) from None
    if day.year not in _YEARS:
        raise _wrong(NO_SUCH_YEAR.format(year=day.year))
    return day


def _text(_: Field, given: object) -> str:
    if not isinstance(given, str):
        raise _wrong(NOT_TEXT)
    if len(given) > _LONGEST_TEXT:
        raise _wrong(TOO_LONG.format(most=_LONGEST_TEXT))
    if any(category(letter) in ("Cc", "Cs") and letter not in "\n\r\t" for letter in given):
        raise _wrong(UNPRINTABLE)
    return given.strip()


def _choice(field: Field, given: object) -> str:
    if not isinstance(given, str) or given not in field.choices:
        raise _wrong(NOT_A_CHOICE.format(choices=", ".join(field.choices)))
    return given


def _boolean(_: Field, given: object) -> bool:
    if not isinstance(given, bool):
        raise _wrong(NOT_YES_OR_NO)
    return given


def _rows(field: Field, given: object) -> tuple[object, ...]:
    if not isinstance(given, list | tuple):
        raise _wrong(NOT_ROWS)
    if len(given) > _MOST_ROWS:
        raise _wrong(TOO_MANY.format(most=_MOST_ROWS))
    made: list[object] = []
    errors: dict[str, Text] = {}
    for index, item in enumerate(given):
        try:
            made.append(_text(field, item) if field.row is None else _read(field.row, item))
        except _Wrong as wrong:
            errors |= {f"{index}/{path}" if path else str(index): message for path, message in wrong.errors.items()}
    if errors:
        raise _Wrong(errors)
    return tuple(made)


_READERS: dict[Kind, Callable[[Field, object], object]] = {
    Kind.DECIMAL: _decimal,
    Kind.INTEGER: _integer,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.TEXTS: _rows,
    Kind.CHOICE: _choice,
    Kind.BOOLEAN: _boolean,
    Kind.ROWS: _rows,
}


def dump(instance: object) -> dict[str, Any]:
    """Plain data for a JSON column: decimals as exact strings, dates as ISO text. `read` takes it back."""
    return {field.name: plain(getattr(instance, field.name)) for field in fields(type(instance))}


def plain(value: object) -> object:
    """A value of a declared dataclass as plain data."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return dump(value) if dataclasses.is_dataclass(value) else value


def json_schema(shape: type) -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of the data that `read` takes; `unit` names the unit of each number."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields(shape) if field.required],
        "properties": {field.name: _property(field) for field in fields(shape)},
    }


def _bound(value: Decimal) -> int | float:
    """JSON schema knows numbers only; the bounds have few digits, so that this shows them as they are."""
    return int(value) if value == int(value) else float(value)


def _property(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"title": field.label.en, "title_zh": field.label.zh}
    if field.hint.en:
        said |= {"description": field.hint.en, "description_zh": field.hint.zh}
    if field.unit:
        said["unit"] = field.unit
    if field.low is not None and field.high is not None:
        said |= {"minimum": _bound(field.low), "maximum": _bound(field.high)}
    kinds: dict[Kind, dict[str, Any]] = {
        Kind.DECIMAL: {"type": ["string", "number"], "format": "decimal"},
        Kind.INTEGER: {"type": "integer"},
        Kind.DATE: {"type": "string", "format": "date"},
        Kind.TEXT: {"type": "string", "maxLength": _LONGEST_TEXT},
        Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
        Kind.CHOICE: {"enum": list(field.choices)},
        Kind.BOOLEAN: {"type": "boolean"},
        Kind.ROWS: {"type": "array"},
    }
    said |= kinds[field.kind]
    if field.row is not None:
        said["items"] = json_schema(field.row)
    return said
