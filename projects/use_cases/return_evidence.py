from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement, EvidenceRequest, RequestRemark
from projects.permissions import May, ensure
from projects.stages import RequestStage, Stage
from verifier.errors import OutOfOrder, Unfit
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def return_evidence(
    *, request_id: UUID, text: str, by: User, at: datetime, due_on: date | None = None
) -> EvidenceRequest:
    """Send the files of a request back with the reason: it is owed again, by a new day where one is given.

    Raises NotYours, OutOfOrder, or Unfit for a day that is past.
    """
    engagement = Engagement.objects.locked().get(requests=request_id)
    request = EvidenceRequest.objects.locked().get(pk=request_id)
    ensure(by, May.REQUEST, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    if request.stage == RequestStage.RETURNED or not request.evidence.standing().exists():
        raise OutOfOrder(
            _("There is nothing here that could be sent back."), mend=_("Wait for the client to send a file.")
        )
    if due_on is not None and due_on < at.date():
        raise Unfit(_("The day is past."), fields={"due_on": _("Choose a day from today on.")})
    request.turn(RequestStage.RETURNED, due_on=due_on)
    RequestRemark.say(RequestRemark.Kind.RETURN, text, on=request, by=by, at=at)
    said = {"number": request.number, "kind": request.kind, "due_on": request.due_on.isoformat()}
    Event.record(Act.REQUEST_RETURNED, on=request, by=by, at=at, **said)
    return request
