"""Review, decision and the approval of issuance."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.permissions import rights
from projects.queries import case_name, lawful_moves
from projects.stages import Move
from projects.web.frame import Signed
from reports import facts, queries
from reports.models import Decision, Report
from reports.use_cases.approve_issuance import approve_issuance
from reports.use_cases.decide import decide as decide_report
from reports.use_cases.pass_report import pass_report
from reports.use_cases.return_report import return_report
from reports.web import forms
from reports.web.report import page, seen
from verifier.rulebook.rules import Gate


def pass_on(request: Signed, report: UUID) -> HttpResponse:
    return _review(request, report, pass_report, _("The report is with the certifier."))


def send_back(request: Signed, report: UUID) -> HttpResponse:
    return _review(request, report, return_report, _("The report went back to the team."))


def _review(request: Signed, report: UUID, use_case: Any, done: str) -> HttpResponse:
    found = _found(request, report)
    if request.method != "POST":
        return redirect("reports:report", found.engagement_id)
    form = forms.ReviewForm(request.POST)
    if not form.is_valid():
        return page(request, found.engagement, status=422, review_form=form)
    use_case(report_id=found.pk, **form.cleaned_data, by=request.user, at=timezone.now(), seen=seen(request))
    messages.success(request, done)
    return redirect("reports:report", found.engagement_id)


def decide(request: Signed, report: UUID) -> HttpResponse:
    found = _found(request, report)
    if request.method != "POST":
        return redirect("reports:report", found.engagement_id)
    form = forms.DecisionForm(request.POST)
    if not form.is_valid():
        return page(request, found.engagement, status=422, decision_form=form)
    decide_report(
        report_id=found.pk,
        verdict=Decision.Verdict(form.cleaned_data["verdict"]),
        text=form.cleaned_data["text"],
        by=request.user,
        at=timezone.now(),
        seen=seen(request),
    )
    messages.success(request, _("Your decision is on record."))
    return redirect("reports:report", found.engagement_id)


def approve(request: Signed, report: UUID) -> HttpResponse:
    found = _found(request, report)
    if request.method == "POST":
        approve_issuance(report_id=found.pk, by=request.user, at=timezone.now(), seen=seen(request))
        messages.success(request, _("Issuance is approved. The document is being made and sealed."))
        return redirect("reports:report", found.engagement_id)
    engagement = found.engagement
    if Move.ISSUE not in lawful_moves(engagement, rights(request.user, engagement)):
        return redirect("reports:report", engagement.pk)
    return render(request, "reports/approval.html", _before_approval(request, found))


def _before_approval(request: Signed, report: Report) -> dict[str, Any]:
    """What will be issued, word for word, and what the rules would still hold against it."""
    at = timezone.now()
    statement = queries.unissued(report, by=request.user, at=at)
    found = facts.of(report, on=at.date())
    asked = report.scheme.breaches(found, gate=Gate.ISSUE, on=at.date())
    return {
        "engagement": report.engagement,
        "case_name": case_name(report.engagement),
        "scheme": report.scheme,
        "report": report,
        "statement": statement,
        "body": facts.statement_body(statement, found),
        "breaches": [*asked, *facts.departures(report, found)],
        "unconfirmed": report.scheme.unconfirmed(found),
    }


def _found(request: Signed, report: UUID) -> Report:
    visible = Report.objects.visible_to(request.user)
    return get_object_or_404(
        visible.select_related("engagement__project__client", "review__by", "decision__by"), pk=report
    )
