from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from projects.fitness import objections_to
from projects.models import Appointment, Engagement
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.errors import NotIndependent, OutOfOrder
from verifier.people.models import User
from verifier.people.roles import Role
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def appoint(*, engagement_id: UUID, person_id: UUID, role: Role, by: User, at: datetime) -> Appointment:
    """Offer a person a role in a case. Raises NotYours, OutOfOrder, or NotIndependent with all that speaks against."""
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.APPOINT, on=engagement)
    engagement.require(
        Stage.ACCEPTED, Stage.UNDER_WAY, Stage.IN_REVIEW, Stage.FOR_DECISION, Stage.DECIDED, Stage.CLOSED
    )
    person = User.objects.get(pk=person_id, is_active=True)
    if against := objections_to(person, role, engagement, on=at.date()):
        raise NotIndependent(
            _("%(name)s cannot serve as %(role)s here.") % {"name": person, "role": role.label.lower()},
            mend=_("Appoint somebody to whom none of this applies."),
            reasons=against,
        )
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(
                engagement=engagement, person=person, role=role, offered_by=by, offered_at=at
            )
    except IntegrityError as error:
        raise OutOfOrder(
            _("The role is filled or offered already."), mend=_("Stand the present holder down first.")
        ) from error
    Event.record(Act.APPOINTMENT_OFFERED, on=appointment, by=by, at=at, role=role.value, person=person.pk)
    return appointment
