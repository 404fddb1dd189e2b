from datetime import datetime
from uuid import UUID

from django.db import transaction

from projects.models import Engagement, EvidenceRequest, RequestRemark
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def discuss_request(*, request_id: UUID, text: str, by: User, at: datetime) -> RequestRemark:
    """Say something about a request; the team and the client both may. Raises NotYours or OutOfOrder."""
    engagement = Engagement.objects.locked().get(requests=request_id)
    request = EvidenceRequest.objects.locked().get(pk=request_id)
    ensure(by, May.SEND, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    remark = RequestRemark.say(RequestRemark.Kind.MESSAGE, text, on=request, by=by, at=at)
    Event.record(Act.REQUEST_DISCUSSED, on=request, by=by, at=at, number=request.number)
    return remark
