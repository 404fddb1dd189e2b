from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import EvidenceRequest, RequestRemark
from projects.permissions import May, ensure
from projects.stages import RequestStage, Stage
from verifier.errors import OutOfOrder
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def return_evidence(*, request_id: UUID, text: str, by: User, at: datetime) -> EvidenceRequest:
    """Send the files of a request back with the reason: it is owed again. Raises NotYours or OutOfOrder."""
    request = EvidenceRequest.objects.locked().get(pk=request_id)
    ensure(by, May.REQUEST, on=request.engagement)
    request.engagement.require(Stage.UNDER_WAY)
    if request.stage == RequestStage.RETURNED or not request.evidence.standing().exists():
        raise OutOfOrder(
            _("There is nothing here that could be sent back."), mend=_("Wait for the client to send a file.")
        )
    request.turn(RequestStage.RETURNED)
    RequestRemark.say(RequestRemark.Kind.RETURN, text, on=request, by=by, at=at)
    Event.record(Act.REQUEST_RETURNED, on=request, by=by, at=at, number=request.number, kind=request.kind)
    return request
