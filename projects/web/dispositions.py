"""What was noticed in a series, with what people made of it, and the form to make something of several at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from projects.models import Disposition, Series, Signal
from projects.models.signal import SignalQuerySet
from projects.permissions import May
from projects.use_cases.dispose_of_signal import dispose_of_signal
from projects.web.frame import Signed

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

    def __init__(self, data: Mapping[str, Any] | None = None, *, signals: SignalQuerySet) -> None:
        super().__init__(data)
        self.fields["signal"].queryset = signals.exclude(severity="info")  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[str]:
        return set(self.data.getlist("signal")) if self.is_bound else set()  # type: ignore[attr-defined]


def disposed(request: Signed, form: DisposeForm) -> bool:
    """Put it on record for each signal that is ticked; False where the form has faults."""
    if not form.is_valid():
        return False
    ticked, at = form.cleaned_data.pop("signal"), timezone.now()
    for signal in ticked:
        dispose_of_signal(signal_id=signal.pk, by=request.user, at=at, **form.cleaned_data)
    said = ngettext("%(count)s signal is disposed of.", "%(count)s signals are disposed of.", len(ticked))
    messages.success(request, said % {"count": len(ticked)})
    return True


def noticed(rows: SignalQuerySet) -> SignalQuerySet:
    """With all that their rows show."""
    return rows.select_related("series__evidence", "engagement").prefetch_related("dispositions__by")


def noted(signal: Signal, form: DisposeForm | None, *, held: frozenset[May]) -> dict[str, object]:
    """A signal as its row shows it; its dispositions are prefetched.

    What was made of it is told to who reads the report in the making.
    """
    told = May.READ in held
    history = sorted(signal.dispositions.all(), key=lambda one: -one.pk) if told else []
    last = history[0] if history else None
    return {
        "signal": signal,
        "severity": NAMES.get(signal.severity, signal.severity),
        "tone": TONES.get(signal.severity, ""),
        "asks": told and signal.severity != "info",
        "last": last,
        "earlier": history[1:],
        "ticks": form is not None and signal.severity != "info",
        "ticked": form is not None and str(signal.pk) in form.ticked,
        "span": signal.spans[0] if signal.spans else None,
        "link": _on_the_chart(signal, signal.series) if signal.series and signal.spans else "",
        "misstatement": _misstatement(signal) if last and last.verdict == Disposition.Verdict.MISSTATEMENT else "",
    }


def _on_the_chart(signal: Signal, series: Series) -> str:
    """The page with the days of the first span, for who runs no script."""
    zone = ZoneInfo(series.zone)
    since, until = (datetime.fromisoformat(at).astimezone(zone).date() for at in signal.spans[0])
    days = {"since": since.isoformat(), "until": until.isoformat()}
    return f"{reverse('projects:series', args=[series.pk])}?{urlencode(days)}#chart"


def _misstatement(signal: Signal) -> str:
    """Where its line of the record is written."""
    address = reverse("projects:record_misstatement", args=[signal.engagement_id])
    return f"{address}?{urlencode({'reference': f'{signal.subject}: {signal.code}'})}"
