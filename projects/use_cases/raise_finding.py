from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement, Finding
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.confirmations.queries import figures
from verifier.errors import Unfit
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def raise_finding(
    *, engagement_id: UUID, grade: str, title: str, text: str, clause: str, by: User, at: datetime
) -> Finding:
    """Put a finding on record in one of the scheme's grades. Raises NotYours, OutOfOrder or Unfit."""
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.RAISE, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    grades = {known.code: known for known in engagement.scheme.finding_grades}
    if grade not in grades:
        raise Unfit(_("The scheme does not know this grade."), fields={"grade": _("Choose one from the list.")})
    days = engagement.scheme.days_to_close(grades[grade], at.date(), figures(engagement.scheme_code))
    finding = Finding.objects.create(
        engagement=engagement,
        number=(engagement.findings.aggregate(last=Max("number"))["last"] or 0) + 1,
        grade=grade,
        title=title,
        text=text,
        clause=clause,
        due_on=at.date() + timedelta(days=days) if days else None,
        raised_by=by,
        raised_at=at,
    )
    Event.record(Act.FINDING_RAISED, on=finding, by=by, at=at, number=finding.number, grade=grade)
    return finding
