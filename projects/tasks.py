"""What use cases leave for later. Each task is safe to run twice: the row says whether it is done."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction

from projects import comparing, measuring, quarantine
from projects.models import Evidence
from projects.stages import EvidenceStage, SeriesStage
from verifier import store
from verifier.scanning import Away

log = structlog.get_logger(__name__)


@shared_task
def examine(*, evidence_id: str) -> None:
    """Look into a file that came in, and put it on file, hold it, or refuse it. Raises store.Damaged."""
    with transaction.atomic():
        evidence = Evidence.objects.locked().get(pk=evidence_id)
        if evidence.stage == EvidenceStage.QUARANTINED:
            try:
                quarantine.settle(evidence, at=datetime.now(UTC))
            except Away as gone:
                log.warning("evidence.scanner_away", evidence=evidence_id, reason=str(gone))
                return
        for key in evidence.readings.filter(stage=SeriesStage.WAITING).values_list("pk", flat=True):
            read_series.delay_on_commit(series_id=str(key))
        transaction.on_commit(partial(store.discard, UUID(evidence_id)))


@shared_task
def read_series(*, series_id: str) -> None:
    """Read a meter series from its file: totals, what was noticed, or why it could not be read."""
    measuring.measure(UUID(series_id), at=datetime.now(UTC))


@shared_task
def compare_meters(*, engagement_id: str) -> None:
    """Compare the meters of a case with one another, with other sources, and with their certificates."""
    comparing.compare(UUID(engagement_id), at=datetime.now(UTC))
