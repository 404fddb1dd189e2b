"""What use cases leave for later. Safe to run twice: the locked row says whether the document is there."""

from datetime import UTC, datetime

from celery import shared_task
from django.db import transaction

from reports.delivery import deliver
from reports.models import Statement
from reports.rendering import Unrenderable
from reports.stages import StatementStage


@shared_task
def render_statement(*, statement_id: str) -> None:
    """Make the signed document of an approved statement, once. A worker killed on the way leaves nothing behind."""
    with transaction.atomic():
        statement = Statement.objects.locked().get(pk=statement_id)
        if statement.stage == StatementStage.APPROVED:
            try:
                deliver(statement, at=datetime.now(UTC))
            except Unrenderable as no:
                statement.wait(str(no))
