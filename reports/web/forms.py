"""What people type on the pages of reports and statements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.models import Decision
from reports.queries import Standing
from verifier import schemes
from verifier.desk.forms import DayField
from verifier.errors import Unfit
from verifier.http import words
from verifier.rulebook.rules import Gate

GATES = {
    Gate.SUBMIT: _("Before submission"),
    Gate.DECIDE: _("Before the decision"),
    Gate.ISSUE: _("Before issue"),
}
LARGEST_PDF = 20 * 1000 * 1000  # bytes


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DraftForm(forms.Form):
    summary = forms.CharField(
        label=_("Summary of the work"),
        help_text=_("What was examined, how, and what it showed. The figures are computed from the case."),
        widget=text_area(8),
    )


class AskForm(forms.Form):
    gate = forms.ChoiceField(choices=[(str(gate), label) for gate, label in GATES.items()])


class ReviewForm(forms.Form):
    text = forms.CharField(
        label=_("Remarks"),
        help_text=_("What you examined and what you conclude; if you return the report, what is missing."),
        widget=text_area(6),
    )


class DecisionForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Decision"), choices=Decision.Verdict.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Reasons"), help_text=_("They stay on record with the decision."), widget=text_area(5)
    )


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The register shows it to everybody. This cannot be undone."),
        widget=text_area(3),
    )


class RegisterForm(forms.Form):
    words = forms.CharField(label=_("Number, project or holder"), required=False, max_length=200)
    scheme = forms.ChoiceField()
    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=[("", _("All")), *Standing.choices])
    on = DayField(label=_("On the day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(scheme.code, words(scheme.title)) for scheme in schemes.all()]
        self.fields["scheme"] = forms.ChoiceField(label=_("Scheme"), required=False, choices=[("", _("All")), *titles])


class HeldForm(forms.Form):
    file = forms.FileField(
        label=_("The PDF you hold"),
        help_text=_("At most 20 MB. It is looked at and not kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )


def put(form: forms.Form, refusal: Unfit) -> None:
    """What a use case found wrong, on the fields it names; what the form does not ask goes to the summary."""
    for name, fault in refusal.fields.items():
        if name in form.fields:
            form.add_error(name, words(fault))
        else:
            form.add_error(None, f"{name}: {words(fault)}")
    if not refusal.fields:
        form.add_error(None, words(refusal.message))
