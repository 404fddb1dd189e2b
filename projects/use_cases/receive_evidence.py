from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects import arriving, tasks
from projects.models import Engagement, Evidence, EvidenceRequest, Upload
from projects.permissions import May, ensure
from projects.stages import EvidenceStage, RequestStage, Stage
from verifier import store
from verifier.errors import OutOfOrder, Unfit
from verifier.inspection import Unacceptable, kind_of, safe_name
from verifier.people.models import User
from verifier.store import Received
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def receive_evidence(
    *,
    request_id: UUID,
    file: Received,
    by: User,
    at: datetime,
    replaces: UUID | None = None,
    zone: str = "UTC",
    upload_id: UUID | None = None,
    folder: str = "",
    sender_sha256: str | None = None,
    received_from: str | None = None,
) -> Evidence:
    """Take a file that came in whole into quarantine and give its receipt; a worker examines it then.

    `zone` is the IANA time zone in which a meter's clock runs; `replaces` names the file that this one corrects;
    `sender_sha256` is the hash that the sender's own machine found. The evidence bears the key of its upload, if it
    came by one. Raises NotYours, OutOfOrder, NoRoom, or Unfit with what is wrong.
    """
    engagement = Engagement.objects.locked().get(requests=request_id)
    request = EvidenceRequest.objects.get(pk=request_id)
    ensure(by, May.SEND, on=engagement)
    _fit(file, sender_sha256)
    engagement.require(Stage.UNDER_WAY)
    replaced = _replaced(request, file, replaces)
    if upload_id is None:  # an upload has had its room since it began
        arriving.ensure_room(engagement, file.size, by=by)
    evidence = Evidence.objects.create(
        pk=upload_id or uuid4(),
        engagement=engagement,
        request=request,
        name=safe_name(file.name),
        folder=folder,
        size=file.size,
        sha256=file.sha256,
        compared=sender_sha256 is not None,
        path=store.name_of(file.sha256),
        replaces=replaced,
        zone=zone,
        received_by=by,
        received_at=at,
        received_from=received_from,
    )
    if upload_id is not None:
        Upload.objects.filter(pk=upload_id).delete()
    request.turn(RequestStage.OPEN)
    store.hold(file, evidence.pk)
    tasks.examine.delay_on_commit(evidence_id=str(evidence.pk))
    Event.record(Act.EVIDENCE_RECEIVED, on=evidence, by=by, at=at, sha256=file.sha256, size=file.size)
    return evidence


def _fit(file: Received, sender_sha256: str | None) -> None:
    """What can be told without looking inside is told at once."""
    try:
        kind_of(file.name)
    except Unacceptable as no:
        raise Unfit(no.message, mend=no.mend, fields={"file": no.message}) from no
    if not file.size:
        empty = _("The file is empty (0 bytes).")
        raise Unfit(empty, mend=_("Open the file, save it again, and send that."), fields={"file": empty})
    if sender_sha256 is not None and sender_sha256 != file.sha256:
        other = _("What arrived is not what was sent: the two hashes differ.")
        raise Unfit(other, mend=_("Send the file again."), fields={"file": other})


def _replaced(request: EvidenceRequest, file: Received, replaces: UUID | None) -> Evidence | None:
    """The file in whose place this one comes. Raises OutOfOrder when there is none, or when the file is known."""
    same = Evidence.objects.filter(request=request, sha256=file.sha256).exclude(stage=EvidenceStage.REFUSED).first()
    if same:
        raise OutOfOrder(
            _("This very file is here already, received as “%(name)s”.") % {"name": same.name},
            mend=_("Nothing more is needed; its receipt stands."),
        )
    if replaces is None:
        return None
    found = Evidence.objects.standing().filter(pk=replaces, request=request).first()
    if found is None:
        raise OutOfOrder(
            _("This case was changed after you opened the page."),
            mend=_("Open the page again, look at what changed, and repeat the step if it is still right."),
        )
    return found
