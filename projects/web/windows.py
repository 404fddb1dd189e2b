"""The form above the curve: from which day until which, and of which meter."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from projects.models import Series
from verifier.errors import Unfit

MOST_LISTED = 100  # meters, of which one is chosen from a list


NO_DAY = _("Give a day such as 2026-03-31.")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"invalid": NO_DAY},
        # Moments at the edge of the calendar are none in another zone.
        validators=[MinValueValidator(date(1900, 1, 1), NO_DAY), MaxValueValidator(date(2999, 12, 31), NO_DAY)],
    )


class WindowForm(forms.Form):
    """Both days are meant whole, in the zone of the series. What is left empty is the whole of it."""

    use_required_attribute = False
    since = _day(_("From"))
    until = _day(_("Until"))
    meter = forms.CharField(label=_("Meter"), required=False, max_length=300)

    def __init__(self, data: Mapping[str, Any], *, series: Series) -> None:
        self.zone = ZoneInfo(series.zone)
        super().__init__({**self._whole(series), **{name: data[name] for name in data}}, auto_id="window_%s")
        names = [name for name, *_energy in series.meters]
        if len(names) < 2:
            del self.fields["meter"]
        elif len(names) <= MOST_LISTED:
            choices = [("", _("All together")), *((name, name) for name in names)]
            self.fields["meter"] = forms.ChoiceField(label=_("Meter"), choices=choices, required=False)
        else:
            self.fields["meter"].help_text = _("Exactly as in the file. Left empty: all together.")

    @property
    def said(self) -> dict[str, Any]:
        """What `charts.window_of` takes. Raises Unfit where something typed cannot be meant."""
        if not self.is_valid():
            raise Unfit(_("Some fields do not fit."))
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        return {
            "since": since and self._moment(since),
            "until": until and self._moment(until + timedelta(days=1)),
            "meter": self.cleaned_data.get("meter", ""),
        }

    def _whole(self, series: Series) -> dict[str, str]:
        """The first and the last day, as they are typed."""
        if series.first_at is None or series.last_at is None:
            return {}
        last = series.last_at.astimezone(self.zone) - timedelta(microseconds=1)
        return {"since": f"{series.first_at.astimezone(self.zone):%Y-%m-%d}", "until": f"{last:%Y-%m-%d}"}

    def _moment(self, day: Any) -> datetime:
        return datetime.combine(day, time(), self.zone).astimezone(UTC)
