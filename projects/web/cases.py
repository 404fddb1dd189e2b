"""The cases one serves in, and the front page of a case: what moves are open, what is left to do, what happened."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from projects import queries
from projects.models import Engagement
from projects.permissions import rights
from projects.stages import Move, Stage
from projects.use_cases.accept_engagement import accept_engagement
from projects.use_cases.decline_engagement import decline_engagement
from projects.web.frame import Signed, case_of, draw
from verifier.desk.paging import page
from verifier.rulebook.deadlines import DueDate


class MoveForm(forms.Form):
    """`seen` is the version of the case on the page that was opened."""

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput)


class DeclineForm(MoveForm):
    reason = forms.CharField(
        label=_("Why the engagement is declined"),
        help_text=_("The client reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Say why.")},
    )


@require_GET
def cases(request: Signed) -> HttpResponse:
    stage = request.GET.get("stage", "")
    rows = queries.engagements(request.user)
    if stage in Stage.values:
        rows = rows.filter(stage=stage)
    context = {"page": page(rows, request, moment="opened_at"), "stages": Stage.choices, "chosen": stage}
    return render(request, "projects/cases.html", context)


@require_GET
def case(request: Signed, engagement_id: UUID) -> HttpResponse:
    return _front(request, case_of(request, engagement_id))


@require_POST
def accept(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement, form = case_of(request, engagement_id), MoveForm(request.POST)
    if not form.is_valid():
        return _front(request, engagement, status=422)
    accept_engagement(engagement_id=engagement.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The engagement is accepted. Now appoint the team."))
    return redirect("projects:people", engagement.pk)


@require_POST
def decline(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement, form = case_of(request, engagement_id), DeclineForm(request.POST)
    if not form.is_valid():
        return _front(request, engagement, decline=form, status=422)
    decline_engagement(engagement_id=engagement.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
    return redirect("projects:case", engagement.pk)


def _front(
    request: Signed, engagement: Engagement, *, decline: DeclineForm | None = None, status: int = 200
) -> HttpResponse:
    held = rights(request.user, engagement)
    moves = queries.lawful_moves(engagement, held)
    shown: dict[str, Any] = {
        "moves": moves,
        "may_accept": Move.ACCEPT in moves,
        "report_moves": [move for move in moves if move not in (Move.ACCEPT, Move.DECLINE)],
        "decline": decline or DeclineForm(initial={"seen": engagement.version}),
        "left": queries.left(engagement),
        "limits": _limits(engagement),
        "today": timezone.localdate(),
        "team": [one for one in queries.team(engagement) if one.is_serving],
        "happenings": queries.happenings(engagement, held),
    }
    return draw(request, "projects/case.html", engagement, held=held, status=status, **shown)


def _limits(engagement: Engagement) -> dict[str, list[DueDate]]:
    """The scheme's time limits: those with a day, and those that run from a day the case does not know."""
    limits = queries.due_dates(engagement)
    return {
        "dated": [one for one in limits if one.due is not None],
        "other": [one for one in limits if one.due is None],
    }
