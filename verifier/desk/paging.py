"""Pages of a list by its edge rows: the cost of a page does not grow with its place in the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

SIZE = 25


@dataclass(frozen=True)
class Page:
    """The rows, and the addresses of the pages beside it; None where there is no such page."""

    rows: Sequence[Any]
    newer: str | None
    older: str | None


def page(rows: QuerySet[Any], request: HttpRequest, *, moment: str) -> Page:
    """The page of `rows`, newest `moment` first, that the address asks for. Raises Http404 on a mangled address."""
    before, after = request.GET.get("before"), request.GET.get("after")
    if after:
        at, key = _edge(after)
        beyond = Q(**{f"{moment}__gt": at}) | Q(**{moment: at, "pk__gt": key})
        found = list(rows.filter(beyond).order_by(moment, "pk")[: SIZE + 1])
        more, kept = len(found) > SIZE, found[:SIZE][::-1]
        return _page(request, kept, moment, newer=more, older=True)
    if before:
        at, key = _edge(before)
        rows = rows.filter(Q(**{f"{moment}__lt": at}) | Q(**{moment: at, "pk__lt": key}))
    found = list(rows.order_by(f"-{moment}", "-pk")[: SIZE + 1])
    return _page(request, found[:SIZE], moment, newer=bool(before), older=len(found) > SIZE)


def _page(request: HttpRequest, rows: list[Any], moment: str, *, newer: bool, older: bool) -> Page:
    return Page(
        rows,
        newer=_address(request, after=_mark(rows[0], moment)) if rows and newer else None,
        older=_address(request, before=_mark(rows[-1], moment)) if rows and older else None,
    )


def _mark(row: Any, moment: str) -> str:
    return f"{getattr(row, moment).isoformat()}~{row.pk}"


def _edge(mark: str) -> tuple[datetime, UUID]:
    at, _, key = mark.partition("~")
    try:
        moment, row = datetime.fromisoformat(at), UUID(key)
        if moment.tzinfo is None:
            raise Http404
        return moment.astimezone(UTC), row
    except (ValueError, OverflowError):  # OverflowError: beyond the first or last day there is
        raise Http404 from None


def _address(request: HttpRequest, **edge: str) -> str:
    asked = request.GET.copy()
    for name in ("before", "after"):
        asked.pop(name, None)
    asked.update(edge)
    return f"?{asked.urlencode()}"
