from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement, EvidenceRequest
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.errors import OutOfOrder, Unfit
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def request_listed_evidence(*, engagement_id: UUID, due_on: date, by: User, at: datetime) -> list[EvidenceRequest]:
    """Ask at once for everything that the scheme requires and that was not asked for yet.

    Raises NotYours, OutOfOrder (also when nothing is left to ask for) or Unfit.
    """
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.REQUEST, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    if due_on < at.date():
        raise Unfit(_("The day is past."), fields={"due_on": _("Choose a day from today on.")})
    asked = set(engagement.requests.values_list("kind", flat=True))
    kinds = [kind.code for kind in engagement.scheme.evidence_kinds if kind.required and kind.code not in asked]
    if not kinds:
        raise OutOfOrder(
            _("Everything on the scheme's list has been asked for already."),
            mend=_("Ask for what else is needed under a title of your own."),
        )
    last = engagement.requests.aggregate(last=Max("number"))["last"] or 0
    requests = EvidenceRequest.objects.bulk_create(
        EvidenceRequest(engagement=engagement, number=number, kind=kind, due_on=due_on, asked_by=by, asked_at=at)
        for number, kind in enumerate(kinds, start=last + 1)
    )
    Event.record(Act.EVIDENCE_REQUESTED, on=engagement, by=by, at=at, kinds=kinds, due_on=due_on.isoformat())
    return requests
