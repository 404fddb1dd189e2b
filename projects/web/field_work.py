"""What the team found: visits, misstatements, limits of the evidence; what they come to by the scheme."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from projects import facts, queries
from projects.models import Engagement
from projects.permissions import May, ensure
from projects.stages import Stage
from projects.use_cases.record_field_work import record_field_work
from projects.web.cases import MoveForm
from projects.web.frame import Signed, case_of, draw
from projects.web.particulars import Sheet
from projects.web.sheets import answer
from projects.web.showing import shown
from verifier.errors import Unfit
from verifier.rulebook.fieldwork import FieldWork
from verifier.rulebook.rules import Gate


@require_GET
def field_work(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement = case_of(request, engagement_id)
    ensure(request.user, May.READ, on=engagement)
    records = list(queries.field_work(engagement))
    work = records[0].work if records else {}
    context = {"records": records, "shown": shown(FieldWork, work, work), **_weighed(engagement)}
    return draw(request, "projects/field_work.html", engagement, **context)


def _weighed(engagement: Engagement) -> dict[str, Any]:
    """What the scheme makes of it; nothing where its particulars are not such as can be computed."""
    scheme, today = engagement.scheme, timezone.localdate()
    try:
        found = facts.of(engagement, on=today)
        meaning = scheme.opinions.meanings[scheme.opinion(found, scheme.ask(found, Gate.SUBMIT, today))]
    except Unfit:
        return {}
    weighed = scheme.weighed(found) if found.misstatements else ()
    tone = "good" if meaning.issues else "bad"
    return {"weighed": weighed, "materiality": scheme.materiality, "opinion": meaning, "tone": tone}


@require_http_methods(["GET", "POST"])
def record(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement = case_of(request, engagement_id)
    ensure(request.user, May.RECORD, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    data, newest = request.POST or None, engagement.field_work.newest()
    form = MoveForm(data, initial={"seen": engagement.version})
    standing = newest.work if newest else None
    sheet = Sheet(FieldWork, prefix="work", data=data, initial=standing, grow=request.POST.get("add", ""))
    unit = engagement.scheme.materiality.unit if engagement.scheme.materiality else ""

    def page(status: int) -> HttpResponse:
        parts: dict[str, Any] = {"form": form, "sheet": sheet, "unit": unit}
        return draw(request, "projects/record_field_work.html", engagement, status=status, **parts)

    def keep() -> HttpResponse:
        record_field_work(
            engagement_id=engagement.pk, work=sheet.typed(), by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("The field work is on record."))
        return redirect("projects:field_work", engagement.pk)

    return answer(request, form, sheet, page=page, keep=keep)
