"""The report of a case, from the draft to the decision."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.response import Response

from projects.api.engagements import case
from reports import queries
from reports.api import incoming, outgoing
from reports.models import Check, Report, Review
from reports.use_cases.approve_issuance import approve_issuance
from reports.use_cases.ask_rules import ask_rules
from reports.use_cases.decide import decide
from reports.use_cases.draft_report import draft_report
from reports.use_cases.pass_report import pass_report
from reports.use_cases.return_report import return_report
from reports.use_cases.submit_report import submit_report
from verifier.desk.api.describing import lists, reads, takes
from verifier.desk.api.doors import Door, Listing, Signed, seen, taken

VERDICTS = {Review.Verdict.RETURNED: return_report, Review.Verdict.PASSED: pass_report}


def report(request: Signed, pk: UUID) -> Report:
    """The report, if the caller may see its case. Raises Http404."""
    rows = Report.objects.visible_to(request.user).select_related("review", "decision", "statement")
    return get_object_or_404(rows, pk=pk)


def shown(written: Report) -> Response:
    return Response(outgoing.Report(written).data)


class CaseReport(Door):
    @reads(outgoing.Report)
    def get(self, request: Signed, pk: UUID) -> Response:
        """The newest version of the report of the case."""
        newest = queries.current_report(case(request, pk), request.user)
        if newest is None:
            raise Http404
        return shown(newest)

    @takes(incoming.Summary, outgoing.Report)
    def put(self, request: Signed, pk: UUID) -> Response:
        """Draft the report, or draft it again. Its figures are computed from the case, never typed."""
        engagement, said = case(request, pk), taken(incoming.Summary, request)
        return shown(draft_report(engagement_id=engagement.pk, **said, by=request.user, at=timezone.now()))


class OneReport(Door):
    @reads(outgoing.Report)
    def get(self, request: Signed, pk: UUID) -> Response:
        """One version of the report, with its review and the decision on it."""
        return shown(report(request, pk))


@lists(outgoing.Check)
class Checks(Listing):
    """What the rules answered whenever they were asked about this version, newest first."""

    serializer_class = outgoing.Check
    ordering = ("-asked_at", "id")

    def get_queryset(self) -> QuerySet[Check]:
        return report(self.request, self.kwargs["pk"]).checks.all()

    @takes(incoming.AskedGate, outgoing.Check, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Ask every rule of a gate. Each answer is kept; a breach is an answer, not a refusal."""
        written, said = report(request, pk), taken(incoming.AskedGate, request)
        check = ask_rules(report_id=written.pk, **said, by=request.user, at=timezone.now())
        return Response(outgoing.Check(check).data, status=201)


class Submission(Door):
    @takes(None, outgoing.Report, guarded=True)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Put the draft before the reviewer, with its dossier frozen."""
        written = report(request, pk)
        return shown(submit_report(report_id=written.pk, seen=seen(request), by=request.user, at=timezone.now()))


class ReviewDoor(Door):
    @takes(incoming.Reviewed, outgoing.Review, guarded=True, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Pass the report on for decision, or return it with what is missing."""
        written, said = report(request, pk), taken(incoming.Reviewed, request)
        judge = VERDICTS[said.pop("verdict")]
        review = judge(report_id=written.pk, **said, seen=seen(request), by=request.user, at=timezone.now())
        return Response(outgoing.Review(review).data, status=201)


class DecisionDoor(Door):
    @takes(incoming.Decided, outgoing.Decision, guarded=True, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Decide on a passed report: to issue or to refuse."""
        written, said = report(request, pk), taken(incoming.Decided, request)
        decision = decide(report_id=written.pk, **said, seen=seen(request), by=request.user, at=timezone.now())
        return Response(outgoing.Decision(decision).data, status=201)


class Issuance(Door):
    @takes(None, outgoing.Statement, guarded=True, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """Give the statement its number and its words; its signed document follows in a moment."""
        written = report(request, pk)
        statement = approve_issuance(report_id=written.pk, seen=seen(request), by=request.user, at=timezone.now())
        return Response(outgoing.Statement(statement).data, status=201)
