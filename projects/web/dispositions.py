"""What was noticed in a series, with what people made of it, and the form to make something of several at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.models import Disposition, Series, Signal

TONES = {"major": "bad", "minor": "waiting", "info": ""}
NAMES = {"major": _("Major"), "minor": _("Minor"), "info": _("To note")}


class DisposeForm(forms.Form):
    use_required_attribute = False
    verdict = forms.ChoiceField(
        label=_("What became of them"),
        choices=[("", _("Choose")), *Disposition.Verdict.choices],
        error_messages={"required": _("Say what became of them.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Name the evidence. It stays on record beside each signal."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Say what it rests on.")},
    )
    signal = forms.ModelMultipleChoiceField(
        label=_("Signals"), queryset=Signal.objects.none(), error_messages={"required": _("Tick at least one signal.")}
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, series: Series) -> None:
        super().__init__(data)
        self.fields["signal"].queryset = series.noticed.exclude(severity="info")  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[str]:
        return set(self.data.getlist("signal")) if self.is_bound else set()  # type: ignore[attr-defined]


def noted(signal: Signal, form: DisposeForm | None) -> dict[str, object]:
    """A signal as its row shows it; its dispositions are prefetched."""
    history = sorted(signal.dispositions.all(), key=lambda one: -one.pk)
    last = history[0] if history else None
    return {
        "signal": signal,
        "severity": NAMES.get(signal.severity, signal.severity),
        "tone": TONES.get(signal.severity, ""),
        "asks": signal.severity != "info",
        "last": last,
        "earlier": history[1:],
        "ticks": form is not None and signal.severity != "info",
        "ticked": form is not None and str(signal.pk) in form.ticked,
        "span": signal.spans[0] if signal.spans else None,
        "link": _on_the_chart(signal) if signal.spans else "",
        "misstatement": _misstatement(signal) if last and last.verdict == Disposition.Verdict.MISSTATEMENT else "",
    }


def _on_the_chart(signal: Signal) -> str:
    """The page with the days of the first span, for who runs no script."""
    zone = ZoneInfo(signal.series.zone)
    since, until = (datetime.fromisoformat(at).astimezone(zone).date() for at in signal.spans[0])
    days = {"since": since.isoformat(), "until": until.isoformat()}
    return f"{reverse('projects:series', args=[signal.series_id])}?{urlencode(days)}#chart"


def _misstatement(signal: Signal) -> str:
    """Where its line of the record is written."""
    address = reverse("projects:record_misstatement", args=[signal.series.evidence.engagement_id])
    return f"{address}?{urlencode({'reference': f'{signal.series}: {signal.code}'})}"
