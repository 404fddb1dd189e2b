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
def request_evidence(
    *, engagement_id: UUID, due_on: date, by: User, at: datetime, kind: str = "", title: str = "", note: str = ""
) -> EvidenceRequest:
    """Ask the client for one of the scheme's kinds of evidence, or for something of the team's own under a title.

    Raises NotYours, OutOfOrder or Unfit.
    """
    engagement = Engagement.objects.locked().get(pk=engagement_id)
    ensure(by, May.REQUEST, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    if bool(kind) == bool(title):
        one = _("Choose a kind from the list, or give a title of your own: one of the two.")
        raise Unfit(one, fields={"kind": one})
    if kind and kind not in {known.code for known in engagement.scheme.evidence_kinds}:
        raise Unfit(
            _("The scheme does not know this kind of evidence."), fields={"kind": _("Choose one from the list.")}
        )
    if due_on < at.date():
        raise Unfit(_("The day is past."), fields={"due_on": _("Choose a day from today on.")})
    if kind and engagement.requests.filter(kind=kind).exists():
        raise OutOfOrder(
            _("This has been asked for already."),
            mend=_("Use the request that stands: a further file can be sent to it."),
        )
    number = (engagement.requests.aggregate(last=Max("number"))["last"] or 0) + 1
    request = EvidenceRequest.objects.create(
        engagement=engagement,
        number=number,
        kind=kind,
        title=title,
        note=note,
        due_on=due_on,
        asked_by=by,
        asked_at=at,
    )
    said = {"number": number, "kind": kind, "title": title, "due_on": due_on.isoformat()}
    Event.record(Act.EVIDENCE_REQUESTED, on=request, by=by, at=at, **said)
    return request
