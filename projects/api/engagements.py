"""Cases: taking the work on, correcting what was claimed, what happened."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.response import Response

from projects import models, queries
from projects.api import incoming, outgoing
from projects.models import Engagement
from projects.permissions import May, ensure, rights
from projects.use_cases.accept_engagement import accept_engagement
from projects.use_cases.correct_particulars import correct_particulars
from projects.use_cases.decline_engagement import decline_engagement
from projects.use_cases.record_field_work import record_field_work
from verifier.desk.api.describing import lists, reads, takes
from verifier.desk.api.doors import Door, Listing, Signed, seen, taken
from verifier.trail.models import Event


def case(request: Signed, pk: UUID) -> Engagement:
    """The case, if the caller may see it. Raises Http404."""
    return get_object_or_404(queries.engagements(request.user), pk=pk)


def shown(engagement: Engagement, request: Signed, *, status: int = 200) -> Response:
    """A case with what the caller may do in it, its version in the ETag."""
    data = outgoing.Engagement(engagement, context={"rights": rights(request.user, engagement)}).data
    return Response(data, status=status, headers={"ETag": f'"{engagement.version}"'})


@lists(outgoing.EngagementInList, parameters=[incoming.CaseFilter])
class Engagements(Listing):
    """The cases one serves in, newest first."""

    serializer_class = outgoing.EngagementInList
    ordering = ("-opened_at", "id")

    def get_queryset(self) -> QuerySet[Engagement]:
        asked = incoming.CaseFilter(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        return queries.engagements(self.request.user).filter(**asked.validated_data)


class OneEngagement(Door):
    @reads(outgoing.Engagement)
    def get(self, request: Signed, pk: UUID) -> Response:
        """One case, with the moves that are open to the caller. Its version is the ETag."""
        return shown(case(request, pk), request)


class AcceptEngagement(Door):
    @takes(None, outgoing.Engagement, guarded=True)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Take the work on."""
        engagement = case(request, pk)
        engagement = accept_engagement(
            engagement_id=engagement.pk, seen=seen(request), by=request.user, at=timezone.now()
        )
        return shown(engagement, request)


class DeclineEngagement(Door):
    @takes(incoming.Reasoned, outgoing.Engagement, guarded=True)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Turn the work down, with the reason for the client."""
        engagement, said = case(request, pk), taken(incoming.Reasoned, request)
        engagement = decline_engagement(
            engagement_id=engagement.pk, **said, seen=seen(request), by=request.user, at=timezone.now()
        )
        return shown(engagement, request)


class Particulars(Door):
    @takes(incoming.CorrectedParticulars, outgoing.Engagement, guarded=True)
    def put(self, request: Signed, pk: UUID) -> Response:
        """Put what verification found in place of what was claimed: the particulars whole."""
        engagement, said = case(request, pk), taken(incoming.CorrectedParticulars, request)
        engagement = correct_particulars(
            engagement_id=engagement.pk, **said, seen=seen(request), by=request.user, at=timezone.now()
        )
        return shown(engagement, request)


@lists(outgoing.FieldWork)
class FieldWork(Listing):
    """What the team recorded of its work, the newest first; the newest counts."""

    serializer_class = outgoing.FieldWork
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[models.FieldWork]:
        engagement = case(self.request, self.kwargs["pk"])
        ensure(self.request.user, May.READ, on=engagement)
        return queries.field_work(engagement)

    @takes(incoming.RecordedWork, outgoing.FieldWork, status=201, guarded=True)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Put a new record of the work on top: the record whole."""
        engagement, said = case(request, pk), taken(incoming.RecordedWork, request)
        record = record_field_work(
            engagement_id=engagement.pk, **said, seen=seen(request), by=request.user, at=timezone.now()
        )
        return Response(outgoing.FieldWork(record).data, status=201)


@lists(outgoing.Event)
class Events(Listing):
    """Everything that happened in the case, oldest first, from its application on."""

    serializer_class = outgoing.Event
    ordering = ("id",)

    def get_queryset(self) -> QuerySet[Event]:
        engagement = case(self.request, self.kwargs["pk"])
        return queries.timeline(engagement, rights(self.request.user, engagement))
