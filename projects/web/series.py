"""A meter series as it was read: what was understood, totals, picture, and what was noticed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from projects.models import Series
from projects.web.frame import Signed, draw
from verifier.desk.charts import Bar, Bars
from verifier.desk.formats import locale

A_DAY, A_MONTH, YEARS = timedelta(hours=36), timedelta(days=35), timedelta(days=3 * 366)
TONES = {"major": "bad", "minor": "waiting", "info": ""}


@require_GET
def series(request: Signed, series_id: UUID) -> HttpResponse:
    rows = Series.objects.visible_to(request.user).select_related(
        "evidence__engagement__project__client", "evidence__request"
    )
    read = get_object_or_404(rows.prefetch_related("totals", "noticed"), pk=series_id)
    shown: dict[str, Any] = {"series": read, "charts": _charts(read), "signals": _signals(read)}
    if request.headers.get("HX-Request") == "true":
        return render(request, "projects/reading.html", shown)
    return draw(request, "projects/series.html", read.evidence.engagement, **shown)


def _signals(read: Series) -> list[dict[str, object]]:
    names = {"major": _("Major"), "minor": _("Minor"), "info": _("To note")}
    return [
        {"signal": one, "severity": names.get(one.severity, one.severity), "tone": TONES.get(one.severity, "")}
        for one in read.noticed.all()
    ]


def _charts(read: Series) -> list[Bars]:
    hours = [(datetime.fromisoformat(at), Decimal(out), Decimal(into)) for at, out, into in read.shape]
    if not hours:
        return []
    out = _bars(_("Exported energy"), [(at, energy) for at, energy, _into in hours], read.zone)
    into = _bars(_("Imported energy"), [(at, energy) for at, _out, energy in hours], read.zone)
    return [out] + ([into] if any(bar.value for bar in into.bars) else [])


def _bars(title: str, hours: Sequence[tuple[datetime, Decimal]], zone: str) -> Bars:
    """Hours summed so that the picture has some tens of bars at most: by hour, day, month or year of the zone."""
    span = hours[-1][0] - hours[0][0]
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for at, energy in hours:
        sums[_label(at.astimezone(ZoneInfo(zone)), span)] += energy
    return Bars(title, "MWh", [Bar(label, energy) for label, energy in sums.items()], places=3)


def _label(at: datetime, span: timedelta) -> str:
    if span < A_DAY:
        return f"{format_skeleton('MMMd', at, locale=locale())} {format_time(at, 'HH:mm', locale=locale())}"
    if span < A_MONTH:
        return str(format_date(at, "medium", locale=locale()))
    return f"{at:%Y-%m}" if span < YEARS else f"{at:%Y}"
