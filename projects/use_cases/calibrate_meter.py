from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Calibration, Engagement, Evidence, Meter
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.errors import OutOfOrder, Unfit
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def calibrate_meter(
    *,
    engagement_id: UUID,
    serial: str,
    certificate: str,
    valid_from: date,
    valid_until: date,
    error_percent: Decimal,
    by: User,
    at: datetime,
    evidence_id: UUID | None = None,
) -> Calibration:
    """Put a calibration of a meter of the case's project on record. Raises NotYours, OutOfOrder or Unfit."""
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.RECORD, on=engagement)
    engagement.require(Stage.UNDER_WAY)
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
        evidence=Evidence.objects.on_file().get(pk=evidence_id, engagement=engagement) if evidence_id else None,
        by=by,
        at=at,
    )
    Event.record(Act.METER_CALIBRATED, on=engagement, by=by, at=at, meter=serial, certificate=certificate)
    return calibration
