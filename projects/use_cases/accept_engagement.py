from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects import facts
from projects.models import Engagement
from projects.permissions import May, ensure
from projects.stages import Move
from verifier.errors import HeldBack
from verifier.people.models import User
from verifier.rulebook.rules import Gate
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def accept_engagement(*, engagement_id: UUID, by: User, at: datetime, seen: int | None = None) -> Engagement:
    """Take the work on (ISO/IEC 17029 9.2, 9.3). Raises NotYours, Stale, OutOfOrder, or HeldBack with the rules."""
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.ACCEPT, on=engagement)
    engagement.expect(seen)
    engagement.move(Move.ACCEPT)
    if breaches := engagement.scheme.breaches(facts.of(engagement, on=at.date()), gate=Gate.ACCEPT, on=at.date()):
        raise HeldBack(
            _("The scheme's rules hold this engagement back."),
            mend=_("Mend what is named, or decline."),
            reasons=breaches,
        )
    Event.record(Act.ENGAGEMENT_ACCEPTED, on=engagement, by=by, at=at)
    return engagement
