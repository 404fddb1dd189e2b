"""Every figure of every scheme: how it is known, and what the body made of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from verifier import schemes as known
from verifier.confirmations import queries
from verifier.confirmations.models import Confirmation
from verifier.confirmations.permissions import reads
from verifier.confirmations.reading import shipped
from verifier.desk.paging import page
from verifier.desk.signing_in import Signed
from verifier.rulebook.scheme import Scheme


def scheme_for(request: Signed, code: str) -> Scheme:
    """A scheme, for who works for the body; 404 for everybody else."""
    if not reads(request.user):
        raise Http404
    try:
        return known.get(code)
    except LookupError:
        raise Http404 from None


@require_GET
def schemes(request: Signed) -> HttpResponse:
    if not reads(request.user):
        raise Http404
    context = {"overviews": list(queries.overviews(timezone.localdate()))}
    return render(request, "confirmations/schemes.html", context)


@require_GET
def scheme(request: Signed, scheme: str) -> HttpResponse:
    found, today = scheme_for(request, scheme), timezone.localdate()
    lines, days = queries.lines_of(found, today)
    chosen = request.GET.get("state", "")
    state = queries.STATES.get(chosen)
    read = page(queries.history(found.code), request, moment="read_at")
    context: dict[str, Any] = {
        "scheme": found,
        "lines": [line for line in lines if state is None or state(line)],
        "tabs": _tabs(lines, chosen if state else ""),
        "holding": sum(line.holds for line in lines),
        "page": read,
        "history": [{"row": row, "name": name_of(row), "held": days.get(row.pk)} for row in read.rows],
        "today": today,
    }
    return render(request, "confirmations/scheme.html", context)


def _tabs(lines: list[queries.Line], chosen: str) -> list[dict[str, Any]]:
    """All figures, and those in each state: each tab is an address of its own."""
    named = {
        "holding": _("Hold issuing back"),
        "waiting": _("Wait for a second person"),
        "confirmed": _("Confirmed by this body"),
    }
    tabs = [{"title": _("All"), "query": "", "here": not chosen, "count": len(lines)}]
    for state, title in named.items():
        count = sum(map(queries.STATES[state], lines))
        tabs.append({"title": title, "query": f"?state={state}", "here": state == chosen, "count": count})
    return tabs


def name_of(row: Confirmation) -> Any:
    """What the scheme calls the figure, or its code where it knows it no more."""
    own = shipped(row.scheme, row.figure, row.since)
    return own.name if own else row.figure
