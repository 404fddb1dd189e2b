"""Meter series: what was read, a window of it, what a person says of it; meters; and the recalculation of a case."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.response import Response

from projects import charts, meters, recalculation
from projects.api import incoming_series as incoming
from projects.api import outgoing
from projects.api import outgoing_series as shown
from projects.api.engagements import case
from projects.models import Engagement, Series, Signal
from projects.permissions import May, ensure, rights
from projects.use_cases.calibrate_meter import calibrate_meter
from projects.use_cases.compare_meters import compare_meters
from projects.use_cases.confirm_series import confirm_series
from projects.use_cases.dispose_of_signal import dispose_of_signal
from projects.use_cases.map_series import map_series
from projects.use_cases.record_misstatement import record_misstatement
from projects.use_cases.stop_series import stop_series
from projects.use_cases.substitute import substitute
from verifier.desk.api.describing import reads, takes
from verifier.desk.api.doors import AnyKind, Door, Signed, taken
from verifier.rulebook.particulars import plain

CSV = "text/csv; charset=utf-8"


def series(request: Signed, pk: UUID) -> Series:
    """The series, if the caller may see its case. Raises Http404."""
    seen: Any = Series.objects.visible_to(request.user).select_related("evidence__engagement")
    return get_object_or_404(seen, pk=pk)


def answer(request: Signed, pk: UUID, status: int = 200) -> Response:
    signals = Prefetch("noticed", Signal.objects.filter(gone_in=None).prefetch_related("dispositions"))
    read = Series.objects.select_related("evidence__engagement").prefetch_related("totals", signals).get(pk=pk)
    held = rights(request.user, read.evidence.engagement)
    return Response(shown.Series(read, context={"held": held}).data, status=status)


def comparison(request: Signed, engagement: Engagement) -> Response:
    found = engagement.signals.current().filter(found_in__isnull=False).prefetch_related("dispositions")
    data = {"is_compared": meters.is_compared(engagement), "signals": found}
    return Response(shown.Comparison(data, context={"held": rights(request.user, engagement)}).data)


def window(request: Signed, read: Series) -> charts.Window:
    """The window in the address. Raises ValidationError, or Unfit."""
    form = incoming.SeriesWindow(data=request.query_params)
    form.is_valid(raise_exception=True)
    return charts.window_of(read, **form.validated_data)


class OneSeries(Door):
    @reads(shown.Series)
    def get(self, request: Signed, pk: UUID) -> Response:
        """What was read from a file of meter readings: its totals by month, and what was noticed in it."""
        return answer(request, series(request, pk).pk)


class SeriesWindow(Door):
    @reads(shown.Window, parameters=[incoming.SeriesWindow])
    def get(self, request: Signed, pk: UUID) -> Response:
        """A window of a series in few points, for a chart: no peak is lost. Exact readings are in `readings`."""
        read = series(request, pk)
        asked = window(request, read)
        return Response(charts.drawn(read, asked, read.noticed.filter(gone_in=None)).dump())


class Readings(Door):
    content_negotiation_class = AnyKind

    @reads(OpenApiTypes.BINARY, media="text/csv", parameters=[incoming.SeriesWindow])
    def get(self, request: Signed, pk: UUID) -> StreamingHttpResponse:
        """Every reading of a window, exact, with what lies over it."""
        read = series(request, pk)
        headers = {"Cache-Control": "private, no-store", "Content-Disposition": 'attachment; filename="readings.csv"'}
        return StreamingHttpResponse(charts.lines(read, window(request, read)), content_type=CSV, headers=headers)


class ConfirmSeries(Door):
    @takes(incoming.ConfirmedSeries, shown.Series)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Say that the file was understood rightly: its figures count from now on."""
        read, said = series(request, pk), taken(incoming.ConfirmedSeries, request)
        return answer(request, confirm_series(series_id=read.pk, **said, by=request.user, at=timezone.now()).pk)


class MapSeries(Door):
    @takes(incoming.MappedSeries, shown.Series, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Have the file read again with what you say of it. The answer is the new reading, which replaces the old."""
        read, said = series(request, pk), taken(incoming.MappedSeries, request)
        return answer(request, map_series(series_id=read.pk, **said, by=request.user, at=timezone.now()).pk, status=201)


class StopSeries(Door):
    @takes(None, shown.Series)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Stop the reading of a file."""
        return answer(request, stop_series(series_id=series(request, pk).pk, by=request.user, at=timezone.now()).pk)


class Dispositions(Door):
    @takes(incoming.Disposed, shown.Disposition, status=201)
    def post(self, request: Signed, pk: int) -> Response:
        """Say what became of a signal. What was said before stays; the last counts."""
        signal = get_object_or_404(Signal.objects.visible_to(request.user), pk=pk)
        said = taken(incoming.Disposed, request)
        made = dispose_of_signal(signal_id=signal.pk, **said, by=request.user, at=timezone.now())
        return Response(shown.Disposition(made).data, status=201)


class Substitutions(Door):
    @reads(shown.Substitution(many=True))
    def get(self, request: Signed, pk: UUID) -> Response:
        """The layers over a series, in the order in which they were put there."""
        return Response(shown.Substitution(series(request, pk).substitutions.all(), many=True).data)

    @takes(incoming.Substituted, shown.Substitution, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Put values over a span of one meter. What was read stays as it is; the answer says what it changes."""
        read, said = series(request, pk), taken(incoming.Substituted, request)
        made = substitute(series_id=read.pk, **said, by=request.user, at=timezone.now())
        return Response(shown.Substitution(made).data, status=201)


class Meters(Door):
    @reads(shown.Meter(many=True))
    def get(self, request: Signed, pk: UUID) -> Response:
        """The meters of the case's project, with their calibrations."""
        found = [one.meter for one in meters.meters(case(request, pk))]
        return Response(shown.Meter(found, many=True).data)

    @takes(incoming.Calibrated, shown.Calibration, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Put a calibration of a meter on record."""
        engagement = case(request, pk)
        said = taken(incoming.Calibrated, request, among=engagement.evidence.on_file())
        made = calibrate_meter(engagement_id=engagement.pk, **said, by=request.user, at=timezone.now())
        return Response(shown.Calibration(made).data, status=201)


class Compared(Door):
    @reads(shown.Comparison)
    def get(self, request: Signed, pk: UUID) -> Response:
        """What the meters say of one another, other sources of them, and what their certificates do not cover."""
        return comparison(request, case(request, pk))

    @takes(None, shown.Comparison)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Have the meters compared as they stand now. It is done by itself after each change."""
        asked = compare_meters(engagement_id=case(request, pk).pk, by=request.user, at=timezone.now())
        return comparison(request, asked)


class Recalculated(Door):
    @reads(shown.Recalculation)
    def get(self, request: Signed, pk: UUID) -> Response:
        """What the series that count come to by month and year, and the claim beside what follows from them."""
        engagement = case(request, pk)
        ensure(request.user, May.READ, on=engagement)
        found = recalculation.recalculate(engagement, on=timezone.localdate())
        told = {
            "columns": [{"label": label._asdict(), "unit": unit} for label, unit in found.metered.columns],
            "metered": [
                {"year": one.year, "month": one.month, "amounts": plain(one.amounts)} for one in found.metered.lines
            ],
            "differences": [
                {
                    "code": one.code,
                    "label": one.label._asdict(),
                    "unit": one.unit,
                    "advantage": one.advantage,
                    **{
                        name: plain(getattr(one, name)) for name in ("claimed", "recalculated", "difference", "percent")
                    },
                }
                for one in found.differences
            ],
        }
        return Response(shown.Recalculation(told).data)


class Misstatements(Door):
    @takes(incoming.MisstatementLine, outgoing.FieldWork, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Add one misstatement to what the team recorded, under a reference that is not on record yet."""
        engagement, said = case(request, pk), taken(incoming.MisstatementLine, request)
        record = record_misstatement(engagement_id=engagement.pk, **said, by=request.user, at=timezone.now())
        return Response(outgoing.FieldWork(record).data, status=201)
