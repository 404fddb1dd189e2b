"""What the clock asks: statements whose making was lost are queued again."""

from datetime import UTC, datetime

from celery import shared_task
from django.conf import settings

from reports import tasks
from reports.models import Statement


@shared_task
def resume_issuing() -> None:
    """Queue again every approved statement that still has no document after a while."""
    before = datetime.now(UTC) - settings.LEFT_UNDONE_AFTER
    for key in Statement.objects.unmade(before=before).values_list("pk", flat=True):
        tasks.render_statement.delay(statement_id=str(key))
