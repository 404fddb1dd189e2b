"""The figures of every scheme, how they are known, and the two people who confirm one."""

from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiRequest
from rest_framework.response import Response

from verifier import schemes
from verifier.confirmations import models, queries
from verifier.confirmations.api import incoming, outgoing
from verifier.confirmations.permissions import reads as may_read
from verifier.confirmations.use_cases.countersign_confirmation import countersign_confirmation
from verifier.confirmations.use_cases.read_figures import read_figures
from verifier.confirmations.use_cases.refuse_confirmation import refuse_confirmation
from verifier.desk.api.describing import lists, reads, takes
from verifier.desk.api.doors import AnyKind, Door, FileDoor, Listing, Signed, attachment, taken
from verifier.rulebook.scheme import Scheme

# The list of figures is one part of the form, as JSON.
READ_DOCUMENT = OpenApiRequest(incoming.ReadDocument, encoding={"figures": {"contentType": "application/json"}})


def scheme_for(request: Signed, code: str) -> Scheme:
    """A scheme, for who works for the body. Raises Http404."""
    try:
        found = schemes.get(code)
    except LookupError as error:
        raise Http404 from error
    if not may_read(request.user):
        raise Http404
    return found


def confirmation(request: Signed, pk: UUID) -> models.Confirmation:
    """What was read of a figure, for who works for the body. Raises Http404."""
    return get_object_or_404(queries.confirmations(request.user), pk=pk)


def shown(found: models.Confirmation) -> Response:
    return Response(outgoing.Confirmation(found).data)


class Schemes(Door):
    @reads(outgoing.Overview(many=True), operation_id="figures_list")
    def get(self, request: Signed) -> Response:
        """Every scheme, with the number of its figures in each state."""
        if not may_read(request.user):
            raise Http404
        return Response(outgoing.Overview(queries.overviews(timezone.localdate()), many=True).data)


class Figures(Door):
    @reads(outgoing.KnownFigure(many=True), operation_id="figures_of_scheme_list")
    def get(self, request: Signed, code: str) -> Response:
        """Every figure of a scheme: as it is shipped, and as the body confirmed it."""
        lines, _days = queries.lines_of(scheme_for(request, code), timezone.localdate())
        return Response(outgoing.KnownFigure(lines, many=True).data)


@lists(outgoing.Confirmation)
class Confirmations(FileDoor, Listing):
    """All that was ever read of a scheme's figures, newest first, whatever came of it."""

    serializer_class = outgoing.Confirmation
    ordering = ("-read_at", "id")

    def get_queryset(self) -> QuerySet[models.Confirmation]:
        return queries.history(scheme_for(self.request, self.kwargs["code"]).code)

    @takes(READ_DOCUMENT, outgoing.DocumentRead, status=201, media="multipart/form-data")
    def post(self, request: Signed, code: str) -> Response:
        """Put figures on record as you read them in a document. A second person has to countersign each."""
        scheme = scheme_for(request, code)  # before the file is taken in
        said: dict[str, Any] = taken(incoming.ReadDocument, request)
        said["file"] = said["file"].received
        document = read_figures(scheme=scheme.code, **said, by=request.user, at=timezone.now())
        return Response(outgoing.DocumentRead(document).data, status=201)


class OneConfirmation(Door):
    @reads(outgoing.Confirmation)
    def get(self, request: Signed, pk: UUID) -> Response:
        """A figure as it was read, and what a second person said to it."""
        return shown(confirmation(request, pk))


class Content(Door):
    content_negotiation_class = AnyKind

    @reads(OpenApiTypes.BINARY, media="application/octet-stream")
    def get(self, request: Signed, pk: UUID) -> FileResponse:
        """The document that the figure was read in, as it came in."""
        document = confirmation(request, pk).document
        return attachment(default_storage.open(document.path), name=document.name, media="application/octet-stream")


class Countersign(Door):
    @takes(None, outgoing.Confirmation)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Say, as the second person, that the document says so. From its day on the value is the scheme's."""
        found = confirmation(request, pk)
        return shown(countersign_confirmation(confirmation_id=found.pk, by=request.user, at=timezone.now()))


class Refuse(Door):
    @takes(incoming.Refusal, outgoing.Confirmation)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Say, as the second person, that the document does not say so, and why."""
        found, said = confirmation(request, pk), taken(incoming.Refusal, request)
        return shown(refuse_confirmation(confirmation_id=found.pk, **said, by=request.user, at=timezone.now()))
