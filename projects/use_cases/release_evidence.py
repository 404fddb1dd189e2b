from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects import quarantine, tasks
from projects.models import Engagement, Evidence, SharedDocument
from projects.permissions import May, ensure
from projects.stages import EvidenceStage, Stage
from verifier.errors import Unfit
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def release_evidence(*, evidence_id: UUID, remark: str, by: User, at: datetime, shared: bool = False) -> Evidence:
    """Put a held file on file, having looked at what it has in common with others.

    `shared`: its content may stand in many cases and is not held again. Raises NotYours, OutOfOrder or Unfit.
    """
    engagement = Engagement.objects.locked().get(evidence=evidence_id)
    evidence = Evidence.objects.locked().get(pk=evidence_id)
    ensure(by, May.REQUEST, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    if not remark.strip():
        raise Unfit(_("The reason is missing."), fields={"remark": _("Say why the file may count here.")})
    evidence.look(EvidenceStage.ON_FILE, remark, by=by, at=at)
    if shared:
        SharedDocument.objects.get_or_create(sha256=evidence.sha256, defaults={"reason": remark, "by": by, "at": at})
    if (series := quarantine.begin_series(evidence)) is not None:
        tasks.read_series.delay_on_commit(series_id=str(series.pk))
    told = {"sha256": evidence.sha256, "shared": shared, "reason": remark}
    Event.record(Act.EVIDENCE_RELEASED, on=evidence, by=by, at=at, **told)
    return evidence
