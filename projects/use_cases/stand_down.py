from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Appointment, Engagement
from projects.permissions import May, ensure, revoke
from verifier.errors import OutOfOrder
from verifier.people.models import User
from verifier.people.roles import Role
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def stand_down(*, appointment_id: UUID, reason: str, by: User, at: datetime) -> Appointment:
    """End a person's service, by themselves or by the coordinator; their rights end at once.

    Raises NotYours, or OutOfOrder when it has ended or would leave the case without a coordinator.
    """
    held = Appointment.objects.get(pk=appointment_id)
    Engagement.objects.locked().get(pk=held.engagement_id)  # or two coordinators could stand each other down
    appointment = Appointment.objects.locked().get(pk=appointment_id)
    if appointment.person_id != by.pk:
        ensure(by, May.APPOINT, on=appointment.engagement)
    if appointment.role == Role.COORDINATOR and not (
        Appointment.objects.serving()
        .filter(engagement=appointment.engagement, role=Role.COORDINATOR)
        .exclude(pk=appointment.pk)
        .exists()
    ):
        raise OutOfOrder(
            _("A case keeps at least one coordinator."), mend=_("Appoint another coordinator first, who accepts.")
        )
    appointment.end(reason=reason, at=at)
    revoke(appointment)
    Event.record(
        Act.APPOINTMENT_ENDED, on=appointment, by=by, at=at, role=appointment.role, person=appointment.person_id
    )
    return appointment
