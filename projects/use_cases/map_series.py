from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects import tasks
from projects.models import Engagement, Meter, Series
from projects.monitoring.profile import Profile
from projects.permissions import May, ensure
from projects.stages import SeriesStage, Stage
from verifier.errors import OutOfOrder
from verifier.people.models import User
from verifier.rulebook import particulars
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def map_series(
    *,
    series_id: UUID,
    mapping: Mapping[str, Any],
    zone: str,
    by: User,
    at: datetime,
    meter: str = "",
    flow: str = "",
    source: str = Series.Source.METER,
) -> Series:
    """Have the file of a series read again with what a person says of it; the new reading replaces the old.

    `mapping` is a `monitoring.profile.Profile` as plain data, `zone` the IANA zone of its clock, `meter` the serial
    number of the meter, `flow` what goes through it, `source` who counted. Raises NotYours, OutOfOrder, or Misfit with
    each field named.
    """
    engagement = Engagement.objects.locked().get(evidence__readings=series_id)
    series = Series.objects.locked().get(pk=series_id)
    ensure(by, May.SEND, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    layers = series.substitutions.count()
    if layers or series.confirmed_at is not None:
        # What counts already, or what the team put over it, is not taken away by the client alone.
        ensure(by, May.RECORD, on=engagement)
    said = particulars.dump(particulars.read(Profile, mapping))
    if series.stage == SeriesStage.WAITING or not Series.objects.current().filter(pk=series_id).exists():
        raise OutOfOrder(
            _("The file is being read, or was read again since."),
            mend=_("Open the page again to see where it stands."),
        )
    again = Series.objects.create(
        evidence=series.evidence,
        replaces=series,
        meter=Meter.of(engagement.project, meter.strip()) if meter.strip() else None,
        flow=flow,
        source=source,
        zone=zone,
        mapping=said,
        asked_by=by,
        asked_at=at,
    )
    tasks.read_series.delay_on_commit(series_id=str(again.pk))
    told = {"mapping": said, "zone": zone, "meter": meter.strip(), "flow": flow, "source": source}
    Event.record(Act.SERIES_MAPPED, on=again, by=by, at=at, replaces=str(series.pk), layers=layers, **told)
    return again
