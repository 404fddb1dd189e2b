"""The meters of a case's project with their series and calibrations, and what no calibration covers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from projects.models import Calibration, Engagement, Meter, Series, Substitution
from projects.monitoring.bases import BASES
from projects.monitoring.flows import Flow
from projects.stages import SeriesStage
from verifier.http import words
from verifier.rulebook.quantities import HUNDRED, ONE
from verifier.rulebook.wording import Text

DAY = timedelta(days=1)


class Shown(NamedTuple):
    """A meter of a project with all that hangs on it."""

    meter: Meter
    flow: Text | None
    series: list[Series]
    calibrations: list[Calibration]


def meters(engagement: Engagement) -> list[Shown]:
    """The meters of the case's project; of their series those of this case. Three queries."""
    found = Meter.objects.filter(project=engagement.project_id).prefetch_related("calibrations__by")
    series: dict[object, list[Series]] = {}
    for one in _current(engagement):
        series.setdefault(one.meter_id, []).append(one)
    return [
        Shown(
            one,
            Flow(one.flow).label if one.flow else None,
            series.get(one.pk, []),
            list(one.calibrations.all()),
        )
        for one in found
    ]


class Lapse(NamedTuple):
    """Days of a series, both counted in, that no calibration of its meter covers. `meter` as the series names it.

    `percent` is the greatest error on record, `factor` the conservative correction by it; None where none is known.
    """

    series: Series
    meter: str
    first: date
    last: date
    percent: Decimal | None
    factor: Decimal | None

    @property
    def query(self) -> str:
        """What the form of a substitution begins with."""
        series, zone = self.series, ZoneInfo(self.series.zone)
        starts_at = datetime.combine(self.first, time(), zone)
        ends_at = datetime.combine(self.last + DAY, time(), zone)
        said = {
            "meter": self.meter,
            "starts_at": _clock(max(starts_at, series.first_at or starts_at), zone),
            "ends_at": _clock(min(ends_at, series.last_at or ends_at), zone),
            "method": Substitution.Method.FACTOR.value,
            "amount": "" if self.factor is None else f"{self.factor.normalize():f}",
            "rule": words(BASES["calibration-late"].clause),
        }
        return urlencode(said)


def lapses_of(engagement: Engagement) -> list[Lapse]:
    """Those of every series of the case that was read. Three queries."""
    known = _known(engagement)
    return [lapse for series in _current(engagement) for lapse in _of_series(series, known)]


def lapses(series: Series) -> list[Lapse]:
    return list(_of_series(series, _known(series.evidence.engagement)))


def _known(engagement: Engagement) -> dict[str, list[Calibration]]:
    """The calibrations of the project's meters by serial number."""
    meters = Meter.objects.filter(project=engagement.project_id).prefetch_related("calibrations")
    return {one.serial: list(one.calibrations.all()) for one in meters}


def _of_series(series: Series, known: Mapping[str, list[Calibration]]) -> Iterator[Lapse]:
    """Of the meter that the series is of; of one with several, of those whose serial number stands in the file."""
    if series.first_at is None or series.last_at is None:
        return
    names = [name for name, *_energy in series.meters]
    serials = {name: name for name in names if name in known}
    if series.meter is not None and len(names) == 1:
        serials = {names[0]: series.meter.serial}
    zone = ZoneInfo(series.zone)
    first = series.first_at.astimezone(zone).date()
    last = (series.last_at.astimezone(zone) - timedelta(microseconds=1)).date()
    for name, serial in serials.items():
        yield from _lapses(series, name, known[serial], first, last)


def _lapses(series: Series, name: str, calibrations: Sequence[Calibration], first: date, last: date) -> Iterator[Lapse]:
    percent = max((abs(one.error_percent) for one in calibrations), default=None)
    exported, imported = next((Decimal(out), Decimal(back)) for known, out, back in series.meters if known == name)
    # Less of what is sold, more of what is bought.
    way = -ONE if exported >= imported else ONE
    factor = None if percent is None else ONE + way * percent / HUNDRED
    begins = first
    for one in sorted(calibrations, key=lambda one: one.valid_from):
        if one.valid_from > begins:
            yield Lapse(series, name, begins, min(one.valid_from - DAY, last), percent, factor)
        begins = max(begins, one.valid_until + DAY)
        if begins > last:
            return
    yield Lapse(series, name, begins, last, percent, factor)


def _current(engagement: Engagement) -> Iterable[Series]:
    return (
        Series.objects.filter(evidence__engagement=engagement, stage=SeriesStage.READ)
        .current()
        .select_related("evidence", "meter")
    )


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
