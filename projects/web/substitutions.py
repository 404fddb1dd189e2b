"""Corrections of a series: layers over what was read, each with its rule, its reason and its effect."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from projects import meters
from projects.models import Series, Substitution
from projects.permissions import May, ensure, rights
from projects.stages import SeriesStage, Stage
from projects.use_cases.substitute import substitute
from projects.web.frame import Signed, draw
from projects.web.series import months_of, series_of
from verifier.desk.forms import QuantityInput, blame
from verifier.errors import OutOfOrder, Unfit

CLOCK = "%Y-%m-%d %H:%M"
OFFSET = re.compile(r"[+-]\d\d:\d\d$", re.ASCII)
MOST_LISTED = 100  # meters, of which one is chosen from a list


class LocalMomentField(forms.CharField):
    """A moment as the clock of the series shows it; with its offset where the clock shows a time twice."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=30,
            help_text=_("Year-month-day hours:minutes, such as 2026-03-31 14:15."),
            error_messages={"required": _("Enter a day and a time.")},
            **more,
        )
        self.zone = ZoneInfo("UTC")

    def clean(self, value: Any) -> datetime:
        text = super().clean(value).strip().replace("T", " ")
        try:
            shape = f"{CLOCK}%z" if OFFSET.search(text) else CLOCK
            typed = datetime.strptime(text, shape)  # noqa: DTZ007 - a clock on the wall
            moments = meters.moments(typed, self.zone)
        except (ValueError, OverflowError):
            raise forms.ValidationError(_("Write it such as 2026-03-31 14:15.")) from None
        if not moments:
            raise forms.ValidationError(_("The clock in %(zone)s never shows this time."), params={"zone": self.zone})
        if len(moments) > 1:
            both = " / ".join(meters.clock(moment, self.zone) for moment in moments)
            raise forms.ValidationError(
                _("The clock shows this time twice. Add the offset: %(both)s."), params={"both": both}
            )
        return moments[0]


class SubstituteForm(forms.Form):
    use_required_attribute = False
    meter = forms.CharField(label=_("Meter"), max_length=300, error_messages={"required": _("Name the meter.")})
    starts_at = LocalMomentField(label=_("From"))
    ends_at = LocalMomentField(label=_("Until"))
    method = forms.ChoiceField(
        label=_("Method"),
        choices=[("", _("Choose")), *Substitution.Method.choices],
        error_messages={"required": _("Choose a method.")},
    )
    amount = forms.DecimalField(
        label=_("Amount"),
        help_text=_("kWh in each interval, negative for import; or the factor. Nothing where it counts as zero."),
        max_digits=30,
        decimal_places=15,
        required=False,
        widget=QuantityInput(),
    )
    rule = forms.CharField(
        label=_("Rule"),
        help_text=_("The clause or procedure that provides for it"),
        max_length=200,
        error_messages={"required": _("Say what it rests on.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Name the evidence. The client reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Say what it rests on.")},
    )

    def __init__(self, data: Any = None, *, series: Series, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for name in ("starts_at", "ends_at"):
            self.fields[name].zone = ZoneInfo(series.zone)  # type: ignore[attr-defined]
        names = [name for name, *_energy in series.meters]
        if len(names) <= MOST_LISTED:
            choices = [(name, name) for name in names]
            self.fields["meter"] = forms.ChoiceField(label=_("Meter"), choices=choices)


@require_http_methods(["GET", "POST"])
def substitutions(request: Signed, series_id: UUID) -> HttpResponse:
    read = series_of(request, series_id)
    if read.stage != SeriesStage.READ:
        raise OutOfOrder(_("This series is not read."), mend=_("Open its page to see where it stands."))
    if request.method == "GET":
        return _page(request, read, SubstituteForm(series=read, initial=request.GET.dict()))
    ensure(request.user, May.RECORD, on=read.evidence.engagement)
    form = SubstituteForm(request.POST, series=read)
    if form.is_valid():
        try:
            substitute(series_id=read.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Unfit as no:
            blame(form, no)
        else:
            messages.success(request, _("The substitution lies over the series; what was read stays as it is."))
            return redirect("projects:substitutions", read.pk)
    return _page(request, read, form, status=422)


def _page(request: Signed, read: Series, form: SubstituteForm, status: int = 200) -> HttpResponse:
    engagement = read.evidence.engagement
    held = rights(request.user, engagement)
    may = May.RECORD in held and engagement.stage == Stage.UNDER_WAY
    zone = ZoneInfo(read.zone)
    layers = [
        {
            "layer": layer,
            "starts_at": meters.clock(layer.starts_at, zone),
            "ends_at": meters.clock(layer.ends_at, zone),
            "exported": sum((Decimal(change[2]) for change in layer.effect), Decimal(0)),
            "imported": sum((Decimal(change[3]) for change in layer.effect), Decimal(0)),
        }
        for layer in read.substitutions.select_related("by")
    ]
    return draw(
        request,
        "projects/substitutions.html",
        engagement,
        held=held,
        status=status,
        series=read,
        layers=layers,
        form=form if may else None,
        lapses=meters.lapses(read),
        **months_of(read),
    )
