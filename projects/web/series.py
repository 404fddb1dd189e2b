"""The page of a meter series: being read, how it was understood, its curve, months and signals."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from projects import charts, metering
from projects.models import Series
from projects.monitoring.flows import Flow
from projects.permissions import May, ensure, rights
from projects.stages import SeriesStage, Stage
from projects.use_cases.confirm_series import confirm_series
from projects.use_cases.stop_series import stop_series
from projects.web.curves import Curve
from projects.web.dispositions import DisposeForm, disposed, noted, noticed
from projects.web.frame import Signed, draw
from projects.web.naming import NameForm
from projects.web.windows import WindowForm
from verifier.desk.charts import Bar, Bars
from verifier.desk.formats import day
from verifier.desk.forms import blame
from verifier.errors import Unfit

CURVE_POINTS = 240  # of the picture that is sent with the page
MOST_BARS = 36  # more months than this are drawn by the year
HEAT_DAYS = 5  # named under the heat map
TONES = {SeriesStage.WAITING: "waiting", SeriesStage.READ: "good", SeriesStage.UNREADABLE: "bad"}
MOST_METERS = 20  # in the table of the page


class Month(NamedTuple):
    """MWh of a calendar month of the series' zone: as read, and as it counts, within the period of the case."""

    year: int
    month: int
    exported: Decimal
    imported: Decimal
    exported_now: Decimal
    imported_now: Decimal

    @property
    def name(self) -> str:
        return f"{self.year}-{self.month:02}"


def series_of(request: Signed, series_id: UUID) -> Series:
    """The series with its case, for who serves in that case; 404 for everybody else."""
    rows = Series.objects.visible_to(request.user).select_related(
        "evidence__engagement__project__client", "meter", "confirmed_by"
    )
    return get_object_or_404(rows.prefetch_related("totals", "substitutions"), pk=series_id)


@require_GET
def series(request: Signed, series_id: UUID) -> HttpResponse:
    return _page(request, series_of(request, series_id))


@require_POST
def confirm(request: Signed, series_id: UUID) -> HttpResponse:
    read = series_of(request, series_id)
    ensure(request.user, May.SEND, on=read.evidence.engagement)
    form = NameForm(request.POST, series=read)
    if form.is_valid():
        try:
            confirm_series(series_id=read.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Unfit as no:
            blame(form, no)
        else:
            messages.success(request, _("The series is confirmed: its figures count from now on."))
            return redirect("projects:series", read.pk)
    return _page(request, read, name_form=form, status=422)


@require_POST
def stop(request: Signed, series_id: UUID) -> HttpResponse:
    read = series_of(request, series_id)
    stop_series(series_id=read.pk, by=request.user, at=timezone.now())
    messages.success(request, _("The reading is stopped."))
    return redirect("projects:series", read.pk)


@require_POST
def dispose(request: Signed, series_id: UUID) -> HttpResponse:
    """Say what became of the signals that are ticked: each is on record by itself."""
    read = series_of(request, series_id)
    ensure(request.user, May.RECORD, on=read.evidence.engagement)
    form = DisposeForm(request.POST, signals=read.noticed.current())
    if not disposed(request, form):
        return _page(request, read, form=form, status=422)
    return redirect(f"{reverse('projects:series', args=[read.pk])}#signals")


def _page(
    request: Signed,
    read: Series,
    *,
    form: DisposeForm | None = None,
    name_form: NameForm | None = None,
    status: int = 200,
) -> HttpResponse:
    engagement = read.evidence.engagement
    held = rights(request.user, engagement)
    under_way = engagement.stage == Stage.UNDER_WAY
    replacement = Series.objects.filter(replaces=read).first()
    tone = TONES.get(SeriesStage(read.stage), "")
    shown: dict[str, Any] = {"series": read, "series_tone": tone, "replacement": replacement}
    if read.stage == SeriesStage.READ:
        disposes = May.RECORD in held and under_way and replacement is None
        form = form or (DisposeForm(signals=read.noticed.current()) if disposes else None)
        shown |= _read(request, read, form, held=held)
        shown["name_form"] = None if read.confirmed_at else name_form or NameForm(series=read)
    is_part = request.headers.get("HX-Request") == "true"
    template = "projects/reading.html" if is_part else "projects/series.html"
    return draw(request, template, engagement, held=held, status=status, **shown)


def _read(request: Signed, read: Series, form: DisposeForm | None, *, held: frozenset[May]) -> dict[str, Any]:
    signals = list(noticed(read.noticed.filter(gone_in=None)))
    asked = WindowForm(request.GET, series=read)
    try:
        window = charts.window_of(read, points=CURVE_POINTS, **asked.said)
    except Unfit as no:
        blame(asked, no)
        window = charts.window_of(read, points=CURVE_POINTS)
    drawn = charts.drawn(read, window, signals)
    months = months_of(read)
    return {
        **months,
        "window": window,
        "window_form": asked,
        "curve": curve_of(read, drawn),
        "bars": [] if read.is_price else _bars(months["months"], read.unit),
        "site_unit": charts.unit_of(read),
        "heat_days": _heat_days(read),
        "flow": Flow(read.meter.flow).label if read.meter and read.meter.flow else None,
        "remembered": read.meter is not None and read.replaces_id is None,
        "layers": len(read.substitutions.all()),
        "listed": read.meters[:MOST_METERS],
        "signals": [noted(one, form, held=held) for one in signals],
        "form": form if any(one.severity != "info" for one in signals) else None,
        "dispose_url": reverse("projects:dispose", args=[read.pk]),
        **head_of(read),
    }


def curve_of(read: Series, drawn: charts.Drawn) -> Curve:
    window = drawn.window
    title = window.meter or (_("All meters together") if len(read.meters) > 1 else read.meters[0][0])
    return Curve(title, window.unit, read.zone, window.since, window.until, drawn.buckets, drawn.marked)


def _heat_days(read: Series) -> list[str]:
    """What stands under the heat map, from its first day to its last."""
    zone = ZoneInfo(read.zone)
    first, last = (at.astimezone(zone) for at in (read.first_at, read.last_at) if at is not None)
    named = (day((first + (last - first) * n / (HEAT_DAYS - 1)).date()) for n in range(HEAT_DAYS))
    return list(dict.fromkeys(named))


def months_of(read: Series) -> dict[str, Any]:
    """What the table of months shows: as read and as it counts, with the sums."""
    months = _months(read)
    return {
        "months": months,
        "layered": any((one.exported, one.imported) != (one.exported_now, one.imported_now) for one in months),
        "sums": {name: sum((getattr(one, name) for one in months), Decimal(0)) for name in Month._fields[2:]},
    }


def _months(read: Series) -> list[Month]:
    as_read = {(one.year, one.month): (one.exported_mwh, one.imported_mwh) for one in read.totals.all()}
    counted = {(one.year, one.month): one[2:] for one in metering.months(read, read.evidence.engagement)}
    nothing = Decimal(0), Decimal(0)
    return [Month(*key, *as_read.get(key, nothing), *counted.get(key, nothing)) for key in sorted({*as_read, *counted})]


def _bars(months: Iterable[Month], unit: str) -> list[Bars]:
    """What counts, by month, or by year where there are many."""
    months = list(months)
    sums: dict[str, dict[str, Decimal]] = {"exported": {}, "imported": {}}
    for one in months:
        label = one.name if len(months) <= MOST_BARS else str(one.year)
        for way, amount in (("exported", one.exported_now), ("imported", one.imported_now)):
            sums[way][label] = sums[way].get(label, Decimal(0)) + amount
    titles = {"exported": _("Exported"), "imported": _("Imported")}
    return [
        Bars(titles[way], unit, [Bar(label, amount) for label, amount in found.items()], places=3)
        for way, found in sums.items()
        if any(found.values())
    ]


def head_of(read: Series) -> dict[str, Any]:
    """The first rows of the file, each column with what it was recognised as."""
    names = {"time": _("Time"), "meter": _("Meter"), "quantity": _("Quantity")}
    roles: list[str] = read.head.get("roles", [])
    columns = [
        {"heading": heading, "role": role, "name": names.get(role, "")}
        for heading, role in zip(read.head.get("headings", []), roles, strict=False)
    ]
    rows = [
        [{"text": cell, "role": column["role"]} for cell, column in zip(row, columns, strict=False)]
        for row in read.head.get("rows", [])
    ]
    return {"columns": columns, "head_rows": rows, "left_out": len(read.head.get("headings", [])) - len(columns)}
