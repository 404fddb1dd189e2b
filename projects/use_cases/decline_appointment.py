from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Appointment
from verifier.errors import NotYours
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def decline_appointment(*, appointment_id: UUID, reason: str, by: User, at: datetime) -> Appointment:
    """Turn an offered role down, with a reason. Raises NotYours or OutOfOrder."""
    appointment = Appointment.objects.locked().get(pk=appointment_id)
    if appointment.person_id != by.pk:
        raise NotYours(_("Only the person appointed can decline."), mend=_("Ask them to sign in."))
    appointment.decline(reason=reason, at=at)
    Event.record(Act.APPOINTMENT_DECLINED, on=appointment, by=by, at=at, role=appointment.role)
    return appointment
