"""Held files and comments pinned to files: the team's own matter, which the client does not see."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework.response import Response

from projects import queries
from projects.api import incoming, outgoing_evidence
from projects.api.evidence import file
from projects.models import Pin
from projects.permissions import May, ensure
from projects.use_cases.pin_comment import pin_comment
from projects.use_cases.refuse_evidence import refuse_evidence
from projects.use_cases.release_evidence import release_evidence
from verifier.desk.api.describing import lists, reads, takes
from verifier.desk.api.doors import Door, Listing, Signed, taken


class Reuses(Door):
    @reads(outgoing_evidence.Likenesses(many=True))
    def get(self, request: Signed, pk: UUID) -> Response:
        """What a file had in common with files of other cases when it came, case by case."""
        evidence = file(request, pk)
        ensure(request.user, May.READ, on=evidence.engagement)
        found = queries.likenesses(evidence, request.user)
        return Response(outgoing_evidence.Likenesses(found, many=True).data)


class ReleaseEvidence(Door):
    @takes(incoming.ReleasedFile, outgoing_evidence.Evidence)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Put a held file on file, having looked at what it has in common with others."""
        evidence, said = file(request, pk), taken(incoming.ReleasedFile, request)
        done = release_evidence(evidence_id=evidence.pk, **said, by=request.user, at=timezone.now())
        return Response(outgoing_evidence.Evidence(done).data)


class RefuseEvidence(Door):
    @takes(incoming.RefusedFile, outgoing_evidence.Evidence)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Refuse a held file, with the reason for the client."""
        evidence, said = file(request, pk), taken(incoming.RefusedFile, request)
        done = refuse_evidence(evidence_id=evidence.pk, **said, by=request.user, at=timezone.now())
        return Response(outgoing_evidence.Evidence(done).data)


@lists(outgoing_evidence.Pin)
class Pins(Listing):
    """The comments pinned to a file, in their order. Those on the versions before it stand with those."""

    serializer_class = outgoing_evidence.Pin
    ordering = ("at", "id")

    def get_queryset(self) -> QuerySet[Pin]:
        evidence = file(self.request, self.kwargs["pk"])
        ensure(self.request.user, May.READ, on=evidence.engagement)
        return Pin.objects.visible_to(self.request.user).filter(evidence=evidence)

    @takes(incoming.PinnedComment, outgoing_evidence.Pin, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Pin a comment to a page, to rows or to cells."""
        evidence, said = file(request, pk), taken(incoming.PinnedComment, request)
        pin = pin_comment(evidence_id=evidence.pk, **said, by=request.user, at=timezone.now())
        return Response(outgoing_evidence.Pin(pin).data, status=201)
