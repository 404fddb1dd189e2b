"""The published seals of the trail."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from verifier.trail.models import Seal

ROWS = 50


@dataclass(frozen=True)
class Page:
    """Seals, newest first, and the queries of the pages beside them; "" where there is none."""

    rows: list[Seal]
    newer: str
    older: str


def _page(request: HttpRequest) -> Page:
    typed = request.GET.get("before", "")
    before = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
    seals = Seal.objects.order_by("-pk")
    found = list((seals.filter(pk__lt=before) if before else seals)[: ROWS + 1])
    return Page(
        rows=found[:ROWS],
        newer=f"?before={before + ROWS}" if before and seals.filter(pk__gte=before).exists() else "",
        older=f"?before={found[ROWS - 1].pk}" if len(found) > ROWS else "",
    )


def _plain(seal: Seal) -> dict[str, object]:
    return {
        "number": seal.pk,
        "at": seal.at.isoformat(),
        "events": seal.size,
        "root": bytes(seal.root).hex(),
        "previous": bytes(seal.previous).hex(),
        "hash": bytes(seal.hash).hex(),
    }


@login_not_required
def seals(request: HttpRequest) -> HttpResponse:
    page = _page(request)
    rows = [{"seal": seal, **_plain(seal)} for seal in page.rows]
    return render(request, "reports/seals.html", {"page": page, "rows": rows})


@login_not_required
def seals_json(request: HttpRequest) -> JsonResponse:
    """{"seals": [...], "older": address or null}, newest first; hashes in hexadecimal."""
    page = _page(request)
    older = request.build_absolute_uri(reverse("reports:seals_json") + page.older) if page.older else None
    return JsonResponse({"seals": [_plain(seal) for seal in page.rows], "older": older})
