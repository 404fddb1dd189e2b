"""What the team asks the client for, and the talk about it until it is accepted."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.response import Response

from projects.api import incoming, outgoing_evidence
from projects.api.engagements import case
from projects.models import EvidenceRequest
from projects.use_cases.accept_evidence import accept_evidence
from projects.use_cases.discuss_request import discuss_request
from projects.use_cases.request_evidence import request_evidence
from projects.use_cases.request_listed_evidence import request_listed_evidence
from projects.use_cases.return_evidence import return_evidence
from verifier.desk.api.describing import lists, reads, takes
from verifier.desk.api.doors import Door, Listing, Signed, taken


def asked(request: Signed, pk: UUID) -> EvidenceRequest:
    """The request, if the caller may see its case. Raises Http404."""
    return get_object_or_404(EvidenceRequest.objects.visible_to(request.user), pk=pk)


def shown(one: EvidenceRequest, *, status: int = 200) -> Response:
    return Response(outgoing_evidence.EvidenceRequest(one).data, status=status)


@lists(outgoing_evidence.EvidenceRequest)
class Requests(Listing):
    """What the team asked the client for, by number."""

    serializer_class = outgoing_evidence.EvidenceRequest
    ordering = ("number", "id")

    def get_queryset(self) -> QuerySet[EvidenceRequest]:
        return case(self.request, self.kwargs["pk"]).requests.prefetch_related("remarks")

    @takes(incoming.MadeRequest, outgoing_evidence.EvidenceRequest, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Ask the client for one of the scheme's kinds of evidence, or under a title of the team's own."""
        engagement, said = case(request, pk), taken(incoming.MadeRequest, request)
        made = request_evidence(engagement_id=engagement.pk, **said, by=request.user, at=timezone.now())
        return shown(made, status=201)


class RequestListed(Door):
    @takes(incoming.ListedRequests, outgoing_evidence.EvidenceRequest(many=True), status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Ask at once for everything that the scheme requires and that was not asked for yet."""
        engagement, said = case(request, pk), taken(incoming.ListedRequests, request)
        made = request_listed_evidence(engagement_id=engagement.pk, **said, by=request.user, at=timezone.now())
        return Response(outgoing_evidence.EvidenceRequest(made, many=True).data, status=201)


class OneRequest(Door):
    @reads(outgoing_evidence.EvidenceRequest)
    def get(self, request: Signed, pk: UUID) -> Response:
        """One request with all that was said about it."""
        return shown(asked(request, pk))


class DiscussRequest(Door):
    @takes(incoming.Worded, outgoing_evidence.EvidenceRequest)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Say something about a request; the team and the client both may."""
        one, said = asked(request, pk), taken(incoming.Worded, request)
        discuss_request(request_id=one.pk, **said, by=request.user, at=timezone.now())
        return shown(one)


class AcceptEvidence(Door):
    @takes(incoming.Accepted, outgoing_evidence.EvidenceRequest)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Say that the files on file answer the request."""
        one, said = asked(request, pk), taken(incoming.Accepted, request)
        return shown(accept_evidence(request_id=one.pk, **said, by=request.user, at=timezone.now()))


class ReturnEvidence(Door):
    @takes(incoming.Returned, outgoing_evidence.EvidenceRequest)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Send the files of a request back with the reason: it is owed again."""
        one, said = asked(request, pk), taken(incoming.Returned, request)
        return shown(return_evidence(request_id=one.pk, **said, by=request.user, at=timezone.now()))
