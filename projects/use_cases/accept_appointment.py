from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.fitness import objections_to
from projects.models import Appointment, Engagement
from projects.permissions import grant
from projects.stages import Move, Stage
from verifier.errors import NotIndependent, NotYours
from verifier.people.models import User
from verifier.people.roles import Role
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def accept_appointment(*, appointment_id: UUID, declares_no_conflict: bool, by: User, at: datetime) -> Appointment:
    """Take the role on and declare no conflict; rights begin here. Raises NotYours, NotIndependent or OutOfOrder.

    Competence and interests are asked again: they may have changed since the offer.
    """
    offer = Appointment.objects.get(pk=appointment_id)
    engagement = Engagement.objects.locked().get(pk=offer.engagement_id)
    appointment = Appointment.objects.locked().get(pk=appointment_id)
    if appointment.person_id != by.pk:
        raise NotYours(_("Only the person appointed can accept."), mend=_("Ask them to sign in."))
    if not declares_no_conflict:
        raise NotIndependent(
            _("An appointment is accepted with a declaration that there is no conflict of interest."),
            mend=_("Tick the declaration if it is true, or decline with your reason."),
        )
    role = Role(appointment.role)
    if against := objections_to(by, role, engagement, on=at.date()):
        raise NotIndependent(
            _("You cannot serve as %(role)s here.") % {"role": role.label.lower()},
            mend=_("Decline, and tell the coordinator."),
            reasons=against,
        )
    appointment.accept(at=at)
    grant(appointment)
    if role is Role.LEAD and engagement.stage == Stage.ACCEPTED:
        engagement.move(Move.START)
    Event.record(Act.APPOINTMENT_ACCEPTED, on=appointment, by=by, at=at, role=role.value)
    return appointment
