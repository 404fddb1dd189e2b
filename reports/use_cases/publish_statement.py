from datetime import datetime
from uuid import UUID

from django.db import transaction

from projects.models import Engagement
from projects.permissions import May, ensure
from reports.models import Statement
from reports.stages import StatementStage
from verifier.people.models import User
from verifier.trail.acts import Act
from verifier.trail.models import Event


@transaction.atomic(durable=True)
def publish_statement(*, statement_id: UUID, by: User, at: datetime) -> Statement:
    """Put the signed statement into the public register. Raises NotYours or OutOfOrder."""
    engagement = Engagement.objects.locked().get(reports__statement=statement_id)
    statement = Statement.objects.locked().get(pk=statement_id)
    ensure(by, May.PUBLISH, on=engagement)
    statement.move(StatementStage.PUBLISHED, published_at=at)
    Event.record(Act.STATEMENT_PUBLISHED, on=statement, by=by, at=at, number=statement.number)
    return statement
