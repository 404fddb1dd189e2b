"""Form fields of the trade that Django does not have: a day in three boxes, a number with its unit."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from verifier.errors import Unfit
from verifier.http import words

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Parts(NamedTuple):
    """A day as it was typed: three texts."""

    year: str
    month: str
    day: str


class DayInput(forms.Widget):
    """Three boxes, in the reader's order. A whole ISO date pasted into any one of them is taken, too."""

    template_name = "desk/day_input.html"
    use_fieldset = True

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = self._typed(value)
        order = ("year", "month", "day") if (get_language() or "").startswith("zh") else ("day", "month", "year")
        labels = {"year": _("Year"), "month": _("Month"), "day": _("Day")}
        context["boxes"] = [
            {"part": part, "label": labels[part], "value": getattr(typed, part), "size": 4 if part == "year" else 2}
            for part in order
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], _files: object, name: str) -> Parts:
        typed = Parts(*(str(data.get(f"{name}_{part}", "")).strip() for part in Parts._fields))
        for whole in typed:
            if ISO_DATE.fullmatch(whole):
                return Parts(*whole.split("-"))
        return typed

    def value_omitted_from_data(self, data: Mapping[str, Any], _files: object, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in Parts._fields)

    def id_for_label(self, id_: str) -> str:
        """The first box: what the error summary leads to."""
        first = "year" if (get_language() or "").startswith("zh") else "day"
        return f"{id_}_{first}" if id_ else ""

    @staticmethod
    def _typed(value: object) -> Parts:
        if isinstance(value, Parts):
            return value
        if isinstance(value, date):
            return Parts(str(value.year), str(value.month), str(value.day))
        return Parts("", "", "")


class DayField(forms.Field):
    """A date. Its errors say which box is wrong."""

    widget = DayInput
    default_error_messages: ClassVar = {
        "required": _("Enter a date."),
        "year": _("The date must include a year of four digits."),
        "month": _("The month must be a number from 1 to 12."),
        "day": _("The day must be a number from 1 to 31."),
        "real": _("There is no such day in the calendar."),
    }

    def to_python(self, value: object) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not isinstance(value, Parts) or not any(value):
            return None
        return self._real(value)

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True

    def _real(self, typed: Parts) -> date:
        numbers = {part: int(text) if text.isdecimal() else 0 for part, text in typed._asdict().items()}
        wrong = [
            part
            for part, ok in (
                ("day", 1 <= numbers["day"] <= 31),
                ("month", 1 <= numbers["month"] <= 12),
                ("year", 1000 <= numbers["year"] <= 9999),
            )
            if not ok
        ]
        if wrong:
            raise ValidationError([ValidationError(self.error_messages[part], code=part) for part in wrong])
        try:
            return date(**numbers)
        except ValueError as no_such_day:
            raise ValidationError(self.error_messages["real"], code="real") from no_such_day


def blame(form: forms.BaseForm, no: Unfit) -> None:
    """What a use case found wrong, beside the fields that it names; what the form does not ask, above it."""
    for name, message in no.fields.items():
        form.add_error(name if name in form.fields else None, words(message))


class Gathered(forms.BaseFormSet):
    """Several forms as the error summary takes them."""

    def __init__(self, gathered: Iterable[forms.Form]) -> None:
        self.forms = list(gathered)

    def non_form_errors(self) -> ErrorList:
        return ErrorList()


class QuantityInput(forms.TextInput):
    """A box for a number with its unit behind it."""

    template_name = "desk/quantity_input.html"

    def __init__(self, unit: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"inputmode": "decimal", "class": "govuk-input--width-10", **(attrs or {})})
        self.unit = unit

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "unit": self.unit}
