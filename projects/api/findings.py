"""What was found, and the talk about it until it is closed."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.response import Response

from projects import queries
from projects.api import incoming, outgoing
from projects.api.engagements import case
from projects.models import Finding
from projects.use_cases.answer_finding import answer_finding
from projects.use_cases.close_finding import close_finding
from projects.use_cases.raise_finding import raise_finding
from projects.use_cases.return_answer import return_answer
from verifier.desk.api.describing import lists, reads, takes
from verifier.desk.api.doors import Door, Listing, Signed, taken


def finding(request: Signed, pk: UUID) -> Finding:
    """The finding, if the caller may see its case. Raises Http404."""
    return get_object_or_404(Finding.objects.visible_to(request.user).select_related("engagement"), pk=pk)


def shown(found: Finding, *, status: int = 200) -> Response:
    return Response(outgoing.Finding(found).data, status=status)


@lists(outgoing.Finding)
class Findings(Listing):
    """What was found in the case, by number."""

    serializer_class = outgoing.Finding
    ordering = ("number", "id")

    def get_queryset(self) -> QuerySet[Finding]:
        return queries.findings(case(self.request, self.kwargs["pk"]))

    @takes(incoming.RaisedFinding, outgoing.Finding, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Put a finding on record in one of the scheme's grades."""
        engagement, said = case(request, pk), taken(incoming.RaisedFinding, request)
        return shown(raise_finding(engagement_id=engagement.pk, **said, by=request.user, at=timezone.now()), status=201)


class OneFinding(Door):
    @reads(outgoing.Finding)
    def get(self, request: Signed, pk: UUID) -> Response:
        """One finding with all that was said about it."""
        return shown(finding(request, pk))


class AnswerFinding(Door):
    @takes(incoming.Answer, outgoing.Finding)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Answer for the client, with a file of the case if one helps."""
        found = finding(request, pk)
        said = taken(incoming.Answer, request, among=found.engagement.evidence.all())
        return shown(answer_finding(finding_id=found.pk, **said, by=request.user, at=timezone.now()))


class ReturnAnswer(Door):
    @takes(incoming.Worded, outgoing.Finding)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Send an answer back: it does not settle the finding."""
        found, said = finding(request, pk), taken(incoming.Worded, request)
        return shown(return_answer(finding_id=found.pk, **said, by=request.user, at=timezone.now()))


class CloseFinding(Door):
    @takes(incoming.Worded, outgoing.Finding)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Close an answered finding with the team's conclusion."""
        found, said = finding(request, pk), taken(incoming.Worded, request)
        return shown(close_finding(finding_id=found.pk, **said, by=request.user, at=timezone.now()))
