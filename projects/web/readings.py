"""A series beyond its page: the picture of its days and hours, its numbers as tables, its readings as a file."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from projects import charts
from projects.models import Series
from projects.web.frame import Signed, draw
from projects.web.series import months_of, series_of
from verifier.errors import Unfit

TABLE_POINTS = 200
MOST_MOMENT = 40  # characters
PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


def _asked(request: Signed, read: Series, *, points: int = charts.POINTS) -> charts.Window:
    """The window in the address, as links and the chart write it. Raises Unfit or OutOfOrder."""
    said: dict[str, Any] = {name: _moment(request, name) for name in ("since", "until")}
    return charts.window_of(read, meter=request.GET.get("meter", ""), points=points, **said)


def _moment(request: Signed, name: str) -> Any:
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        at = parse_datetime(text[:MOST_MOMENT])
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Unfit(charts.NO_MOMENT, fields={name: charts.NO_MOMENT})
    return at


@require_GET
def tables(request: Signed, series_id: UUID) -> HttpResponse:
    read = series_of(request, series_id)
    window = _asked(request, read, points=TABLE_POINTS)
    drawn = charts.drawn(read, window, read.noticed.filter(gone_in=None))
    return draw(
        request,
        "projects/series_tables.html",
        read.evidence.engagement,
        series=read,
        window=window,
        drawn=drawn,
        hours=charts.by_month_and_hour(charts.heat(read)),
        clock=range(24),
        site_unit=charts.unit_of(read),
        **months_of(read),
    )


@require_GET
def csv(request: Signed, series_id: UUID) -> StreamingHttpResponse:
    """Every reading of a window, exact, with what lies over it."""
    read = series_of(request, series_id)
    window = _asked(request, read)
    answer = StreamingHttpResponse(charts.lines(read, window), content_type="text/csv; charset=utf-8", headers=PRIVATE)
    answer["Content-Disposition"] = f'attachment; filename="{read.sha256[:12]}-{window.since:%Y%m%d}.csv"'
    return answer


@require_GET
def heat(request: Signed, series_id: UUID) -> HttpResponse:
    picture = BytesIO()
    charts.heat_picture(charts.heat(series_of(request, series_id))).save(picture, "PNG", optimize=True)
    return HttpResponse(picture.getvalue(), content_type="image/png", headers=PRIVATE)
