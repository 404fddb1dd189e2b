from datetime import datetime
from decimal import Decimal
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
def record_misstatement(
    *,
    engagement_id: UUID,
    reference: str,
    amount: Decimal,
    by: User,
    at: datetime,
    subject: str = "",
    source: str = "factual",
) -> FieldWork:
    """Add one misstatement to what the team recorded, under a reference that is not on record yet.

    `amount` is in the scheme's own unit, positive where the claim gains by the error. Raises NotYours, OutOfOrder, or
    Unfit with each field named.
    """
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.RECORD, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    line = {"reference": reference, "amount": amount, "subject": subject, "source": source}
    added = particulars.read(fieldwork.Misstatement, line)
    work = particulars.dump(engagement.field_work.read())
    if added.reference in {known["reference"] for known in work["misstatements"]}:
        raise OutOfOrder(
            _("A misstatement with this reference is on record already."),
            mend=_("Change its amount in the field work, or give another reference."),
        )
    work["misstatements"].append(particulars.dump(added))
    record = FieldWork.record(work, on=engagement, by=by, at=at)
    Event.record(Act.FIELD_WORK_RECORDED, on=engagement, by=by, at=at)
    return record
