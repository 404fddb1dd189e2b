from datetime import datetime
from uuid import UUID

from django.db import transaction

from projects import tasks
from projects.models import Engagement
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def compare_meters(*, engagement_id: UUID, by: User, at: datetime) -> Engagement:
    """Have the meters of a case compared as they stand now, where something changed since. Raises NotYours."""
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.RECORD, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    tasks.compare_meters.delay_on_commit(engagement_id=str(engagement.pk))
    Event.record(Act.METERS_COMPARED, on=engagement, by=by, at=at)
    return engagement
