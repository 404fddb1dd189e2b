"""The page of a report: what it says, how it came about, and the one thing that may be done with it now."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects import facts as case_facts
from projects.models import Engagement
from projects.permissions import May, rights
from projects.queries import lawful_moves
from projects.stages import Move, Stage
from projects.web.frame import Signed, case_of
from reports import queries
from reports.models import Report, Statement
from reports.stages import ReportStage, StatementStage
from reports.use_cases.ask_rules import ask_rules
from reports.use_cases.draft_report import draft_report
from reports.use_cases.submit_report import submit_report
from reports.web import forms, qr
from reports.web.progress import milestones
from verifier.confirmations.permissions import reads
from verifier.confirmations.queries import figures
from verifier.desk.charts import terms
from verifier.errors import Unfit
from verifier.http import words
from verifier.people.models import User
from verifier.rulebook.results import Calculation
from verifier.rulebook.rules import Gate


def report(request: Signed, engagement: UUID) -> HttpResponse:
    return page(request, case_of(request, engagement))


def draft(request: Signed, engagement: UUID) -> HttpResponse:
    case = case_of(request, engagement)
    if request.method != "POST":
        return redirect("reports:report", case.pk)
    form = forms.DraftForm(request.POST)
    if form.is_valid():
        try:
            draft_report(engagement_id=case.pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Unfit as refusal:
            forms.put(form, refusal)
        else:
            messages.success(request, _("The draft is kept, with the figures computed anew."))
            return redirect("reports:report", case.pk)
    return page(request, case, status=422, draft_form=form)


def ask(request: Signed, report: UUID) -> HttpResponse:
    found = get_object_or_404(Report.objects.visible_to(request.user), pk=report)
    form = forms.AskForm(request.POST)
    if form.is_valid():
        gate = Gate(form.cleaned_data["gate"])
        check = ask_rules(report_id=found.pk, gate=gate, by=request.user, at=timezone.now())
        if check.breached:
            said = ngettext(
                "The rules were asked: %(count)d thing stands in the way.",
                "The rules were asked: %(count)d things stand in the way.",
                check.breached,
            )
            messages.warning(request, said % {"count": check.breached})
        else:
            messages.success(request, _("The rules were asked: nothing stands in the way."))
    return redirect("reports:report", found.engagement_id)


def submit(request: Signed, report: UUID) -> HttpResponse:
    found = get_object_or_404(Report.objects.visible_to(request.user), pk=report)
    if request.method == "POST":
        submit_report(report_id=found.pk, by=request.user, at=timezone.now(), seen=seen(request))
        messages.success(request, _("The report is with the reviewer."))
    return redirect("reports:report", found.engagement_id)


def seen(request: Signed) -> int | None:
    """The version of the case that the page showed on which a form was filled in."""
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdecimal() else None


def page(request: Signed, engagement: Engagement, *, status: int = 200, **filled: Form) -> HttpResponse:
    """The page as this person sees it; `filled` are forms that came back with faults, by their name in the page."""
    found = queries.current_report(engagement, request.user)
    statement: Statement | None = getattr(found, "statement", None)
    today = timezone.now().date()
    shown = {
        "engagement": engagement,
        "scheme": engagement.scheme,
        "report": found,
        "statement": statement,
        "sees_figures": reads(request.user),
        "milestones": milestones(Stage(engagement.stage), statement),
        "faulty": list(filled.values()),
        "figures_in_force": list(
            engagement.scheme.figures_on(engagement.period_until, figures(engagement.scheme_code))
        ),
        **_of_case(engagement, found, on=today),
        **_of_report(found, request.user),
        **_of_statement(statement),
        **_open_steps(request, engagement, found, statement),
    }
    return render(request, "reports/report.html", shown | filled, status=status)


def _of_case(engagement: Engagement, found: Report | None, *, on: date) -> dict[str, Any]:
    """What the case holds now; for a draft, whether its figures still follow from that."""
    try:
        facts = case_facts.of(engagement, on=on)
        outdated = (
            found is not None
            and found.stage == ReportStage.DRAFT
            and engagement.scheme.compute(facts).dump() != found.calculation
        )
    except Unfit as refusal:
        return {"trouble": [f"{name}: {words(fault)}" for name, fault in refusal.fields.items()]}
    return {"facts": facts, "outdated": outdated, "unconfirmed": engagement.scheme.unconfirmed(facts)}


def _of_report(found: Report | None, user: User) -> dict[str, Any]:
    if found is None:
        return {}
    calculation = Calculation.load(found.calculation)
    return {
        "headlines": calculation.headlines,
        "results": calculation.results,
        "steps": calculation.steps,
        "chart": terms(calculation),
        "checks": [{"check": check, "gate": forms.GATES[Gate(check.gate)]} for check in queries.checks(found)],
        "review": getattr(found, "review", None),
        "decision": getattr(found, "decision", None),
        "earlier": queries.earlier_versions(found, user),
    }


def _of_statement(statement: Statement | None) -> dict[str, Any]:
    if statement is None:
        return {}
    return {"address": qr.address_of(statement), "qr": qr.picture_of(statement)}


def _open_steps(
    request: Signed, engagement: Engagement, found: Report | None, statement: Statement | None
) -> dict[str, Any]:
    """The forms and buttons of what this person may do now."""
    may = rights(request.user, engagement)
    moves = lawful_moves(engagement, may)
    steps: dict[str, Any] = {}
    if engagement.stage == Stage.UNDER_WAY and May.DRAFT in may:
        steps["draft_form"] = forms.DraftForm(initial={"summary": found.summary if found else ""})
    if found is not None and May.DRAFT in may:
        steps["gates"] = [(str(gate), label) for gate, label in forms.GATES.items()]
    if Move.SUBMIT in moves and found is not None and found.stage == ReportStage.DRAFT:
        steps["may_submit"] = True
    if Move.PASS in moves:
        steps["review_form"] = forms.ReviewForm()
    if Move.DECIDE in moves:
        steps["decision_form"] = forms.DecisionForm()
    if Move.ISSUE in moves:
        steps["may_approve"] = True
    if statement is not None and statement.stage == StatementStage.SIGNED and May.PUBLISH in may:
        steps["may_publish"] = True
    making = statement is not None and statement.stage == StatementStage.APPROVED and not statement.trouble
    if statement is not None and not making and Move.WITHDRAW in moves:
        steps["withdrawal_form"] = forms.WithdrawalForm()
    return steps
