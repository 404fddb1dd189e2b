"""A meter series is read: from the stored file to its totals, its signals and what its charts are drawn from."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.core.files import File
from django.core.files.storage import storages
from django.db import connection, transaction

from projects.models import Meter, MonthTotal, Series, Signal
from projects.monitoring.profile import NOTHING_SAID, Profile
from projects.monitoring.reading import Sheet, choose, sheets_in
from projects.monitoring.series import Unreadable
from projects.monitoring.work import Worked, work_through
from projects.stages import SeriesStage
from verifier import store
from verifier.rulebook import particulars

SHOWN_COLUMNS = 30


class Stopped(Exception):  # noqa: N818 - the name says what happened
    """Somebody stopped the reading."""


def measure(series_id: UUID, *, at: datetime) -> None:
    """Read the series if it still waits. Two workers on one series: the second goes away. Killed: nothing is there yet,
    and who comes next begins anew.
    """
    with _alone(series_id) as alone:
        series = Series.objects.select_related("evidence__engagement__project").get(pk=series_id)
        if not alone or series.stage != SeriesStage.WAITING:
            return
        with TemporaryDirectory() as folder, store.on_disk(series.evidence.path) as source:
            try:
                mapping, zone, meter = _said(series, source)
                worked = work_through(
                    source,
                    name=series.evidence.name,
                    zone=zone,
                    profile=_profile(mapping),
                    into=Path(folder),
                    progress=_progress(series_id),
                    received_at=series.evidence.received_at,
                    severities=series.evidence.engagement.scheme.signal_severities,
                )
            except Unreadable as no:
                _settle(series_id, SeriesStage.UNREADABLE, at=at, trouble=no.plain())
            except Stopped:
                return
            else:
                _keep(series, worked, at=at, mapping=mapping, zone=zone, meter=meter)


@contextmanager
def _alone(series_id: UUID) -> Iterator[bool]:
    """A lock of the session: a worker that is killed gives it up with its connection."""
    key = int.from_bytes(hashlib.sha256(series_id.bytes).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (held,) = cursor.fetchone()
        try:
            yield bool(held)
        finally:
            if held:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _said(series: Series, source: Path) -> tuple[dict[str, Any], str, Meter | None]:
    """What a person said of the file, or of the last export of a meter of the project that has the same headings.

    Where several meters have them, their mapping is taken if it is the same, and which meter it is stays open. Raises
    Unreadable.
    """
    if series.mapping or series.replaces_id:
        return series.mapping, series.zone, series.meter
    sheets = sheets_in(source, series.evidence.name)
    meters = Meter.objects.filter(project=series.evidence.engagement.project).exclude(mapping={})
    alike = [meter for meter in meters if _has_headings(sheets, meter.mapping)]
    kept = [{name: said for name, said in meter.mapping.items() if name != "headings"} for meter in alike]
    if not kept or any(one != kept[0] for one in kept):
        return series.mapping, series.zone, series.meter
    zone = kept[0].pop("zone")
    # A zone that was chosen for this very file counts; UTC is what the form begins with.
    return kept[0], zone if series.zone == "UTC" else series.zone, alike[0] if len(alike) == 1 else None


def _has_headings(sheets: Sequence[Sheet], kept: Mapping[str, Any]) -> bool:
    mapping = {name: said for name, said in kept.items() if name not in ("headings", "zone")}
    try:
        _sheet, block = choose(sheets, _profile(mapping))
    except Unreadable:
        return False
    return list(block.titles) == kept["headings"]


def _profile(mapping: Mapping[str, Any]) -> Profile:
    return particulars.read(Profile, mapping) if mapping else NOTHING_SAID


def _progress(series_id: UUID) -> Callable[[float], None]:
    waiting = Series.objects.filter(pk=series_id, stage=SeriesStage.WAITING)

    def tell(share: float) -> None:
        if not waiting.update(percent=int(share * 100)):
            raise Stopped

    return tell


def _keep(series: Series, worked: Worked, *, at: datetime, **said: Any) -> None:
    path = _stored(worked.series, f"{worked.sha256}.parquet")
    pictures = _stored(worked.pictures, f"{worked.sha256}.{series.pk}.pictures")
    with transaction.atomic():
        still = Series.objects.locked().get(pk=series.pk)
        if still.stage != SeriesStage.WAITING:
            return
        MonthTotal.objects.bulk_create(MonthTotal(series=still, **month._asdict()) for month in worked.months)
        Signal.objects.bulk_create(
            Signal(
                series=still,
                code=signal.code,
                severity=signal.severity,
                count=signal.count,
                rows=list(signal.rows),
                message=signal.message._asdict(),
                basis=signal.basis._asdict(),
                spans=[[one.isoformat() for one in span] for span in worked.spans.get(signal.code, ())],
            )
            for signal in worked.signals
        )
        still.settle(
            SeriesStage.READ,
            at=at,
            percent=100,
            rows=worked.rows,
            interval_seconds=int(worked.interval.total_seconds()),
            first_at=worked.first_at,
            last_at=worked.last_at,
            understood=[[label._asdict(), value] for label, value in worked.understood],
            head=_head(worked),
            meters=[[one.meter, str(one.exported_mwh), str(one.imported_mwh)] for one in worked.meters],
            path=path,
            sha256=worked.sha256,
            pictures=pictures,
            **said,
        )


def _head(worked: Worked) -> dict[str, Any]:
    """All headings; of the first columns what each was recognised as, and their first rows."""
    form, shown = worked.form, worked.head.headings[:SHOWN_COLUMNS]
    roles = {
        **dict.fromkeys(form.quantity_columns, "quantity"),
        **dict.fromkeys(form.meter_columns, "meter"),
        **dict.fromkeys(form.time_columns, "time"),
    }
    return {
        "headings": worked.head.headings,
        "roles": [roles.get(heading, "") for heading in shown],
        "rows": [row[:SHOWN_COLUMNS] for row in worked.head.rows],
    }


def _settle(series_id: UUID, stage: SeriesStage, *, at: datetime, trouble: dict[str, Any]) -> None:
    with transaction.atomic():
        series = Series.objects.locked().get(pk=series_id)
        if series.stage == SeriesStage.WAITING:
            series.settle(stage, at=at, trouble=trouble)


def _stored(file: Path, name: str) -> str:
    kept = storages["series"]
    if not kept.exists(name):
        with file.open("rb") as source:
            kept.save(name, File(source))
    return name
