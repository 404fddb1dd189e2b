"""The meters of a case's project: what flows through them, how their exports are read, and their calibrations."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from projects import meters as known
from projects.models import Engagement, Evidence
from projects.models.signal import SignalQuerySet
from projects.permissions import May, ensure, rights
from projects.stages import Stage
from projects.use_cases.calibrate_meter import calibrate_meter
from projects.use_cases.compare_meters import compare_meters
from projects.web.dispositions import DisposeForm, disposed, noted, noticed
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
    class_percent = forms.DecimalField(
        label=_("Greatest error that its class allows"),
        help_text=_("0.2 for class 0.2S. By it late readings are corrected, and an error beyond it is noticed."),
        max_digits=8,
        decimal_places=4,
        min_value=0,
        max_value=100,
        widget=QuantityInput("%"),
        required=False,
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


@require_POST
def compare(request: Signed, engagement_id: UUID) -> HttpResponse:
    """Have the meters compared as they stand now."""
    engagement = case_of(request, engagement_id)
    compare_meters(engagement_id=engagement.pk, by=request.user, at=timezone.now())
    messages.success(request, _("The meters are being compared. Open the page again in a moment."))
    return redirect("projects:meters", engagement.pk)


@require_POST
def dispose(request: Signed, engagement_id: UUID) -> HttpResponse:
    """Say what became of the signals between the meters that are ticked."""
    engagement = case_of(request, engagement_id)
    ensure(request.user, May.RECORD, on=engagement)
    form = DisposeForm(request.POST, signals=_signals(engagement))
    if not disposed(request, form):
        return _page(request, engagement, CalibrateForm(engagement=engagement), dispose_form=form, status=422)
    return redirect(f"{reverse('projects:meters', args=[engagement.pk])}#signals")


def _signals(engagement: Engagement) -> SignalQuerySet:
    """What the last comparison found; what was noticed in reading a file stands on its own page."""
    return engagement.signals.current().filter(found_in__isnull=False)


def _page(
    request: Signed,
    engagement: Engagement,
    form: CalibrateForm,
    *,
    dispose_form: DisposeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    held = rights(request.user, engagement)
    may = May.RECORD in held and engagement.stage == Stage.UNDER_WAY
    dispose_form = dispose_form or (DisposeForm(signals=_signals(engagement)) if may else None)
    return draw(
        request,
        "projects/meters.html",
        engagement,
        held=held,
        status=status,
        meters=known.meters(engagement),
        lapses=known.lapses_of(engagement),
        is_compared=known.is_compared(engagement),
        signals=[noted(one, dispose_form, held=held) for one in noticed(_signals(engagement))],
        dispose_url=reverse("projects:dispose_of_comparison", args=[engagement.pk]),
        calibrate_form=form if may else None,
        form=dispose_form,
    )
