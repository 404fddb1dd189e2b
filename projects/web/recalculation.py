"""A case recalculated from its series, beside its claim; a difference goes on record once that is confirmed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from projects import recalculation as reckoning
from projects.metering import PRICES
from projects.models import Engagement, Series
from projects.monitoring.recalculating import Difference
from projects.permissions import May, ensure
from projects.recalculation import Recalculation
from projects.stages import SeriesStage, Stage
from projects.use_cases.record_misstatement import record_misstatement
from projects.web.frame import Signed, case_of, draw
from projects.web.particulars import Sheet
from projects.web.sheets import answer
from verifier.desk.charts import Bar, Bars
from verifier.desk.forms import QuantityInput
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
            "fits": _fits(engagement, one),
            "reference": reckoning.reference(engagement, one),
        }
        for one in found.differences
    ]
    return draw(
        request,
        "projects/recalculation.html",
        engagement,
        found=found,
        differences=differences,
        unit=unit,
        bars=_bars(found),
        results=found.calculation.results if found.calculation else (),
        **_not_counted(engagement),
    )


def _not_counted(engagement: Engagement) -> dict[str, Any]:
    """The series of a case that are not in its figures, by what keeps them out. One query."""
    found = Series.objects.filter(evidence__engagement=engagement).current().select_related("evidence")
    series = list(found.order_by("asked_at", "id"))
    confirmed = [one for one in series if one.confirmed_at and one.source == Series.Source.METER]
    has_flow = any(one.flow and one.flow not in PRICES for one in confirmed)
    return {
        "unconfirmed": [one for one in series if one.stage == SeriesStage.READ and not one.confirmed_at],
        "unread": [one for one in series if one.stage != SeriesStage.READ],
        "flowless": [one for one in confirmed if not one.flow] if has_flow else [],
    }


def _fits(engagement: Engagement, difference: Difference) -> bool:
    """Whether it is in the unit that misstatements are kept in."""
    materiality = engagement.scheme.materiality
    return materiality is None or not materiality.unit or difference.unit == materiality.unit


@require_POST
def put_down(request: Signed, engagement_id: UUID) -> HttpResponse:
    """A difference as it stands now becomes a line of the record."""
    engagement = case_of(request, engagement_id)
    ensure(request.user, May.RECORD, on=engagement)
    found = reckoning.recalculate(engagement, on=timezone.localdate()).of(request.POST.get("code", ""))
    line = found.misstatement(reckoning.reference(engagement, found)) if found else None
    if found is None or line is None or not _fits(engagement, found):
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
    unit = engagement.scheme.materiality.unit if engagement.scheme.materiality else ""
    code = request.GET.get("code", "")
    known = reckoning.recalculate(engagement, on=timezone.localdate()).of(code) if code else None
    line = known.misstatement(reckoning.reference(engagement, known)) if known else None
    given = {name: request.GET[name] for name in ("reference", "amount") if request.GET.get(name)}
    if known and line:
        given = {"reference": line.reference, "subject": line.subject}
        given |= {"amount": str(line.amount)} if _fits(engagement, known) else {}
    sheet = Sheet(Misstatement, prefix="line", data=request.POST or None, initial=given, only=ASKED)
    sheet.fields.fields["amount"].widget = QuantityInput(unit)

    def page(status: int) -> HttpResponse:
        parts: dict[str, Any] = {"sheet": sheet, "unit": unit, "known": known}
        return draw(request, "projects/record_misstatement.html", engagement, status=status, **parts)

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
