"""Who serves in a case, and the answers of those who are asked to."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.response import Response

from projects import queries
from projects.api import incoming, outgoing
from projects.api.engagements import case
from projects.models import Appointment
from projects.permissions import May, ensure
from projects.use_cases.accept_appointment import accept_appointment
from projects.use_cases.appoint import appoint
from projects.use_cases.decline_appointment import decline_appointment
from projects.use_cases.stand_down import stand_down
from verifier.desk.api.describing import lists, reads, takes
from verifier.desk.api.doors import Door, Listing, Signed, taken


def offer(request: Signed, pk: UUID) -> Appointment:
    """The appointment, if the caller may see it. Raises Http404."""
    return get_object_or_404(Appointment.objects.visible_to(request.user), pk=pk)


def shown(appointment: Appointment, *, status: int = 200) -> Response:
    return Response(outgoing.Appointment(appointment).data, status=status)


@lists(outgoing.Appointment)
class Appointments(Listing):
    """One's own appointments, newest first; those not answered yet among them."""

    serializer_class = outgoing.Appointment
    ordering = ("-offered_at", "id")

    def get_queryset(self) -> QuerySet[Appointment]:
        return Appointment.objects.filter(person=self.request.user).select_related("person")


@lists(outgoing.Appointment)
class Team(Listing):
    """Who serves, served or was asked to serve in the case."""

    serializer_class = outgoing.Appointment
    ordering = ("offered_at", "id")

    def get_queryset(self) -> QuerySet[Appointment]:
        return queries.team(case(self.request, self.kwargs["pk"]))

    @takes(incoming.OfferedAppointment, outgoing.Appointment, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Offer a person a role in the case."""
        engagement, asked = case(request, pk), taken(incoming.OfferedAppointment, request)
        return shown(appoint(engagement_id=engagement.pk, **asked, by=request.user, at=timezone.now()), status=201)


class Eligible(Door):
    @reads(outgoing.Eligible(many=True), operation_id="engagements_eligible_list")
    def get(self, request: Signed, pk: UUID) -> Response:
        """Who may be offered which role, for those who appoint."""
        engagement = case(request, pk)
        ensure(request.user, May.APPOINT, on=engagement)
        rows = [{"role": role, "people": people} for role, people in queries.eligible(engagement).items()]
        return Response(outgoing.Eligible(rows, many=True).data)


class AcceptAppointment(Door):
    @takes(incoming.Acceptance, outgoing.Appointment)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Take the role on and declare that there is no conflict of interest."""
        appointment, said = offer(request, pk), taken(incoming.Acceptance, request)
        return shown(accept_appointment(appointment_id=appointment.pk, **said, by=request.user, at=timezone.now()))


class DeclineAppointment(Door):
    @takes(incoming.Reasoned, outgoing.Appointment)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Turn the role down, with a reason."""
        appointment, said = offer(request, pk), taken(incoming.Reasoned, request)
        return shown(decline_appointment(appointment_id=appointment.pk, **said, by=request.user, at=timezone.now()))


class EndAppointment(Door):
    @takes(incoming.Reasoned, outgoing.Appointment)
    def post(self, request: Signed, pk: UUID) -> Response:
        """End a service, one's own or, as the coordinator, another's; its rights end at once."""
        appointment, said = offer(request, pk), taken(incoming.Reasoned, request)
        return shown(stand_down(appointment_id=appointment.pk, **said, by=request.user, at=timezone.now()))
