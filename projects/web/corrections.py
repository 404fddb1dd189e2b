"""The particulars of a case: as claimed, as they stand, and each correction with its reason."""

from itertools import groupby
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from projects.models import Correction
from projects.permissions import May, ensure
from projects.stages import Stage
from projects.use_cases.correct_particulars import correct_particulars
from projects.web.cases import MoveForm
from projects.web.frame import Signed, case_of, draw
from projects.web.particulars import Sheet
from projects.web.sheets import answer
from projects.web.showing import Change, changes, shown


class CorrectForm(MoveForm):
    reason = forms.CharField(
        label=_("Why the values change"),
        help_text=_("Name the evidence. The reason stays on record beside each value that changes."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Say why the values change.")},
    )


@require_GET
def particulars(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement = case_of(request, engagement_id)
    shape = engagement.scheme.particulars
    claimed, now = engagement.application.particulars, engagement.particulars
    rows = engagement.corrections.select_related("by").order_by("-at", "id")
    corrections = [
        {"correction": of_one[0], "changes": [change for one in of_one for change in _changes(shape, one)]}
        for of_one in (list(group) for _key, group in groupby(rows, key=lambda one: (one.at, one.by_id, one.reason)))
    ]
    return draw(
        request,
        "projects/particulars.html",
        engagement,
        shown=shown(shape, claimed, now),
        compare=claimed != now,
        corrections=corrections,
    )


@require_http_methods(["GET", "POST"])
def correct(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement = case_of(request, engagement_id)
    ensure(request.user, May.CORRECT, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    data = request.POST or None
    form = CorrectForm(data, initial={"seen": engagement.version})
    shape, now = engagement.scheme.particulars, engagement.particulars
    sheet = Sheet(shape, data=data, initial=now, grow=request.POST.get("add", ""))

    def page(status: int) -> HttpResponse:
        return draw(request, "projects/correct.html", engagement, status=status, form=form, sheet=sheet)

    def keep() -> HttpResponse:
        correct_particulars(
            engagement_id=engagement.pk,
            particulars=sheet.typed(),
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(request, _("The correction is on record."))
        return redirect("projects:particulars", engagement.pk)

    return answer(request, form, sheet, page=page, keep=keep)


def _changes(shape: type, one: Correction) -> list[Change]:
    return changes(shape, one.field, one.was, one.became)
