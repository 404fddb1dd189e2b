"""What everybody may see: the register, and whether a statement is what it says."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from reports import queries, signing
from reports.models import Statement
from reports.web import forms, qr
from reports.web.files import attached
from reports.web.limits import limited
from reports.web.statement import pdf_of
from verifier.desk.paging import page

# Typed from paper: letters that the identifiers leave out because they look like others.
MISREAD = str.maketrans("oil", "011")
READS, CHECKS = 60, 10  # of one address in one minute
WITH_FORM = forms.LARGEST_PDF + 10_000  # bytes of a request


@login_not_required
def register(request: HttpRequest) -> HttpResponse:
    form = forms.RegisterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked.get("on") or timezone.now().date()
    rows = queries.register(asked.get("words", ""), asked.get("scheme", ""), asked.get("on"))
    rows = queries.standing_on(rows, day, only=asked.get("standing", ""))
    shown = {"form": form, "page": page(rows, request, moment="published_at"), "day": day}
    return render(request, "reports/register.html", shown | {"searched": any(asked.values())})


def _statement(public: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A door to one public statement: counted, never cached, and plain about an identifier nobody was given."""

    @wraps(public)
    def door(request: HttpRequest, public_id: str) -> HttpResponseBase:
        rows = queries.standing_on(queries.register(), timezone.now().date())
        typed = public_id.lower().translate(MISREAD)
        found = rows.filter(public_id=typed).first() if typed.isalnum() else None
        if found is None:
            return render(request, "reports/unknown.html", {"public_id": public_id}, status=404)
        return public(request, found)

    return login_not_required(never_cache(limited(reads=READS, checks=CHECKS)(door)))


# Nothing is changed and nobody is acted for, so there is nothing to forge; and a request too large is refused before
# anything of it is read, which the check for forgery would do.
@csrf_exempt
@_statement
def verify(request: HttpRequest, statement: Statement) -> HttpResponse:
    if request.method != "POST":
        return _verdict(request, statement, form=forms.HeldForm())
    if int(request.META.get("CONTENT_LENGTH") or 0) > WITH_FORM:
        found = Found(genuine=False, reason=_("This file is larger than 20 MB. No document of ours is: it is not one."))
        return _verdict(request, statement, form=forms.HeldForm(), found=found, status=413)
    form = forms.HeldForm(request.POST, request.FILES)
    if not form.is_valid():
        return _verdict(request, statement, form=form, status=422)
    return _verdict(
        request, statement, form=forms.HeldForm(), found=judged(form.cleaned_data["file"].read(), statement)
    )


@_statement
def verify_pdf(request: HttpRequest, statement: Statement) -> HttpResponseBase:
    return pdf_of(statement)


@_statement
def verify_json(request: HttpRequest, statement: Statement) -> HttpResponseBase:
    """The statement's canonical JSON, the same bytes as are attached to its PDF."""
    return attached(statement.body.encode(), name=f"{statement.number}.json", kind="application/json")


@dataclass(frozen=True)
class Found:
    """What looking at somebody's PDF showed."""

    genuine: bool
    reason: str
    sha256: str = ""
    signed_by: str = ""
    signed_at: datetime | None = None


def judged(held: bytes, statement: Statement) -> Found:
    """Whether this is the document of the statement, to the byte, under a seal that holds."""
    sha256 = hashlib.sha256(held).hexdigest()
    seal = signing.verify(held, trust=signing.Trust.at(Path(settings.STATEMENT_SIGNING_DIR)))
    same = sha256 == statement.document.sha256
    if not same and hashlib.sha256(held[: statement.document.size]).hexdigest() == statement.document.sha256:
        reason = _("Something was added behind the end of the document of %(number)s.") % {"number": statement.number}
    elif seal.genuine and not same:
        reason = _("This body sealed this PDF, but it is not the document of %(number)s.") % {
            "number": statement.number
        }
    elif seal.genuine:
        reason = _("This is the document of %(number)s, to the last byte. %(seal)s") % {
            "number": statement.number,
            "seal": seal.reason,
        }
    else:
        reason = seal.reason
    return Found(
        genuine=seal.genuine and same,
        reason=reason,
        sha256=sha256,
        signed_by=seal.signed_by,
        signed_at=seal.signed_at,
    )


def _verdict(
    request: HttpRequest,
    statement: Statement,
    *,
    form: forms.HeldForm,
    found: Found | None = None,
    status: int = 200,
) -> HttpResponse:
    body = json.loads(statement.body)
    shown: dict[str, Any] = {
        "statement": statement,
        "scheme": statement.scheme,
        "body": body,
        "headlines": [result for result in body["results"] if result["headline"]],
        "period": {name: date.fromisoformat(day) for name, day in body["period"].items()},
        "address": qr.address_of(statement),
        "qr": qr.picture_of(statement),
        "form": form,
        "found": found,
    }
    return render(request, "reports/verify.html", shown, status=status)
