from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement, FieldWork
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.errors import OutOfOrder
from verifier.people.models import User
from verifier.rulebook import fieldwork, particulars
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def record_field_work(
    *, engagement_id: UUID, work: Mapping[str, Any], by: User, at: datetime, seen: int | None = None
) -> FieldWork:
    """Put on record what the team found: the record whole, in the shape of `rulebook.fieldwork.FieldWork`.

    Raises NotYours, Stale, OutOfOrder (also when nothing differs), or Unfit with each field named.
    """
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.RECORD, on=engagement)
    engagement.expect(seen)
    engagement.require(Stage.UNDER_WAY)
    exact = particulars.dump(particulars.read(fieldwork.FieldWork, work))
    if exact == particulars.dump(engagement.field_work.read()):
        raise OutOfOrder(_("Nothing differs from what is on record."), mend=_("Change a value, or leave the page."))
    record = FieldWork.record(exact, on=engagement, by=by, at=at)
    Event.record(Act.FIELD_WORK_RECORDED, on=engagement, by=by, at=at)
    return record
