"""Files held for a look: what each has in common with others, and what a person makes of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from projects import queries
from projects.models import Evidence
from projects.permissions import May, ensure, rights
from projects.stages import EvidenceStage, Stage
from projects.use_cases.refuse_evidence import refuse_evidence
from projects.use_cases.release_evidence import release_evidence
from projects.web.frame import Signed, draw, seen_by


class LookForm(forms.Form):
    """`shared` counts when the file is released."""

    use_required_attribute = False
    remark = forms.CharField(
        label=_("What you found"),
        help_text=_("Why the file may count here, or why not. When it is refused, the client reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        error_messages={"required": _("Say what you found.")},
    )
    shared = forms.BooleanField(
        label=_("Many cases may share this document"),
        help_text=_("Such as a published grid factor: the same content is not held again anywhere."),
        required=False,
    )


@require_GET
def held(request: Signed, evidence_id: UUID) -> HttpResponse:
    return _held(request, _file(request, evidence_id))


@require_POST
def release(request: Signed, evidence_id: UUID) -> HttpResponse:
    file, form = _file(request, evidence_id), LookForm(request.POST)
    if not form.is_valid():
        return _held(request, file, form=form, status=422)
    release_evidence(evidence_id=file.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The file is on file now and counts."))
    return redirect("projects:asked", file.request_id)


@require_POST
def refuse(request: Signed, evidence_id: UUID) -> HttpResponse:
    file, form = _file(request, evidence_id), LookForm(request.POST)
    if not form.is_valid():
        return _held(request, file, form=form, status=422)
    remark = form.cleaned_data["remark"]
    refuse_evidence(evidence_id=file.pk, remark=remark, by=request.user, at=timezone.now())
    messages.success(request, _("The file is refused, and the client is told why."))
    return redirect("projects:asked", file.request_id)


def _file(request: Signed, evidence_id: UUID) -> Evidence:
    """What files have in common is the body's own matter: the client hears only that one is held."""
    rows = Evidence.objects.defer("digest").select_related("request", "looked_by")
    file: Evidence = seen_by(request, rows, evidence_id)
    ensure(request.user, May.READ, on=file.engagement)
    return file


def _held(request: Signed, file: Evidence, *, form: LookForm | None = None, status: int = 200) -> HttpResponse:
    engagement = file.engagement
    may = rights(request.user, engagement)
    may_look = May.REQUEST in may and engagement.stage == Stage.UNDER_WAY and file.stage == EvidenceStage.HELD
    shown: dict[str, Any] = {
        "file": file,
        "asked_for": queries.asked_for(file.request, engagement.scheme),
        "likenesses": queries.likenesses(file, request.user),
        "form": (form or LookForm()) if may_look else None,
    }
    return draw(request, "projects/held.html", engagement, held=may, status=status, **shown)
