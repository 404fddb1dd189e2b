from datetime import datetime
from uuid import UUID

from django.db import transaction

from projects.models import Engagement, Finding, Remark
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def close_finding(*, finding_id: UUID, text: str, by: User, at: datetime) -> Finding:
    """Close an answered finding with the team's conclusion. Raises NotYours or OutOfOrder."""
    engagement = Engagement.objects.locked().get(findings=finding_id)
    finding = Finding.objects.locked().get(pk=finding_id)
    ensure(by, May.RAISE, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    finding.turn(Remark.Kind.CONCLUSION, text, by=by, at=at)
    Event.record(Act.FINDING_CLOSED, on=finding, by=by, at=at, number=finding.number)
    return finding
