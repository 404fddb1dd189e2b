"""Findings: raised by the team, answered by the client, sent back or closed by the team."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from projects import queries
from projects.models import Engagement, Evidence, Finding
from projects.permissions import May, rights
from projects.stages import FindingStage, Stage
from projects.use_cases.answer_finding import answer_finding
from projects.use_cases.close_finding import close_finding
from projects.use_cases.raise_finding import raise_finding
from projects.use_cases.return_answer import return_answer
from projects.web.frame import Signed, case_of, draw, seen_by
from verifier.confirmations.queries import figures
from verifier.desk.forms import blame
from verifier.errors import Unfit
from verifier.http import words
from verifier.rulebook.scheme import Scheme


class RaiseForm(forms.Form):
    use_required_attribute = False
    grade = forms.ChoiceField(label=_("Grade"), error_messages={"required": _("Choose a grade.")})
    title = forms.CharField(label=_("Title"), max_length=200, error_messages={"required": _("Give it a title.")})
    text = forms.CharField(
        label=_("What was found"),
        help_text=_("What is so, what should be so, and where it was seen."),
        widget=forms.Textarea,
        max_length=5000,
        error_messages={"required": _("Say what was found.")},
    )
    clause = forms.CharField(
        label=_("Requirement"),
        help_text=_("The clause that is not met."),
        max_length=120,
        error_messages={"required": _("Name the requirement.")},
    )

    def __init__(self, *args: Any, scheme: Scheme, **more: Any) -> None:
        super().__init__(*args, **more)
        grades = [(grade.code, capfirst(words(grade.title))) for grade in scheme.finding_grades]
        self.fields["grade"].choices = [("", _("Choose")), *grades]  # type: ignore[attr-defined]


class RemarkForm(forms.Form):
    use_required_attribute = False
    text = forms.CharField(
        label=_("Conclusion"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        error_messages={"required": _("Write what you conclude.")},
    )


class AnswerForm(RemarkForm):
    text = forms.CharField(
        label=_("Answer"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        error_messages={"required": _("Write the answer.")},
    )
    evidence = forms.ModelChoiceField(
        label=_("File that shows it"),
        help_text=_("One of those sent as evidence."),
        queryset=Evidence.objects.none(),
        empty_label=_("None"),
        required=False,
    )

    def __init__(self, *args: Any, files: QuerySet[Evidence], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["evidence"]
        field.queryset = files
        # Read once for all the forms of a page; the field by itself would ask again for each.
        field.choices = [("", field.empty_label), *((file.pk, file.name) for file in files)]


@require_GET
def findings(request: Signed, engagement_id: UUID) -> HttpResponse:
    return _findings(request, case_of(request, engagement_id))


@require_POST
def raise_(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement = case_of(request, engagement_id)
    form = RaiseForm(request.POST, scheme=engagement.scheme)
    if form.is_valid():
        try:
            finding = raise_finding(
                engagement_id=engagement.pk, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Unfit as no:
            blame(form, no)
        else:
            return _to(finding)
    return _findings(request, engagement, raising=form, status=422)


@require_POST
def answer(request: Signed, finding_id: UUID) -> HttpResponse:
    finding = seen_by(request, Finding.objects.all(), finding_id)
    form = AnswerForm(request.POST, files=finding.engagement.evidence.on_file(), prefix=f"answer-{finding.number}")
    if not form.is_valid():
        return _findings(request, finding.engagement, refused={finding.pk: form}, status=422)
    file = form.cleaned_data["evidence"]
    answer_finding(
        finding_id=finding.pk,
        text=form.cleaned_data["text"],
        evidence_id=file.pk if file else None,
        by=request.user,
        at=timezone.now(),
    )
    return _to(finding)


@require_POST
def return_(request: Signed, finding_id: UUID) -> HttpResponse:
    return _assessed(request, finding_id, return_answer, at=timezone.now())


@require_POST
def close(request: Signed, finding_id: UUID) -> HttpResponse:
    return _assessed(request, finding_id, close_finding, at=timezone.now())


def _assessed(request: Signed, finding_id: UUID, turn: Callable[..., Finding], *, at: datetime) -> HttpResponse:
    finding = seen_by(request, Finding.objects.all(), finding_id)
    form = RemarkForm(request.POST, prefix=f"assess-{finding.number}")
    if not form.is_valid():
        return _findings(request, finding.engagement, refused={finding.pk: form}, status=422)
    turn(finding_id=finding.pk, text=form.cleaned_data["text"], by=request.user, at=at)
    return _to(finding)


def _to(finding: Finding) -> HttpResponse:
    return redirect(f"{reverse('projects:findings', args=[finding.engagement_id])}#finding-{finding.number}")


def _findings(
    request: Signed,
    engagement: Engagement,
    *,
    raising: RaiseForm | None = None,
    refused: dict[UUID, RemarkForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    held = rights(request.user, engagement)
    open_ = engagement.stage == Stage.UNDER_WAY
    grades = {grade.code: grade for grade in engagement.scheme.finding_grades}
    files, today = engagement.evidence.on_file(), timezone.localdate()
    confirmed = figures(engagement.scheme_code)
    shown: dict[str, Any] = {
        "found": [
            {
                "finding": finding,
                "grade": grades[finding.grade],
                "remarks": finding.remarks.all()[::-1],
                "form": (refused or {}).get(finding.pk) or (_form(finding, files, held) if open_ else None),
            }
            for finding in queries.findings(engagement)
        ],
        "grades": [(grade, engagement.scheme.days_to_close(grade, today, confirmed)) for grade in grades.values()],
        "faults": next((form for form in (raising, *(refused or {}).values()) if form), None),
        "raising": (raising or RaiseForm(scheme=engagement.scheme)) if open_ and May.RAISE in held else None,
        "today": today,
    }
    return draw(request, "projects/findings.html", engagement, held=held, status=status, **shown)


def _form(finding: Finding, files: QuerySet[Evidence], held: frozenset[May]) -> RemarkForm | None:
    """What this reader may add to the finding as it stands."""
    if finding.stage == FindingStage.OPEN and May.ANSWER in held:
        return AnswerForm(files=files, prefix=f"answer-{finding.number}")
    if finding.stage == FindingStage.ANSWERED and May.RAISE in held:
        return RemarkForm(prefix=f"assess-{finding.number}")
    return None
