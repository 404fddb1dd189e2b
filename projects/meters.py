"""The meters of a case's project with their series and calibrations, and what no calibration covers."""

import hashlib
import json
from collections.abc import Container, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from projects.models import Calibration, Engagement, Meter, Series, Substitution
from projects.models.series import SeriesQuerySet
from projects.monitoring import calibrating
from projects.monitoring.bases import BASES
from projects.monitoring.calibrating import Certificate
from projects.monitoring.flows import Flow
from projects.stages import SeriesStage
from verifier.http import words
from verifier.rulebook.quantities import HUNDRED, ONE
from verifier.rulebook.wording import Text

DAY = timedelta(days=1)
WAY = " / "  # between a meter and the column that one of its ways is in


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
    """Days of a series on which its meter is not covered, or out of class. `meter` as the series names it."""

    series: Series
    meter: str
    uncovered: calibrating.Lapse

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The days by the clock of the series, no longer than it is; UTC."""
        zone = ZoneInfo(self.series.zone)
        starts_at = datetime.combine(self.uncovered.first, time(), zone)
        ends_at = datetime.combine(self.uncovered.last, time(), zone) + DAY
        starts_at, ends_at = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
        return max(starts_at, self.series.first_at or starts_at), min(ends_at, self.series.last_at or ends_at)

    @property
    def factor(self) -> Decimal | None:
        """The conservative correction: less of what is sold, more of what is bought."""
        if self.uncovered.percent is None:
            return None
        energies = {name: (Decimal(out), Decimal(back)) for name, out, back in self.series.meters}
        exported, imported = energies[self.meter]
        return ONE + (-ONE if exported >= imported else ONE) * self.uncovered.percent / HUNDRED

    @property
    def query(self) -> str:
        """What the form of a substitution begins with."""
        zone = ZoneInfo(self.series.zone)
        starts_at, ends_at = self.span
        said = {
            "meter": self.meter,
            "starts_at": clock(starts_at, zone),
            "ends_at": clock(ends_at, zone),
            "method": Substitution.Method.FACTOR.value,
            "amount": "" if self.factor is None else f"{self.factor.normalize():f}",
            "rule": words(BASES[self.uncovered.code].clause),
        }
        return urlencode(said)


def lapses_of(engagement: Engagement) -> list[Lapse]:
    """Those of every series of the case that a meter gave. Three queries."""
    known = _known(engagement)
    own = _current(engagement).filter(source=Series.Source.METER)
    return [lapse for series in own for lapse in _of_series(series, known)]


def lapses(series: Series) -> list[Lapse]:
    return list(_of_series(series, _known(series.evidence.engagement)))


def _known(engagement: Engagement) -> dict[str, list[Certificate]]:
    """The calibrations of the project's meters by serial number."""
    meters = Meter.objects.filter(project=engagement.project_id).prefetch_related("calibrations")
    return {
        meter.serial: [
            Certificate(
                valid_from=one.valid_from,
                valid_until=one.valid_until,
                error_percent=one.error_percent,
                class_percent=one.class_percent,
            )
            for one in meter.calibrations.all()
        ]
        for meter in meters
    }


def _of_series(series: Series, known: Mapping[str, list[Certificate]]) -> Iterator[Lapse]:
    if series.first_at is None or series.last_at is None or series.is_price:
        return
    zone, case = ZoneInfo(series.zone), series.evidence.engagement
    first = max(series.first_at.astimezone(zone).date(), case.period_from)
    last = min((series.last_at.astimezone(zone) - timedelta(microseconds=1)).date(), case.period_until)
    if last < first:
        return
    for name, serial in serials(series, known).items():
        for one in calibrating.lapses(known[serial], first, last):
            yield Lapse(series, name, one)


def serials(series: Series, known: Container[str]) -> dict[str, str]:
    """By the names that meters have in the file, their serial numbers: of the meter that the series is of; of a file
    with several, of those whose number stands in it. A meter that counts both ways may have a name for each.
    """
    names = {name: name.partition(WAY)[0] for name, *_energy in series.meters}
    if series.meter is not None and len(set(names.values())) == 1:
        return dict.fromkeys(names, series.meter.serial)
    return {name: meter for name, meter in names.items() if meter in known} | {
        name: name for name in names if name in known
    }


def _current(engagement: Engagement) -> SeriesQuerySet:
    return (
        Series.objects.filter(evidence__engagement=engagement, stage=SeriesStage.READ)
        .current()
        .select_related("evidence__engagement", "meter")
    )


def clock(at: datetime, zone: ZoneInfo) -> str:
    """What the clock shows; with the offset where it shows that time twice."""
    local = at.astimezone(zone)
    shown = local.replace(tzinfo=None)
    return (shown if len(moments(shown, zone)) == 1 else local).isoformat(" ", "minutes")


def moments(shown: datetime, zone: ZoneInfo) -> list[datetime]:
    """When the clock shows this, UTC: once, twice where it is put back, never where it is put forward; with an offset
    once, or never. Raises OverflowError at the edge of the calendar.
    """
    readings = [shown.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    found = dict.fromkeys(at.astimezone(UTC) for at in readings)
    return [
        at
        for at in found
        if at.astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None)
        and shown.utcoffset() in (None, at.astimezone(zone).utcoffset())
    ]


def state(engagement: Engagement) -> str:
    """A hash over all that a comparison of the meters rests on; empty where there is nothing to compare. Three queries.

    What is on record never changes, so that its keys say it.
    """
    series = Series.objects.confirmed().filter(evidence__engagement=engagement).order_by("pk")
    confirmed = [*series.values_list("pk", "meter", "flow", "source")]
    if not confirmed:
        return ""
    layers = Substitution.objects.filter(series__in=series.values("pk")).values_list("pk", flat=True)
    certificates = Calibration.objects.filter(meter__project=engagement.project_id).values_list("pk", flat=True)
    rests_on = [confirmed, sorted(layers), sorted(certificates), engagement.particulars]
    return hashlib.sha256(json.dumps(rests_on, default=str).encode()).hexdigest()


def compared(engagement: Engagement) -> str | None:
    """The state in which the meters were last compared."""
    return engagement.comparisons.order_by("-pk").values_list("compared", flat=True).first()


def is_compared(engagement: Engagement) -> bool:
    """Whether the meters were compared as everything stands now."""
    now = state(engagement)
    last = compared(engagement)
    return not now or now == last
