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

from projects.models import Meter, Series
from projects.monitoring.flows import Flow
from projects.monitoring.profile import Profile
from projects.permissions import May, ensure
from projects.stages import Stage
from projects.use_cases.map_series import map_series
from projects.web.evidence import zones
from projects.web.frame import Signed, draw
from projects.web.particulars import Sheet
from projects.web.series import head_of, series_of
from projects.web.sheets import answer
from verifier.http import words


class MapForm(forms.Form):
    use_required_attribute = False
    zone = forms.ChoiceField(
        label=_("Time zone of the meter's clock"),
        help_text=_("As the clock runs in the file, not where you are. A wrong zone moves energy into another year."),
        choices=zones,
    )
    meter = forms.CharField(
        label=_("Serial number of the meter"),
        help_text=_("What you say here is kept for it, and its next export is read in the same way."),
        max_length=100,
        required=False,
    )
    flow = forms.ChoiceField(
        label=_("What flows through it"),
        help_text=_("By it the series takes part in the recalculation: matching by the hour, and mass balance."),
        required=False,
    )

    def __init__(self, data: Any = None, *, series: Series) -> None:
        meter = series.meter
        super().__init__(
            data,
            initial={
                "zone": series.zone,
                "meter": meter.serial if meter else "",
                "flow": meter.flow if meter else "",
            },
        )
        named = [(flow.value, words(flow.label)) for flow in Flow]
        self.fields["flow"].choices = [("", _("Not said")), *named]  # type: ignore[attr-defined]

    def clean(self) -> None:
        if self.cleaned_data.get("flow") and not self.cleaned_data.get("meter"):
            self.add_error("meter", _("Name the meter that this flows through."))


@require_http_methods(["GET", "POST"])
def map_(request: Signed, series_id: UUID) -> HttpResponse:
    read = series_of(request, series_id)
    engagement = read.evidence.engagement
    ensure(request.user, May.SEND, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    data = request.POST or None
    form = MapForm(data, series=read)
    sheet = Sheet(Profile, prefix="mapping", data=data, initial=read.mapping)
    known = Meter.objects.filter(project=engagement.project_id).values_list("serial", flat=True)

    def page(status: int) -> HttpResponse:
        parts: dict[str, Any] = {"series": read, "form": form, "sheet": sheet, "known": known, **head_of(read)}
        return draw(request, "projects/map_series.html", engagement, status=status, **parts)

    def keep() -> HttpResponse:
        again = map_series(
            series_id=read.pk, mapping=sheet.typed(), by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("The file is being read again."))
        return redirect("projects:series", again.pk)

    return answer(request, form, sheet, page=page, keep=keep)
