"""What use cases leave for later. Each task is safe to run twice: the row says whether it is done."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import structlog
from celery import shared_task
from django.core.files.storage import default_storage
from django.db import transaction

from projects.models import Evidence, Series, Signal, YearTotal
from projects.monitoring.checking import check
from projects.monitoring.reading import read
from projects.monitoring.series import Unreadable, hours, totals
from projects.stages import SeriesStage
from verifier import store

log = structlog.get_logger(__name__)


class Damaged(Exception):  # noqa: N818 - the name says what happened
    """The stored bytes are not those that were received."""


@shared_task
def fingerprint(*, evidence_id: str) -> None:
    """Hash the stored bytes again and confirm the receipt. Raises Damaged when they differ."""
    evidence = Evidence.objects.get(pk=evidence_id)
    if evidence.confirmed_at is not None:
        return
    found = store.hash_of(evidence.path)
    if found != evidence.sha256:
        log.error("evidence.damaged", evidence=evidence_id, stored=found, received=evidence.sha256)
        raise Damaged(evidence_id)
    evidence.confirm(at=datetime.now(UTC))


@shared_task
def read_series(*, series_id: str) -> None:
    """Read a meter series from its file: totals, what was noticed, or why it could not be read."""
    with transaction.atomic():
        series = Series.objects.locked().get(pk=series_id)
        if series.stage == SeriesStage.WAITING:
            _read(series, at=datetime.now(UTC))


def _read(series: Series, *, at: datetime) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "series"
        with default_storage.open(series.evidence.path, "rb") as stored, path.open("wb") as copy:
            for chunk in stored.chunks():
                copy.write(chunk)
        try:
            reading = read(path, name=series.evidence.name, zone=series.zone)
        except Unreadable as no:
            trouble = {**no.message._asdict(), "mend": no.mend._asdict()}
            series.settle(SeriesStage.UNREADABLE, at=at, trouble=trouble)
            return
    YearTotal.objects.bulk_create(
        YearTotal(series=series, year=total.year, exported_mwh=total.exported_mwh, imported_mwh=total.imported_mwh)
        for total in totals(reading)
    )
    Signal.objects.bulk_create(
        Signal(
            series=series,
            code=signal.code,
            severity=signal.severity,
            count=signal.count,
            rows=list(signal.rows),
            message=signal.message._asdict(),
        )
        for signal in check(reading)
    )
    first, last = reading.frame.select(pl.min("ends_at").alias("first"), pl.max("ends_at").alias("last")).row(0)
    series.settle(
        SeriesStage.READ,
        at=at,
        rows=reading.frame.height,
        interval_seconds=int(reading.interval.total_seconds()),
        first_at=first - reading.interval,
        last_at=last,
        understood=[[label._asdict(), value] for label, value in reading.understood],
        shape=[[hour.starts_at.isoformat(), str(hour.exported_mwh), str(hour.imported_mwh)] for hour in hours(reading)],
    )
