"""What the clock asks: the work that a lost queue or a killed worker left undone is queued again."""

from contextlib import suppress
from datetime import UTC, datetime

from celery import shared_task
from django.conf import settings

from projects import arriving, tasks
from projects.models import Evidence, Series, Upload


@shared_task
def resume_intake() -> None:
    """Queue again what has waited too long to be examined or read: a lost queue, a killed worker, a scanner away."""
    before = datetime.now(UTC) - settings.LEFT_UNDONE_AFTER
    for key in Evidence.objects.quarantined(before=before).values_list("pk", flat=True):
        tasks.examine.delay(evidence_id=str(key))
    for key in Series.objects.waiting(before=before).values_list("pk", flat=True):
        tasks.read_series.delay(series_id=str(key))


@shared_task
def drop_expired_uploads() -> None:
    """Do away with what was begun and not finished in time, row and bytes; what is being written at waits its turn."""
    for upload in Upload.objects.expired(at=datetime.now(UTC)):
        with suppress(arriving.Busy, Upload.DoesNotExist):
            arriving.end(upload)
