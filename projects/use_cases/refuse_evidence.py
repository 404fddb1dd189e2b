from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement, Evidence
from projects.permissions import May, ensure
from projects.stages import EvidenceStage, Stage
from verifier.errors import Unfit
from verifier.people.models import User
from verifier.rulebook.wording import Text
from verifier.trail.acts import Act
from verifier.trail.models import Event

ASK = Text("Ask the team what to send in its place.", "请向核查组询问应改为提交何种材料。")


@transaction.atomic(durable=True)
def refuse_evidence(*, evidence_id: UUID, remark: str, by: User, at: datetime) -> Evidence:
    """Refuse a held file, having looked at what it has in common with others; the client is told the reason.

    The row and the bytes stay: they may be evidence of something else. Raises NotYours, OutOfOrder or Unfit.
    """
    engagement = Engagement.objects.locked().get(evidence=evidence_id)
    evidence = Evidence.objects.locked().get(pk=evidence_id)
    ensure(by, May.REQUEST, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    if not remark.strip():
        raise Unfit(_("The reason is missing."), fields={"remark": _("Say why the file cannot count here.")})
    reason = {"en": remark, "zh": remark, "mend": ASK._asdict()}
    evidence.look(EvidenceStage.REFUSED, remark, by=by, at=at, refusal=reason)
    evidence.request.owe_again()
    Event.record(Act.EVIDENCE_REFUSED, on=evidence, by=by, at=at, sha256=evidence.sha256, reason=remark)
    return evidence
