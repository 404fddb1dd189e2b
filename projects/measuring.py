"""A meter series is read: from the stored file to its totals, its signals and what its charts are drawn from."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import structlog
from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import storages
from django.db import InterfaceError, OperationalError, connection, transaction
from polars.exceptions import PanicException

from projects.documents import marks
from projects.models import Likeness, Mark, Meter, MonthTotal, Series, Signal
from projects.monitoring.choosing import Sheet, choose, sheets_in
from projects.monitoring.profile import NOTHING_SAID, Profile
from projects.monitoring.series import Unreadable
from projects.monitoring.work import Worked, work_through
from projects.stages import SeriesStage
from verifier import store
from verifier.rulebook import particulars
from verifier.rulebook.wording import Text

log = structlog.get_logger(__name__)

SHOWN_COLUMNS = 30
MOST_TRIES = 4  # of a reading that takes its worker with it: once, and three times again
TRIES_KEPT = 30 * 86_400  # seconds
# The machine's faults, not the file's: the clock asks for these readings again.
PASSING = (OperationalError, InterfaceError, OSError)
OTHERWISE = Text(
    "Export the readings as CSV with one row per meter and interval, in smaller files; if that is not read either, "
    "write to us and name the file.",
    "请导出为 CSV（每表每时段一行）并分成较小的文件；若仍无法读取，请联系我们并告知文件名。",
)
FAULT = Unreadable(
    "fault",
    Text("It could not be read; the fault is on record.", "无法读取；故障已记录在案。"),
    OTHERWISE,
)
BROKE_OFF = Unreadable(
    "broke-off",
    Text("It could not be read: the reading broke off {tries} times.", "无法读取：读取过程已中断 {tries} 次。").format(
        tries=MOST_TRIES
    ),
    OTHERWISE,
)


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
        if _begun(series_id) > MOST_TRIES:
            _settle(series_id, SeriesStage.UNREADABLE, at=at, trouble=BROKE_OFF.plain())
            return
        case = series.evidence.engagement
        with TemporaryDirectory() as folder, store.on_disk(series.evidence.path) as source:
            try:
                said = _said(series, source)
                worked = work_through(
                    source,
                    name=series.evidence.name,
                    zone=said["zone"],
                    profile=_profile(said["mapping"]),
                    into=Path(folder),
                    progress=_progress(series_id),
                    received_at=series.evidence.received_at,
                    severities=case.scheme.signal_severities,
                    period=(case.period_from, case.period_until),
                )
                _keep(series, worked, at=at, **said)
            except Unreadable as no:
                _settle(series_id, SeriesStage.UNREADABLE, at=at, trouble=no.plain())
            except Stopped:
                return
            except PASSING:
                raise
            except (Exception, PanicException) as fault:
                log.exception("series.fault", series=str(series_id), fault=type(fault).__name__)
                _settle(series_id, SeriesStage.UNREADABLE, at=at, trouble=FAULT.plain())


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


def _begun(series_id: UUID) -> int:
    """How many times the reading was begun, this time included: a worker that is killed can say nothing itself."""
    key = f"series.begun.{series_id}"
    cache.add(key, 0, timeout=TRIES_KEPT)
    return cache.incr(key)


def _said(series: Series, source: Path) -> dict[str, Any]:
    """What a person said of the file, or of the last export of a meter of the project that has the same headings.

    Where several meters have them, their mapping is taken if it is the same, and which meter it is stays open. Raises
    Unreadable.
    """
    said = {"mapping": series.mapping, "zone": series.zone, "meter": series.meter, "source": series.source}
    if series.mapping or series.replaces_id:
        return said
    sheets = sheets_in(source, series.evidence.name)
    project = series.evidence.engagement.project
    meters = Meter.objects.filter(project=project).exclude(mappings={})
    alike = [
        (meter, where, {name: one for name, one in mapping.items() if name != "headings"})
        for meter in meters
        for where, mapping in meter.mappings.items()
        if _has_headings(sheets, mapping)
    ]
    if not alike or any(mapping != alike[0][2] for _, _, mapping in alike):
        return said
    meter, where, mapping = alike[0]
    zone = mapping.pop("zone")
    # A zone that was chosen for this very file counts, not what the form begins with.
    said |= {"mapping": mapping, "zone": zone if series.zone in ("UTC", project.zone) else series.zone}
    return said | {"meter": meter, "source": where} if len(alike) == 1 else said


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
        MonthTotal.objects.bulk_create(_totals(still, worked))
        case = series.evidence.engagement
        Signal.objects.bulk_create(Signal.of(one, engagement=case, series=still) for one in worked.signals)
        Mark.objects.bulk_create(_marks(series, worked, said["meter"]), ignore_conflicts=True)
        still.settle(
            SeriesStage.READ,
            at=at,
            percent=100,
            rows=worked.rows,
            interval_seconds=int(worked.interval.total_seconds()),
            first_at=worked.first_at,
            last_at=worked.last_at,
            measures=worked.form.measures,
            understood=[[label._asdict(), value] for label, value in worked.understood],
            head=_head(worked),
            meters=[[one.meter, str(one.exported_mwh), str(one.imported_mwh)] for one in worked.meters],
            path=path,
            sha256=worked.sha256,
            pictures=pictures,
            **said,
        )


def _totals(series: Series, worked: Worked) -> Iterator[MonthTotal]:
    counted = {(one.year, one.month): one for one in worked.counted}
    for month in worked.months:
        part = counted.get((month.year, month.month))
        yield MonthTotal(
            series=series,
            **month._asdict(),
            counts_exported_mwh=part.exported_mwh if part else 0,
            counts_imported_mwh=part.imported_mwh if part else 0,
        )


def _marks(series: Series, worked: Worked, meter: Meter | None) -> list[Mark]:
    """The serial numbers among its meters, by which another case that has them is found."""
    names = {one.meter for one in worked.meters} | ({meter.serial} if meter else set())
    numbers = sorted(number for number in map(marks.serial, names) if number)
    return [Mark(evidence=series.evidence, kind=Likeness.METER, value=number) for number in numbers]


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
