"""The meters of a case's project: what flows through them, how their exports are read, and their calibrations."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from projects import meters as known
from projects.models import Engagement, Evidence
from projects.permissions import May, ensure, rights
from projects.stages import Stage
from projects.use_cases.calibrate_meter import calibrate_meter
from projects.web.frame import Signed, case_of, draw
from verifier.desk.forms import DayField, QuantityInput, blame
from verifier.errors import OutOfOrder, Unfit
from verifier.http import words


class CalibrateForm(forms.Form):
    use_required_attribute = False
    serial = forms.CharField(
        label=_("Serial number of the meter"), max_length=100, error_messages={"required": _("Name the meter.")}
    )
    certificate = forms.CharField(
        label=_("Number of the certificate"), max_length=100, error_messages={"required": _("Enter its number.")}
    )
    valid_from = DayField(label=_("Valid from"))
    valid_until = DayField(label=_("Valid until"))
    error_percent = forms.DecimalField(
        label=_("Error found"),
        max_digits=8,
        decimal_places=4,
        min_value=-100,
        max_value=100,
        widget=QuantityInput("%"),
        error_messages={"required": _("Enter the error, 0 where there was none.")},
    )
    evidence = forms.ModelChoiceField(
        label=_("The certificate on file"),
        queryset=Evidence.objects.none(),
        empty_label=_("Not on file"),
        required=False,
    )

    def __init__(self, data: Any = None, *, engagement: Engagement, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["evidence"].queryset = engagement.evidence.on_file()  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        file = said.pop("evidence")
        return said | {"evidence_id": file.pk if file else None}


@require_http_methods(["GET", "POST"])
def meters(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement = case_of(request, engagement_id)
    if request.method == "GET":
        return _page(request, engagement, CalibrateForm(engagement=engagement, initial=request.GET.dict()))
    ensure(request.user, May.RECORD, on=engagement)
    form = CalibrateForm(request.POST, engagement=engagement)
    if form.is_valid():
        try:
            calibrate_meter(engagement_id=engagement.pk, by=request.user, at=timezone.now(), **form.said)
        except Unfit as no:
            blame(form, no)
        except OutOfOrder as no:
            form.add_error("certificate", words(no.message))
        else:
            messages.success(request, _("The calibration is on record."))
            return redirect("projects:meters", engagement.pk)
    return _page(request, engagement, form, status=422)


def _page(request: Signed, engagement: Engagement, form: CalibrateForm, status: int = 200) -> HttpResponse:
    held = rights(request.user, engagement)
    may = May.RECORD in held and engagement.stage == Stage.UNDER_WAY
    return draw(
        request,
        "projects/meters.html",
        engagement,
        held=held,
        status=status,
        meters=known.meters(engagement),
        lapses=known.lapses_of(engagement),
        form=form if may else None,
    )
