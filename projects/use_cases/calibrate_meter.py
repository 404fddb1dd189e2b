from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects import tasks
from projects.models import Calibration, Engagement, Evidence, Meter
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.errors import OutOfOrder, Unfit
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


@transaction.atomic(durable=True)
def calibrate_meter(
    *,
    engagement_id: UUID,
    serial: str,
    certificate: str,
    valid_from: date,
    valid_until: date,
    error_percent: Decimal,
    class_percent: Decimal | None = None,
    by: User,
    at: datetime,
    evidence_id: UUID | None = None,
) -> Calibration:
    """Put a calibration of a meter of the case's project on record. Raises NotYours, OutOfOrder or Unfit."""
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.RECORD, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    if not valid_from >= FIRST_DAY or not valid_until <= LAST_DAY:
        strange = _("A certificate is of a day from 1990 to 2100.")
        raise Unfit(strange, fields={"valid_from": strange, "valid_until": strange})
    if valid_until < valid_from:
        backwards = _("The certificate ends before it begins.")
        raise Unfit(backwards, fields={"valid_until": backwards})
    meter = Meter.of(engagement.project, serial)
    if meter.calibrations.filter(certificate=certificate).exists():
        raise OutOfOrder(_("This certificate is on record already."), mend=_("Nothing more is needed."))
    calibration = Calibration.objects.create(
        meter=meter,
        certificate=certificate,
        valid_from=valid_from,
        valid_until=valid_until,
        error_percent=error_percent,
        class_percent=class_percent,
        evidence=Evidence.objects.on_file().get(pk=evidence_id, engagement=engagement) if evidence_id else None,
        by=by,
        at=at,
    )
    tasks.compare_meters.delay_on_commit(engagement_id=str(engagement.pk))
    told = {
        "valid_from": valid_from.isoformat(),
        "valid_until": valid_until.isoformat(),
        "error_percent": str(error_percent),
        "class_percent": None if class_percent is None else str(class_percent),
    }
    Event.record(Act.METER_CALIBRATED, on=engagement, by=by, at=at, meter=serial, certificate=certificate, **told)
    return calibration
