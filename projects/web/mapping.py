"""What a person says of an export where the file does not, or was understood wrongly: it is read again with that."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from projects.models import Series
from projects.monitoring.profile import Profile
from projects.permissions import May, ensure
from projects.stages import Stage
from projects.use_cases.map_series import map_series
from projects.web.evidence import zones
from projects.web.frame import Signed, draw
from projects.web.naming import NameForm
from projects.web.particulars import Sheet
from projects.web.series import head_of, series_of
from projects.web.sheets import answer


class MapForm(NameForm):
    zone = forms.ChoiceField(
        label=_("Time zone of the meter's clock"),
        help_text=_("As the clock runs in the file, not where you are. A wrong zone moves energy into another year."),
        choices=zones,
    )
    field_order = ("zone", "meter", "flow", "source")

    def __init__(self, data: Any = None, *, series: Series) -> None:
        super().__init__(data, series=series, initial={"zone": series.zone})


@require_http_methods(["GET", "POST"])
def map_(request: Signed, series_id: UUID) -> HttpResponse:
    read = series_of(request, series_id)
    engagement = read.evidence.engagement
    ensure(request.user, May.SEND, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    data = request.POST or None
    form = MapForm(data, series=read)
    sheet = Sheet(Profile, prefix="mapping", data=data, initial=read.mapping)

    def page(status: int) -> HttpResponse:
        parts: dict[str, Any] = {"series": read, "form": form, "sheet": sheet, **head_of(read)}
        return draw(request, "projects/map_series.html", engagement, status=status, **parts)

    def keep() -> HttpResponse:
        again = map_series(
            series_id=read.pk, mapping=sheet.typed(), by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("The file is being read again."))
        return redirect("projects:series", again.pk)

    return answer(request, form, sheet, page=page, keep=keep)
