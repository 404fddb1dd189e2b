"""What people type on the pages of figures."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from verifier.confirmations.reading import LONGEST_CLAUSE, MOST_DIGITS, Reading, fault_of, shipped
from verifier.desk.forms import DayField, QuantityInput
from verifier.errors import Unfit
from verifier.http import words
from verifier.rulebook.scheme import Scheme


class DocumentForm(forms.Form):
    use_required_attribute = False
    title = forms.CharField(
        label=_("Title of the document"),
        help_text=_("As it is printed on it."),
        max_length=200,
        error_messages={"required": _("Enter the title.")},
    )
    edition = forms.CharField(
        label=_("Edition"),
        help_text=_("Version and date, as printed on it."),
        max_length=100,
        error_messages={"required": _("Enter the edition.")},
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, XLSX, DOCX, CSV, TSV, TXT, JSON, PNG, JPG or ZIP, up to 2 GB."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
    )


class FigureForm(forms.Form):
    """One figure; left as it was, it was not read."""

    use_required_attribute = False
    value = forms.CharField(
        label=_("Value"),
        max_length=MOST_DIGITS,
        widget=QuantityInput(),
        error_messages={"required": _("Enter the value.")},
    )
    clause = forms.CharField(
        label=_("Clause"),
        max_length=LONGEST_CLAUSE,
        error_messages={"required": _("Enter the clause.")},
    )
    since = DayField(
        label=_("Holds from"),
        error_messages={"required": _("Enter the day.")},
    )

    def __init__(self, data: Any, *, scheme: Scheme, code: str, on: date) -> None:
        own = shipped(scheme, code, on)
        assert own is not None  # noqa: S101 - the page asks for figures of the scheme only
        initial = {"since": own.since} if own.since else {}
        super().__init__(data, prefix=code, initial=initial, empty_permitted=True)
        self.code = code
        self.figure = own
        self.about = words(own.name)
        widget: Any = self.fields["value"].widget
        widget.unit = own.unit

    def clean_value(self) -> str:
        typed: str = self.cleaned_data["value"]
        if fault := fault_of(typed, self.figure.unit):
            raise ValidationError(words(fault))
        return typed

    @property
    def reading(self) -> Reading:
        return Reading(figure=self.code, **self.cleaned_data)


class ReasonForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("What the document says instead, or why it is not the right one."),
        max_length=300,
        error_messages={"required": _("Say why. It stays on record.")},
    )


def blame(no: Unfit, document: DocumentForm, read: Iterable[FigureForm]) -> None:
    """Put what a use case found wrong on the fields it names; `read` are the figures as they were handed on."""
    forms_read = list(read)
    for path, message in no.fields.items():
        place, _slash, name = path.removeprefix("figures/").partition("/")
        if name:
            form = forms_read[int(place)]
            form.add_error(name if name in form.fields else None, words(message))
        else:
            document.add_error(path if path in document.fields else None, words(message))
