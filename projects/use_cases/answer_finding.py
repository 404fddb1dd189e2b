from datetime import datetime
from uuid import UUID

from django.db import transaction

from projects.models import Engagement, Evidence, Finding, Remark
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def answer_finding(*, finding_id: UUID, text: str, evidence_id: UUID | None = None, by: User, at: datetime) -> Finding:
    """Answer a finding, for the client, with a file if one helps. Raises NotYours or OutOfOrder."""
    engagement = Engagement.objects.locked().get(findings=finding_id)
    finding = Finding.objects.locked().get(pk=finding_id)
    ensure(by, May.ANSWER, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    evidence = Evidence.objects.get(pk=evidence_id, engagement=engagement) if evidence_id else None
    finding.turn(Remark.Kind.ANSWER, text, by=by, at=at, evidence=evidence)
    Event.record(Act.FINDING_ANSWERED, on=finding, by=by, at=at, number=finding.number)
    return finding
