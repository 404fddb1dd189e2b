from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from projects import facts
from projects.independence import objections
from projects.models import Application, Appointment, Counter, Engagement, Project
from projects.permissions import ensure_office, grant
from verifier.errors import NotIndependent, OutOfOrder
from verifier.people.models import User
from verifier.people.roles import Role
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def open_project(*, application_id: UUID, by: User, at: datetime) -> Engagement:
    """Open a case on an application: its project, an engagement with a number, and the two who begin it.

    Raises NotYours, NotIndependent, or OutOfOrder when it is open already or the project's period is taken.
    """
    application = Application.objects.locked().select_related("client").get(pk=application_id)
    ensure_office(by, Role.COORDINATOR)
    if application.opened_at is not None:
        raise OutOfOrder(_("This application has a case already."), mend=_("Open that case instead."))
    number = f"E-{at.year}-{Counter.next(f'engagement/{at.year}'):04d}"
    try:
        with transaction.atomic():
            engagement = Engagement.begin(
                application=application, project=Project.of(application), number=number, at=at
            )
    except IntegrityError as error:
        raise OutOfOrder(
            _("This project has a case under the same scheme whose period overlaps."),
            mend=_("One tonne is verified once: end that case first, or agree another period with the client."),
        ) from error
    coordinator = facts.candidate(by, Role.COORDINATOR, engagement, on=at.date())
    client = application.client.register_number
    if against := objections(coordinator, Role.COORDINATOR, client=client, on=at.date()):
        raise NotIndependent(
            _("%(name)s cannot serve as %(role)s here.") % {"name": by, "role": Role.COORDINATOR.label.lower()},
            mend=_("Appoint somebody to whom none of this applies."),
            reasons=against,
        )
    application.open(at=at)
    for person, role in ((by, Role.COORDINATOR), (application.filed_by, Role.DEVELOPER)):
        grant(
            Appointment.objects.create(
                engagement=engagement, person=person, role=role, offered_by=by, offered_at=at, accepted_at=at
            )
        )
    Event.record(Act.PROJECT_OPENED, on=engagement, by=by, at=at, application=application.pk, number=number)
    return engagement
