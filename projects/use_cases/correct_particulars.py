from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects import tasks
from projects.models import Correction, Engagement
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.errors import OutOfOrder
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def correct_particulars(
    *,
    engagement_id: UUID,
    particulars: Mapping[str, Any],
    reason: str,
    by: User,
    at: datetime,
    seen: int | None = None,
) -> Engagement:
    """Put what verification found in place of what was claimed, field by field on record.

    Raises NotYours, Stale, OutOfOrder (also when nothing differs), or Unfit with each field named.
    """
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.CORRECT, on=engagement)
    engagement.expect(seen)
    engagement.require(Stage.UNDER_WAY)
    exact = engagement.scheme.dump(engagement.scheme.read(particulars))
    before = engagement.particulars
    changed = sorted(name for name in {*exact, *before} if exact.get(name) != before.get(name))
    if not changed:
        raise OutOfOrder(_("Nothing differs from what is on record."), mend=_("Change a value, or leave the page."))
    Correction.objects.bulk_create(
        Correction(
            engagement=engagement, field=name, was=before.get(name), became=exact.get(name), reason=reason, by=by, at=at
        )
        for name in changed
    )
    engagement.correct(exact)
    tasks.compare_meters.delay_on_commit(engagement_id=str(engagement.pk))
    Event.record(Act.PARTICULARS_CORRECTED, on=engagement, by=by, at=at, fields=changed)
    return engagement
