from datetime import datetime
from uuid import UUID

from django.db import transaction

from projects.models import Engagement
from projects.permissions import May, ensure
from projects.stages import Move
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def decline_engagement(
    *, engagement_id: UUID, reason: str, by: User, at: datetime, seen: int | None = None
) -> Engagement:
    """Turn the work down, with the reason for the client. Raises NotYours, Stale or OutOfOrder."""
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.ACCEPT, on=engagement)
    engagement.expect(seen)
    engagement.move(Move.DECLINE)
    Event.record(Act.ENGAGEMENT_DECLINED, on=engagement, by=by, at=at, reason=reason)
    return engagement
