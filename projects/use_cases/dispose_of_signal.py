from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Disposition, Engagement, Signal
from projects.permissions import May, ensure
from projects.stages import Stage
from verifier.errors import Unfit
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def dispose_of_signal(*, signal_id: int, verdict: str, reason: str, by: User, at: datetime) -> Disposition:
    """Say what became of a signal: explained, corrected, a misstatement, or referred. Raises NotYours or Unfit."""
    signal = Signal.objects.get(pk=signal_id)
    engagement = Engagement.objects.locked().get(pk=signal.engagement_id)
    ensure(by, May.RECORD, on=engagement)
    engagement.require(Stage.UNDER_WAY)
    if not reason.strip():
        raise Unfit(_("The reason is missing."), fields={"reason": _("Say what it rests on.")})
    disposition = Disposition.objects.create(
        signal=signal, verdict=Disposition.Verdict(verdict), reason=reason, by=by, at=at
    )
    Event.record(Act.SIGNAL_DISPOSED, on=signal, by=by, at=at, code=signal.code, verdict=verdict)
    return disposition
