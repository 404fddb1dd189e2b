"""Statements, the public register, and the seals of the trail."""

from uuid import UUID

from django.core.files.storage import storages
from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from reports import queries
from reports.api import incoming, outgoing
from reports.models import Statement
from reports.use_cases.publish_statement import publish_statement
from reports.use_cases.withdraw_statement import withdraw_statement
from verifier.desk.api.describing import lists, reads, takes
from verifier.desk.api.doors import AnyKind, Door, Listing, OpenToAll, Signed, attachment, taken
from verifier.trail.models import Seal


def statement(request: Signed, pk: UUID) -> Statement:
    """The statement, if the caller may see its case. Raises Http404."""
    return get_object_or_404(Statement.objects.visible_to(request.user).select_related("document"), pk=pk)


def shown(given: Statement) -> Response:
    return Response(outgoing.Statement(given).data)


class OneStatement(Door):
    @reads(outgoing.Statement)
    def get(self, request: Signed, pk: UUID) -> Response:
        """A statement; `document` is empty until it is made and signed."""
        return shown(statement(request, pk))


class StatementDocument(Door):
    content_negotiation_class = AnyKind

    @reads(OpenApiTypes.BINARY, media="application/pdf")
    def get(self, request: Signed, pk: UUID) -> FileResponse:
        """The signed PDF."""
        given = statement(request, pk)
        if not hasattr(given, "document"):
            raise Http404
        stored = storages["statements"].open(given.document.path)
        return attachment(stored, name=f"{given.number}.pdf", media="application/pdf")


class Publication(Door):
    @takes(None, outgoing.Statement)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Put the signed statement into the public register."""
        given = statement(request, pk)
        return shown(publish_statement(statement_id=given.pk, by=request.user, at=timezone.now()))


class WithdrawalDoor(Door):
    @takes(incoming.Withdrawal, outgoing.Statement)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Take the word back, for good; the register shows the reason."""
        given, said = statement(request, pk), taken(incoming.Withdrawal, request)
        return shown(withdraw_statement(statement_id=given.pk, **said, by=request.user, at=timezone.now()))


@lists(outgoing.EntryInList, public=True, parameters=[incoming.RegisterFilter])
class Register(Listing):
    """Every statement that was ever published, newest first; those withdrawn since among them. Open to all."""

    permission_classes = [AllowAny]
    throttle_classes = [OpenToAll]
    serializer_class = outgoing.EntryInList
    ordering = ("-published_at", "id")

    def get_queryset(self) -> QuerySet[Statement]:
        asked = incoming.RegisterFilter(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        return queries.standing_on(queries.register(**asked.validated_data), timezone.localdate())


class Entry(Door):
    permission_classes = [AllowAny]
    throttle_classes = [OpenToAll]

    @reads(outgoing.Entry, public=True)
    def get(self, request: Signed, public_id: str) -> Response:
        """One statement of the register, whole. Open to all."""
        if not public_id.isalnum():  # nor would the database take every sign
            raise Http404
        entries = queries.standing_on(queries.register(), timezone.localdate())
        return Response(outgoing.Entry(get_object_or_404(entries, public_id=public_id)).data)


@lists(outgoing.Seal, public=True)
class Seals(Listing):
    """The roots over the trail, newest first: whoever keeps one holds the body to its history. Open to all."""

    permission_classes = [AllowAny]
    throttle_classes = [OpenToAll]
    serializer_class = outgoing.Seal
    queryset = Seal.objects.all()
    ordering = ("-id",)
