"""The form of a scheme's particulars, drawn from their declaration: a sheet of fields, and groups of rows of fields.

A sheet checks nothing by itself. What was typed goes as text, digit for digit, to the rule book's reader, and the
faults it finds are put beside the fields they name.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from verifier.desk.forms import DayField, Gathered, Parts, QuantityInput
from verifier.http import words
from verifier.rulebook import particulars
from verifier.rulebook.shapes import Field, Kind, fields

MOST_ROWS = 100
LEAST_FOLDED = 3  # fields that may be left out and stand together


class _Unchecked:
    """`required` is said on the page; that something is missing is found by the reader."""

    def validate(self, value: object) -> None: ...


class _Typed(_Unchecked, forms.CharField):
    pass


class _Day(_Unchecked, DayField):
    pass


class Fields(forms.Form):
    """The fields of a sheet that are not rows."""

    use_required_attribute = False
    error_css_class = ""

    def __init__(self, declared: list[Field], *, in_row: bool, **form: Any) -> None:
        super().__init__(**form)
        self.declared = declared
        self.of = {field.name: field for field in declared}
        for field in declared:
            self.fields[field.name] = _control(field, in_row=in_row)

    def typed(self) -> dict[str, Any]:
        """What was typed, without what was left empty: that takes its default, or is missing."""
        self.is_valid()  # so that there is cleaned_data
        values = ((field.name, _plain(field, self.cleaned_data.get(field.name))) for field in self.declared)
        return {name: value for name, value in values if value is not None}

    @property
    def is_blank(self) -> bool:
        """Nothing was typed but what stands there from the start."""
        return all(_is_blank(field, self[field.name].value()) for field in self.declared)


class Rows(forms.Form):
    """A group of rows. The one field of its own says how many there are, and bears the faults of the group."""

    rows = forms.IntegerField(required=False)
    use_required_attribute = False
    is_group = True

    def __init__(
        self, field: Field, row: type, *, prefix: str, data: Mapping[str, Any] | None, initial: list[Any], grow: str
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.label, self.hint = words(field.label), words(field.hint)
        self.fields["rows"].label = self.label
        grown = grow == prefix
        count = _count(data.get(f"{prefix}-rows")) if data is not None else max(len(initial), 1)
        self.sheets = [
            Sheet(
                row,
                prefix=f"{prefix}-{place}",
                data=data,
                initial=initial[place] if place < len(initial) else None,
                grow=grow,
                title=_("%(group)s, row %(row)s") % {"group": self.label, "row": place + 1},
            )
            for place in range(min(count + grown, MOST_ROWS))
        ]

        self.grown = grown
        if grown:
            self.sheets[-1].focus()

    @property
    def is_open(self) -> bool:
        """Whether there is something in it to see: rows, one that has just been added, or a fault."""
        return self.grown or bool(self.kept) or bool(self.errors)

    @cached_property
    def kept(self) -> list["Sheet"]:
        """Those in which something was typed."""
        return [sheet for sheet in self.sheets if not sheet.is_blank]


@dataclass(frozen=True)
class Fold:
    """Items of a form that may be left out, under a line that names them."""

    label: str
    items: Sequence[object]
    is_open: bool
    is_fold = True


def _folded(optional: Iterable[Any]) -> Iterator[object]:
    """Each group of rows by itself; fields that stand together, under one line, where there are more than two."""
    for is_group, run in groupby(optional, key=lambda item: isinstance(item, Rows)):
        items = list(run)
        if is_group:
            yield from (Fold(group.label, [group], is_open=group.is_open) for group in items)
        elif len(items) < LEAST_FOLDED:
            yield from items
        else:
            declared = [item.form.of[item.name] for item in items]
            filled = any(
                item.errors or not _is_blank(field, item.value()) for item, field in zip(items, declared, strict=True)
            )
            named = _("; ").join(words(field.label) for field in declared)
            yield Fold(_("If it applies: %(fields)s") % {"fields": named}, items, is_open=filled)


class Sheet:
    """A dataclass as a form, or `only` some of its fields. `items` are its fields and groups as declared; `forms` all
    Django forms in it.
    """

    def __init__(
        self,
        shape: type,
        *,
        prefix: str = "particulars",
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
        grow: str = "",
        title: str = "",
        only: Collection[str] = (),
    ) -> None:
        self.shape, self.title = shape, title
        given, declared = initial or {}, [field for field in fields(shape) if not only or field.name in only]
        plain = [field for field in declared if field.kind is not Kind.ROWS]
        start = {field.name: _start(field, given[field.name]) for field in plain if field.name in given}
        self.fields = Fields(plain, in_row=bool(title), data=data, prefix=prefix, initial=start)
        self.groups = {
            field.name: Rows(
                field,
                field.row,
                prefix=f"{prefix}-{field.name}",
                data=data,
                initial=given.get(field.name, []),
                grow=grow,
            )
            for field in declared
            if field.row is not None
        }
        self.items = [
            self.groups[field.name] if field.name in self.groups else self.fields[field.name] for field in declared
        ]

    @property
    def parts(self) -> list[object]:
        """The items as a long form shows them: what may be left out is folded, unless it holds something or a fault."""
        parts: list[object] = []
        for optional, run in groupby(self.items, key=lambda item: isinstance(item, Rows) or not item.field.required):
            items = list(run)
            parts += _folded(items) if optional else items
        return parts

    @property
    def forms(self) -> Iterator[forms.Form]:
        yield self.fields
        for group in self.groups.values():
            yield group
            for sheet in group.sheets:
                yield from sheet.forms

    @property
    def gathered(self) -> Gathered:
        return Gathered(self.forms)

    @property
    def is_blank(self) -> bool:
        return self.fields.is_blank and not any(group.kept for group in self.groups.values())

    def focus(self) -> None:
        """Let the browser go to the first field: this row has just been added."""
        next(iter(self.fields.fields.values())).widget.attrs["autofocus"] = True

    def typed(self) -> dict[str, Any]:
        """Plain data for the reader, rows left blank not counted."""
        rows = {name: [sheet.typed() for sheet in group.kept] for name, group in self.groups.items()}
        return self.fields.typed() | rows

    def is_valid(self) -> bool:
        """Whether the reader takes it. Every fault is put beside its field."""
        try:
            particulars.read(self.shape, self.typed())
        except particulars.Misfit as misfit:
            for path, message in misfit.errors.items():
                self.blame(path, words(message))
        return not any(form.errors for form in self.forms)

    def blame(self, path: str, message: str) -> None:
        """Put a fault where it belongs: "fuel_kg", "legs" or "legs/0/km", rows counted without the blank ones."""
        name, _slash, below = path.partition("/")
        if name in self.groups:
            group = self.groups[name]
            row, _slash, inner = below.partition("/")
            if row.isdecimal() and int(row) < len(group.kept):
                group.kept[int(row)].blame(inner, message)
            else:
                group.add_error("rows", message)
        elif name not in self.fields.fields:
            self.fields.add_error(None, message)
        elif name not in self.fields.errors:
            where = _("%(fault)s (%(row)s)") % {"fault": message, "row": self.title} if self.title else message
            self.fields.add_error(name, where)

    def group(self, prefix: str) -> Rows | None:
        """The group of rows of that prefix, wherever it stands."""
        return next((form for form in self.forms if isinstance(form, Rows) and form.prefix == prefix), None)


def _count(given: object) -> int:
    return int(given) if isinstance(given, str) and given.isdecimal() and len(given) < 4 else 1


def _control(field: Field, *, in_row: bool) -> forms.Field:
    """The control of a declared field. The unit stands behind the box for the eye and in the label for the ear.

    A row has no room for the three boxes of a day: there it is typed into one.
    """
    label = words(field.label)
    if field.unit:
        label = format_html('{}<span class="govuk-visually-hidden"> ({})</span>', label, field.unit)
    said: dict[str, Any] = {
        "label": label,
        "help_text": escape(words(field.hint)),
        "required": field.required,
        "initial": _start(field, field.default),
    }
    if field.kind is Kind.DATE and in_row:
        form = _("Year-month-day, such as 2026-03-31.")
        return _Typed(**said | {"help_text": f"{said['help_text']} {form}"})
    if field.kind is Kind.DATE:
        return _Day(**said)
    return _Typed(widget=_widget(field), **said)


def _widget(field: Field) -> forms.Widget:
    if field.kind in (Kind.DECIMAL, Kind.INTEGER):
        return QuantityInput(field.unit)
    if field.kind is Kind.CHOICE:
        named = [(code, words(name)) for code, name in field.choices.items()]
        return forms.Select(choices=named if field.default is not None else [("", _("Choose")), *named])
    if field.kind is Kind.BOOLEAN:
        answers = [("true", _("Yes")), ("false", _("No"))]
        return forms.Select(choices=answers if field.default is not None else [("", _("Choose")), *answers])
    return forms.Textarea(attrs={"rows": 3}) if field.kind is Kind.TEXTS else forms.TextInput()


def _start(field: Field, value: object) -> object:
    """A value of plain data, or a default, as its control shows it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | int):
        return format(Decimal(value), "f")
    if field.kind is Kind.DATE and isinstance(value, str):
        return date.fromisoformat(value)
    if field.kind is Kind.TEXTS and isinstance(value, list | tuple):
        return "\n".join(value)
    return value


def _plain(field: Field, typed: object) -> object:
    """What goes to the reader; None for what was left empty."""
    if field.kind is Kind.BOOLEAN:
        return {"true": True, "false": False}.get(str(typed))
    if field.kind is Kind.TEXTS:
        return [line.strip() for line in str(typed or "").splitlines() if line.strip()]
    return typed or None


def _is_blank(field: Field, typed: object) -> bool:
    if isinstance(typed, Parts):
        return not any(typed)
    return typed in (None, "", _start(field, field.default))
