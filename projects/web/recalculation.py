"""A case recalculated from its series, beside its claim; a difference goes on record with one click."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from projects import recalculation as reckoning
from projects.models import Series
from projects.permissions import May, ensure
from projects.recalculation import Recalculation
from projects.stages import Stage
from projects.use_cases.record_misstatement import record_misstatement
from projects.web.frame import Signed, case_of, draw
from projects.web.particulars import Sheet
from projects.web.sheets import answer
from verifier.desk.charts import Bar, Bars
from verifier.errors import OutOfOrder
from verifier.http import words
from verifier.rulebook.fieldwork import Misstatement

ASKED = ("reference", "amount", "source", "subject")
MOST_BARS = 36


@require_GET
def recalculation(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement = case_of(request, engagement_id)
    ensure(request.user, May.READ, on=engagement)
    found = reckoning.recalculate(engagement, on=timezone.localdate())
    known = {line.reference for line in engagement.field_work.read().misstatements}
    unit = engagement.scheme.materiality.unit if engagement.scheme.materiality else ""
    differences = [
        {
            "difference": one,
            "on_record": reckoning.reference(engagement, one) in known,
            "fits": not unit or one.unit == unit,
            "reference": reckoning.reference(engagement, one),
        }
        for one in found.differences
    ]
    waiting = Series.objects.filter(evidence__engagement=engagement).current().filter(confirmed_at=None)
    return draw(
        request,
        "projects/recalculation.html",
        engagement,
        found=found,
        differences=differences,
        unit=unit,
        bars=_bars(found),
        results=found.calculation.results if found.calculation else (),
        waiting=list(waiting.select_related("evidence")),
    )


@require_POST
def put_down(request: Signed, engagement_id: UUID) -> HttpResponse:
    """A difference as it stands now becomes a line of the record."""
    engagement = case_of(request, engagement_id)
    ensure(request.user, May.RECORD, on=engagement)
    found = reckoning.recalculate(engagement, on=timezone.localdate()).of(request.POST.get("code", ""))
    line = found.misstatement(reckoning.reference(engagement, found)) if found else None
    if line is None:
        raise Http404
    record_misstatement(
        engagement_id=engagement.pk,
        reference=line.reference,
        amount=line.amount,
        subject=line.subject,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("The misstatement is on record."))
    return redirect("projects:recalculation", engagement.pk)


@require_http_methods(["GET", "POST"])
def record(request: Signed, engagement_id: UUID) -> HttpResponse:
    """One misstatement, by hand: what a signal was found to be, in the scheme's own unit."""
    engagement = case_of(request, engagement_id)
    ensure(request.user, May.RECORD, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    given = {name: request.GET[name] for name in ("reference", "amount") if request.GET.get(name)}
    sheet = Sheet(Misstatement, prefix="line", data=request.POST or None, initial=given, only=ASKED)

    def page(status: int) -> HttpResponse:
        unit = engagement.scheme.materiality.unit if engagement.scheme.materiality else ""
        return draw(request, "projects/record_misstatement.html", engagement, status=status, sheet=sheet, unit=unit)

    def keep() -> HttpResponse:
        typed = sheet.typed()
        try:
            record_misstatement(engagement_id=engagement.pk, by=request.user, at=timezone.now(), **typed)
        except OutOfOrder as no:
            sheet.blame("reference", words(no.message))
            return page(422)
        messages.success(request, _("The misstatement is on record."))
        return redirect("projects:field_work", engagement.pk)

    return answer(request, sheet.fields, sheet, page=page, keep=keep)


def _bars(found: Recalculation) -> list[Bars]:
    """Each column of what was metered, by month, or by year where there are many."""
    months = [one for one in found.metered.lines if one.month is not None]
    shown = months if len(months) <= MOST_BARS else [one for one in found.metered.lines if one.month is None]
    return [
        Bars(words(label), unit, [Bar(one.name, one.amounts[place]) for one in shown], places=3)
        for place, (label, unit) in enumerate(found.metered.columns)
        if any(one.amounts[place] for one in shown)
    ]
