"""The statement in the case: its document, its publication, its withdrawal."""

from uuid import UUID

from django.contrib import messages
from django.core.files.storage import storages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.web.frame import Signed
from reports.models import Document, Statement
from reports.stages import StatementStage
from reports.use_cases.publish_statement import publish_statement
from reports.use_cases.withdraw_statement import withdraw_statement
from reports.web import forms
from reports.web.files import attached
from reports.web.report import page
from verifier.errors import Unfit


def made(request: Signed, statement: UUID) -> HttpResponse:
    """What a waiting page asks: nothing new yet, or load yourself again."""
    if _found(request, statement).stage == StatementStage.APPROVED:
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Refresh": "true"})


def document(request: Signed, statement: UUID) -> HttpResponseBase:
    found = _found(request, statement)
    return pdf_of(found)


def pdf_of(statement: Statement) -> HttpResponseBase:
    """The signed PDF as a file to keep. Raises Http404 while there is none."""
    try:
        path = statement.document.path
    except Document.DoesNotExist as not_yet:
        raise Http404 from not_yet
    return attached(storages["statements"].open(path), name=f"{statement.number}.pdf", kind="application/pdf")


def publish(request: Signed, statement: UUID) -> HttpResponse:
    found = _found(request, statement)
    if request.method == "POST":
        publish_statement(statement_id=found.pk, by=request.user, at=timezone.now())
        messages.success(request, _("%(number)s is in the public register.") % {"number": found.number})
    return redirect("reports:report", found.report.engagement_id)


def withdraw(request: Signed, statement: UUID) -> HttpResponse:
    found = _found(request, statement)
    if request.method != "POST":
        return redirect("reports:report", found.report.engagement_id)
    form = forms.WithdrawalForm(request.POST)
    if form.is_valid():
        try:
            withdraw_statement(statement_id=found.pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Unfit as refusal:
            forms.put(form, refusal)
        else:
            messages.success(request, _("%(number)s is withdrawn.") % {"number": found.number})
            return redirect("reports:report", found.report.engagement_id)
    return page(request, found.report.engagement, status=422, withdrawal_form=form)


def _found(request: Signed, statement: UUID) -> Statement:
    visible = Statement.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("document", "report__engagement__project__client"), pk=statement)
