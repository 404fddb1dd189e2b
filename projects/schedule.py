"""What the clock asks: the work that a lost queue or a killed worker left undone is queued again."""

from datetime import UTC, datetime

from celery import shared_task
from django.conf import settings

from projects import tasks
from projects.models import Evidence, Series


@shared_task
def resume_intake() -> None:
    """Queue again what has waited too long for its hash or its reading."""
    before = datetime.now(UTC) - settings.LEFT_UNDONE_AFTER
    for key in Evidence.objects.unconfirmed(before=before).values_list("pk", flat=True):
        tasks.fingerprint.delay(evidence_id=str(key))
    for key in Series.objects.waiting(before=before).values_list("pk", flat=True):
        tasks.read_series.delay(series_id=str(key))
