from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects import tasks
from projects.models import Engagement, Evidence, EvidenceRequest, Series
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier import store
from verifier.errors import OutOfOrder, Unfit
from verifier.inspection import Unacceptable, inspect, safe_name
from verifier.people.models import User
from verifier.store import Received
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def receive_evidence(
    *, request_id: UUID, file: Received, replaces: UUID | None = None, zone: str = "UTC", by: User, at: datetime
) -> Evidence:
    """Take in a file for a request and give its receipt. Raises NotYours, OutOfOrder, or Unfit with what is wrong.

    `zone` is the IANA time zone in which a meter's clock runs; `replaces` names the file that this one corrects.
    """
    request = EvidenceRequest.objects.select_related("engagement").get(pk=request_id)
    ensure(by, May.SEND, on=request.engagement)
    try:
        media = inspect(file.path, file.name)  # before the case is locked: a large file takes a while to read
    except Unacceptable as no:
        raise Unfit(no.message, mend=no.mend, fields={"file": no.message}) from no
    engagement = Engagement.objects.locked().get(pk=request.engagement_id)
    engagement.require(Stage.UNDER_WAY)
    if same := Evidence.objects.filter(request=request, sha256=file.sha256).first():
        raise OutOfOrder(
            _("This very file is here already, received as “%(name)s”.") % {"name": same.name},
            mend=_("Nothing more is needed; its receipt stands."),
        )
    replaced = Evidence.objects.current().filter(pk=replaces, request=request).first() if replaces else None
    if replaces and replaced is None:
        raise OutOfOrder(
            _("This case was changed after you opened the page."),
            mend=_("Open the page again, look at what changed, and repeat the step if it is still right."),
        )
    evidence = Evidence.objects.create(
        engagement=engagement,
        request=request,
        name=safe_name(file.name),
        media=media,
        size=file.size,
        sha256=file.sha256,
        path=store.keep(file),
        replaces=replaced,
        received_by=by,
        received_at=at,
    )
    tasks.fingerprint.delay_on_commit(evidence_id=str(evidence.pk))
    if engagement.scheme.reads_series(request.kind):
        series = Series.objects.create(evidence=evidence, zone=zone)
        tasks.read_series.delay_on_commit(series_id=str(series.pk))
    Event.record(Act.EVIDENCE_RECEIVED, on=evidence, by=by, at=at, sha256=file.sha256, size=file.size)
    return evidence
