"""The form that says of which meter a series is, what flows through it, and who counted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Meter, Series
from projects.monitoring.flows import Flow
from verifier.http import words


class NameForm(forms.Form):
    use_required_attribute = False
    meter = forms.CharField(
        label=_("Serial number of the meter"),
        help_text=_("How its export is read is kept for it, and its next export is read in the same way."),
        max_length=100,
        required=False,
    )
    flow = forms.ChoiceField(
        label=_("What flows through it"),
        help_text=_("By it the series takes part in the recalculation: matching by the hour, and mass balance."),
        required=False,
    )
    source = forms.ChoiceField(
        label=_("Who counted"),
        help_text=_("What settlement or the control system says counts for nothing: it is compared with the meter."),
        choices=Series.Source.choices,
        required=False,
    )

    def __init__(self, data: Any = None, *, series: Series, initial: Any = None) -> None:
        meter = series.meter
        serial, flow = (meter.serial, meter.flow) if meter else ("", "")
        named = {"meter": serial, "flow": series.flow or flow, "source": series.source}
        super().__init__(data, initial=named | (initial or {}))
        flows = [(flow.value, words(flow.label)) for flow in Flow]
        self.fields["flow"].choices = [("", _("Not said")), *flows]  # type: ignore[attr-defined]
        known = Meter.objects.filter(project=series.evidence.engagement.project_id).values_list("serial", flat=True)
        if known:
            self.fields["meter"].help_text = _("Meters of this project: %(meters)s.") % {
                "meters": ", ".join(known[:20])
            }

    def clean(self) -> None:
        self.cleaned_data["source"] = self.cleaned_data.get("source") or self.initial["source"]
        if self.cleaned_data.get("flow") and not self.cleaned_data.get("meter"):
            self.add_error("meter", _("Name the meter that this flows through."))
