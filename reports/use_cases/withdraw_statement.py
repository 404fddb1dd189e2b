from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement
from projects.permissions import May, ensure
from projects.stages import Move
from reports.models import Statement
from reports.stages import StatementStage
from verifier.errors import Unfit
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def withdraw_statement(*, statement_id: UUID, reason: str, by: User, at: datetime) -> Statement:
    """Take the word back, for good, with its reason (ISO/IEC 17029 9.8). Raises NotYours, OutOfOrder or Unfit."""
    engagement = Engagement.objects.locked().get(reports__statement=statement_id)
    statement = Statement.objects.locked().get(pk=statement_id)
    ensure(by, May.ISSUE, on=engagement)
    if not reason.strip():
        raise Unfit(_("A withdrawal has its reason."), fields={"reason": _("Say why; the register shows it.")})
    engagement.move(Move.WITHDRAW)
    statement.move(StatementStage.WITHDRAWN, withdrawn_at=at, withdrawn_because=reason.strip())
    Event.record(Act.STATEMENT_WITHDRAWN, on=statement, by=by, at=at, number=statement.number)
    return statement
