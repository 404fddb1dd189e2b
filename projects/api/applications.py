"""What clients ask for, and opening a case on it."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.response import Response

from projects.api import incoming, outgoing
from projects.api.engagements import shown
from projects.models import Application
from projects.use_cases.file_application import file_application
from projects.use_cases.open_project import open_project
from verifier.desk.api.describing import lists, reads, takes
from verifier.desk.api.doors import Door, Listing, Signed, taken


@lists(outgoing.ApplicationInList)
class Applications(Listing):
    """The applications one may see, newest first: one's own clients', or all of them as a coordinator."""

    serializer_class = outgoing.ApplicationInList
    ordering = ("-filed_at", "id")

    def get_queryset(self) -> QuerySet[Application]:
        return Application.objects.visible_to(self.request.user).select_related("client", "engagement")

    @takes(incoming.FiledApplication, outgoing.Application, status=201)
    def post(self, request: Signed) -> Response:
        """File an application for a client one speaks for."""
        asked = taken(incoming.FiledApplication, request)
        application = file_application(**asked, by=request.user, at=timezone.now())
        return Response(outgoing.Application(application).data, status=201)


class OneApplication(Door):
    @reads(outgoing.Application)
    def get(self, request: Signed, pk: UUID) -> Response:
        """One application, as it was filed."""
        seen = Application.objects.visible_to(request.user).select_related("client", "engagement")
        return Response(outgoing.Application(get_object_or_404(seen, pk=pk)).data)


class OpenProject(Door):
    @takes(None, outgoing.Engagement, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Open a case on an application."""
        application = get_object_or_404(Application.objects.visible_to(request.user), pk=pk)
        engagement = open_project(application_id=application.pk, by=request.user, at=timezone.now())
        return shown(engagement, request, status=201)
