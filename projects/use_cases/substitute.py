from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects import metering, tasks
from projects.models import Engagement, Series, Substitution
from projects.monitoring import parquet
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier import store
from verifier.errors import OutOfOrder, Unfit
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event

# A factor, and kWh in an interval.
MOST = {"factor": Decimal(1000), "value": Decimal(10**9)}


@transaction.atomic(durable=True)
def substitute(
    *,
    series_id: UUID,
    meter: str,
    starts_at: datetime,
    ends_at: datetime,
    method: str,
    amount: Decimal | None,
    rule: str,
    reason: str,
    by: User,
    at: datetime,
) -> Substitution:
    """Put values over a span of one meter of a series, as a layer on top of those that are there.

    `method` is zero, value (`amount` kWh in each interval, negative for import) or factor. Raises NotYours, OutOfOrder,
    or Unfit with each field named.
    """
    engagement = Engagement.objects.locked().get(evidence__readings=series_id)
    series = Series.objects.locked().get(pk=series_id)
    ensure(by, May.RECORD, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    if series.first_at is None or series.last_at is None or not Series.objects.current().filter(pk=series_id).exists():
        raise OutOfOrder(
            _("The file was read again, or replaced, since."), mend=_("Open the page again to see where it stands.")
        )
    layer = Substitution(
        series=series,
        meter=meter,
        starts_at=starts_at,
        ends_at=ends_at,
        method=method,
        amount=amount,
        rule=rule.strip(),
        reason=reason.strip(),
        by=by,
        at=at,
    )
    if faults := _faults(layer, series.first_at, series.last_at):
        raise Unfit(_("Some fields do not fit."), fields=faults)
    layer.effect = _effect(series, list(series.substitutions.all()), layer)
    if not layer.effect:
        raise Unfit(_("This would change no reading."), fields={"amount": _("This would change no reading.")})
    layer.save()
    tasks.compare_meters.delay_on_commit(engagement_id=str(engagement.pk))
    Event.record(Act.SERIES_SUBSTITUTED, on=series, by=by, at=at, **_told(layer))
    return layer


def _told(layer: Substitution) -> dict[str, str | None]:
    return {
        "meter": layer.meter,
        "starts_at": layer.starts_at.isoformat(),
        "ends_at": layer.ends_at.isoformat(),
        "method": layer.method,
        "amount": None if layer.amount is None else str(layer.amount),
        "rule": layer.rule,
        "reason": layer.reason,
    }


def _faults(layer: Substitution, first_at: datetime, last_at: datetime) -> dict[str, object]:
    """`first_at` and `last_at` are those of the series."""
    faults: dict[str, object] = {}
    if layer.meter not in {name for name, *_energy in layer.series.meters}:
        faults["meter"] = _("The series has no meter of this name.")
    if layer.ends_at <= layer.starts_at:
        faults["ends_at"] = _("The span ends before it begins.")
    elif layer.starts_at < first_at or layer.ends_at > last_at:
        zone = ZoneInfo(layer.series.zone)
        named = {name: f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for name, at in (("first", first_at), ("last", last_at))}
        faults["starts_at"] = _("The series runs from %(first)s to %(last)s.") % named
    if layer.method not in Substitution.Method.values:
        faults["method"] = _("Choose a method.")
    elif (layer.method == Substitution.Method.ZERO) is (layer.amount is not None):
        faults["amount"] = _("A value or a factor needs an amount; zero takes none.")
    elif layer.amount is not None and abs(layer.amount) > (most := MOST[layer.method]):
        faults["amount"] = _("That is more than any meter can mean: at most %(most)s.") % {"most": f"{most:,}"}
    for name in ("rule", "reason"):
        if not getattr(layer, name):
            faults[name] = _("Say what it rests on.")
    return faults


def _effect(series: Series, earlier: Sequence[Substitution], new: Substitution) -> list[list[object]]:
    """What the new layer changes of the period of the case, by month of the series' zone, without months that stay."""
    (layer,), case = metering.layers_of([new]), series.evidence.engagement
    with store.on_disk(series.path, alias="series") as path:
        changes = parquet.effect(
            path,
            earlier=metering.layers_of(earlier),
            new=layer,
            zone=series.zone,
            within=(case.period_from, case.period_until),
        )
    return [
        [one.year, one.month, str(one.exported_mwh), str(one.imported_mwh)]
        for one in changes
        if one.exported_mwh or one.imported_mwh
    ]
