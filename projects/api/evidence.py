"""What came in: files with their receipts, and what was read from them."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.response import Response

from projects.api import incoming, outgoing_evidence
from projects.api.engagements import case
from projects.models import Evidence, EvidenceRequest
from projects.permissions import May, ensure
from projects.use_cases.receive_evidence import receive_evidence
from verifier.desk.api.describing import lists, reads, takes
from verifier.desk.api.doors import AnyKind, Door, FileDoor, Listing, Signed, attachment, taken
from verifier.desk.receiving import address_of


def file(request: Signed, pk: UUID) -> Evidence:
    """The file, if the caller may see its case. Raises Http404."""
    rows = Evidence.objects.visible_to(request.user).select_related("engagement__project").defer("digest")
    return get_object_or_404(rows.prefetch_related("readings"), pk=pk)


class SendFile(FileDoor):
    @takes(incoming.SentFile, outgoing_evidence.Evidence, status=201, media="multipart/form-data")
    def post(self, request: Signed, pk: UUID) -> Response:
        """Send a file for a request. The answer is its receipt: the SHA-256 of what came in, its size, the moment."""
        rows = EvidenceRequest.objects.visible_to(request.user).select_related("engagement")
        asked = get_object_or_404(rows, pk=pk)
        ensure(request.user, May.SEND, on=asked.engagement)  # before gigabytes are taken in
        said = taken(incoming.SentFile, request, among=asked.evidence.standing())
        said["file"] = said["file"].received
        evidence = receive_evidence(
            request_id=asked.pk, **said, received_from=address_of(request), by=request.user, at=timezone.now()
        )
        return Response(outgoing_evidence.Evidence(evidence).data, status=201)


@lists(outgoing_evidence.Evidence)
class AllEvidence(Listing):
    """Every file of the case, replaced ones among them, in the order they came in."""

    serializer_class = outgoing_evidence.Evidence
    ordering = ("received_at", "id")

    def get_queryset(self) -> QuerySet[Evidence]:
        return case(self.request, self.kwargs["pk"]).evidence.defer("digest").prefetch_related("readings")


class OneEvidence(Door):
    @reads(outgoing_evidence.Evidence)
    def get(self, request: Signed, pk: UUID) -> Response:
        """The receipt of a file."""
        return Response(outgoing_evidence.Evidence(file(request, pk)).data)


class Content(Door):
    content_negotiation_class = AnyKind

    @reads(OpenApiTypes.BINARY, media="application/octet-stream")
    def get(self, request: Signed, pk: UUID) -> FileResponse:
        """The file itself, as it came in."""
        evidence = file(request, pk)
        if not evidence.is_readable:
            raise Http404
        return attachment(default_storage.open(evidence.path), name=evidence.name, media="application/octet-stream")
