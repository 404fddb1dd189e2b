from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement, EvidenceRequest, RequestRemark
from projects.permissions import May, ensure
from projects.stages import RequestStage, Stage
from verifier.errors import OutOfOrder
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def accept_evidence(*, request_id: UUID, by: User, at: datetime, text: str = "") -> EvidenceRequest:
    """Say that the files on file answer the request. Raises NotYours, or OutOfOrder while something is unsettled."""
    engagement = Engagement.objects.locked().get(requests=request_id)
    request = EvidenceRequest.objects.locked().get(pk=request_id)
    ensure(by, May.REQUEST, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    if request.stage != RequestStage.OPEN or not request.evidence.on_file().exists():
        raise OutOfOrder(
            _("There is nothing here that could be accepted."),
            mend=_("A request is accepted once a file that was examined answers it."),
        )
    if request.evidence.unfinished().exists():
        raise OutOfOrder(
            _("A file of this request is still being examined, or is held."),
            mend=_("Wait until it is settled, or look at what is held."),
        )
    request.turn(RequestStage.ACCEPTED)
    RequestRemark.say(RequestRemark.Kind.ACCEPTANCE, text, on=request, by=by, at=at)
    Event.record(Act.REQUEST_ACCEPTED, on=request, by=by, at=at, number=request.number, kind=request.kind)
    return request
