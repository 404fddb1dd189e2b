"""What is asked for and what came in: requests, files with their receipts, and what was read from them."""

from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.response import Response

from projects.api import incoming, outgoing
from projects.api.engagements import case
from projects.models import Evidence, EvidenceRequest, Series
from projects.permissions import May, ensure
from projects.use_cases.receive_evidence import receive_evidence
from projects.use_cases.request_evidence import request_evidence
from verifier.desk.api.describing import lists, reads, takes
from verifier.desk.api.doors import AnyKind, Door, FileDoor, Listing, Signed, attachment, taken


def file(request: Signed, pk: UUID) -> Evidence:
    """The file, if the caller may see its case. Raises Http404."""
    return get_object_or_404(Evidence.objects.visible_to(request.user).select_related("series"), pk=pk)


@lists(outgoing.EvidenceRequest)
class Requests(Listing):
    """What the team asked the client for, by number."""

    serializer_class = outgoing.EvidenceRequest
    ordering = ("number", "id")

    def get_queryset(self) -> QuerySet[EvidenceRequest]:
        return case(self.request, self.kwargs["pk"]).requests.all()

    @takes(incoming.MadeRequest, outgoing.EvidenceRequest, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Ask the client for one of the scheme's kinds of evidence."""
        engagement, asked = case(request, pk), taken(incoming.MadeRequest, request)
        made = request_evidence(engagement_id=engagement.pk, **asked, by=request.user, at=timezone.now())
        return Response(outgoing.EvidenceRequest(made).data, status=201)


class SendFile(FileDoor):
    @takes(incoming.SentFile, outgoing.Evidence, status=201, media="multipart/form-data")
    def post(self, request: Signed, pk: UUID) -> Response:
        """Send a file for a request. The answer is its receipt: the SHA-256 of what came in, its size, the moment."""
        rows = EvidenceRequest.objects.visible_to(request.user).select_related("engagement")
        asked = get_object_or_404(rows, pk=pk)
        ensure(request.user, May.SEND, on=asked.engagement)  # before gigabytes are taken in
        said = taken(incoming.SentFile, request, among=asked.evidence.current())
        said["file"] = said["file"].received
        evidence = receive_evidence(request_id=asked.pk, **said, by=request.user, at=timezone.now())
        return Response(outgoing.Evidence(evidence).data, status=201)


@lists(outgoing.Evidence)
class AllEvidence(Listing):
    """Every file of the case, replaced ones among them, in the order they came in."""

    serializer_class = outgoing.Evidence
    ordering = ("received_at", "id")

    def get_queryset(self) -> QuerySet[Evidence]:
        return case(self.request, self.kwargs["pk"]).evidence.select_related("series")


class OneEvidence(Door):
    @reads(outgoing.Evidence)
    def get(self, request: Signed, pk: UUID) -> Response:
        """The receipt of a file."""
        return Response(outgoing.Evidence(file(request, pk)).data)


class Content(Door):
    content_negotiation_class = AnyKind

    @reads(OpenApiTypes.BINARY, media="application/octet-stream")
    def get(self, request: Signed, pk: UUID) -> FileResponse:
        """The file itself, as it came in."""
        evidence = file(request, pk)
        return attachment(default_storage.open(evidence.path), name=evidence.name, media="application/octet-stream")


class OneSeries(Door):
    @reads(outgoing.Series)
    def get(self, request: Signed, pk: UUID) -> Response:
        """What was read from a file of meter readings: its totals by year, and what was noticed in it."""
        seen: Any = Series.objects.visible_to(request.user).prefetch_related("totals", "noticed")
        return Response(outgoing.Series(get_object_or_404(seen, pk=pk)).data)
