"""What every page of a case shows: its heading, its tabs, and what this reader may do."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from projects import queries
from projects.models import Engagement
from projects.permissions import May, rights
from projects.stages import Stage
from verifier.desk.signing_in import Signed


def case_of(request: Signed, engagement_id: UUID) -> Engagement:
    """The case, for who serves in it; 404 for everybody else."""
    return get_object_or_404(queries.engagements(request.user), pk=engagement_id)


def seen_by(request: Signed, rows: QuerySet[Any], pk: UUID) -> Any:
    """One of `rows` with the case it belongs to, for who serves in that case; 404 for everybody else."""
    return get_object_or_404(rows.visible_to(request.user).select_related("engagement__project__client"), pk=pk)  # type: ignore[attr-defined]


def draw(
    request: Signed,
    template: str,
    engagement: Engagement,
    *,
    held: frozenset[May] | None = None,
    status: int = 200,
    **shown: object,
) -> HttpResponse:
    """A page of a case. `may` holds a true entry for each right of the reader: `{% if may.request %}`."""
    held = rights(request.user, engagement) if held is None else held
    frame = {
        "engagement": engagement,
        "title": queries.title_of(engagement.project),
        "scheme": engagement.scheme,
        "may": {right.name.lower(): True for right in held},
        "under_way": engagement.stage == Stage.UNDER_WAY,
    }
    return render(request, template, frame | shown, status=status)
