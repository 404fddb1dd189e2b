"""From quarantine into the store, or out: what is done with a file that has come in whole."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.db import DataError, connection, transaction
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from projects.documents.examining import Digest, examine
from projects.documents.marks import NEAR
from projects.models import Evidence, Likeness, Mark, Reuse, Scan, Series, SharedDocument
from projects.monitoring.words import METER
from projects.stages import EvidenceStage
from verifier import store
from verifier.inspection import Kind, Unacceptable, inspect
from verifier.rulebook.wording import Text
from verifier.scanning import State, scan
from verifier.trail.acts import Act
from verifier.trail.models import Event

log = structlog.get_logger(__name__)

INFECTED = Text("The scanner found malware in the file: {found}.", "扫描程序在文件中发现恶意软件：{found}。")
CLEAN_UP = Text(
    "Check the computer that the file comes from, make the file anew, and send that.",
    "请检查文件来源电脑，重新生成文件后再上传。",
)
BEYOND = Text("The file holds something that could not be examined.", "文件中含有无法检查的内容。")
SAVE_OTHERWISE = Text(
    "Open it in the program it was made with, save it again or as another kind of file, and send that.",
    "请用生成该文件的程序打开，重新保存或另存为其他格式后再上传。",
)
LOOK = re.compile(r"[0-9a-f]{16}")  # how a picture looks: see documents.marks
LOCK = 4714  # advisory lock: of two files that have something in common, the later one sees the marks of the earlier


def settle(evidence: Evidence, *, at: datetime) -> None:
    """Look into a quarantined file, and put it on file, hold it, or refuse it.

    Raises scanning.Away while a configured scanner does not answer, store.Damaged when the store's bytes differ, and
    what disks, store and database raise: the file stays in quarantine then, and is looked into again.
    """
    path = store.quarantined(evidence.pk)
    with TemporaryDirectory() as folder:
        into = Path(folder)
        try:
            with _once(evidence):
                kind = inspect(path, evidence.name)
            scanned = _scan(path)
            with _once(evidence):
                digest = examine(path, kind, into, METER)
            store.keep(path, evidence.sha256)
            _keep_previews(_previews(evidence, kind), into)
            with _once(evidence, DataError), transaction.atomic():
                _shelve(evidence, kind, digest, scanned, at=at)
        except Unacceptable as no:
            _refuse(evidence, no, at=at)


def previews(evidence: Evidence) -> str:
    """The folder in the store of previews, of a file that was examined: of one content and one kind."""
    return _previews(evidence, evidence.media)


def _previews(evidence: Evidence, kind: str) -> str:
    return f"{evidence.path}/{kind}/"


@contextmanager
def _once(evidence: Evidence, unforeseen: type[Exception] = Exception) -> Iterator[None]:
    """What a file makes its examination fall over, it would the next time: it is refused. A disk may be well again."""
    try:
        yield
    except (Unacceptable, OSError):
        raise
    except unforeseen as fault:
        log.exception("evidence.beyond", evidence=str(evidence.pk))
        raise Unacceptable("beyond", BEYOND, SAVE_OTHERWISE) from fault


def begin_series(evidence: Evidence) -> Series | None:
    """A file that may hold a meter series is read once it is on file."""
    kind = evidence.request.kind
    if not kind or not evidence.engagement.scheme.reads_series(kind):
        return None
    return Series.objects.create(
        evidence=evidence, zone=evidence.zone, asked_by=evidence.received_by, asked_at=evidence.received_at
    )


def _scan(path: Path) -> Scan:
    if not settings.CLAMAV_ADDRESS:
        return Scan.NONE
    verdict = scan(path, settings.CLAMAV_ADDRESS, most=settings.CLAMAV_MOST_BYTES)
    if verdict.state is State.INFECTED:
        raise Unacceptable(Scan.INFECTED, INFECTED.format(found=verdict.found), CLEAN_UP)
    return Scan(verdict.state)


def _refuse(evidence: Evidence, no: Unacceptable, *, at: datetime) -> None:
    scanned = Scan.INFECTED if no.code == Scan.INFECTED else Scan.NONE
    evidence.refuse(no.plain(), at=at, scan=scanned)
    evidence.request.owe_again()
    Event.record(Act.EVIDENCE_REFUSED, on=evidence, by=None, at=at, sha256=evidence.sha256, reason=str(no.message))


def _keep_previews(folder: str, made: Path) -> None:
    kept = storages["previews"]
    for file in sorted(made.rglob("*")):
        name = f"{folder}{file.relative_to(made)}"
        if file.is_file() and not kept.exists(name):
            with file.open("rb") as source:
                kept.save(name, File(source))


def _shelve(evidence: Evidence, kind: Kind, digest: Digest, scanned: Scan, *, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    Mark.objects.bulk_create(
        Mark(evidence=evidence, kind=one.kind, value=one.value) for one in dict.fromkeys(digest.marks)
    )
    found = Reuse.objects.bulk_create(_reuses(evidence))
    stage = EvidenceStage.HELD if found else EvidenceStage.ON_FILE
    evidence.shelve(stage, media=kind, digest=digest.plain(), scan=scanned, at=at)
    if found:
        Event.record(Act.EVIDENCE_HELD, on=evidence, by=None, at=at, sha256=evidence.sha256)
    else:
        begin_series(evidence)
        Event.record(Act.EVIDENCE_FILED, on=evidence, by=None, at=at, sha256=evidence.sha256)


def _reuses(evidence: Evidence) -> Iterable[Reuse]:
    """What this file has in common with files of other cases; of meters and their certificates, of other projects."""
    if SharedDocument.objects.filter(sha256=evidence.sha256).exists():
        return
    elsewhere = Evidence.objects.exclude(engagement=evidence.engagement_id).exclude(stage=EvidenceStage.REFUSED)
    for other in elsewhere.filter(sha256=evidence.sha256).defer("digest"):
        yield Reuse(evidence=evidence, other=other, kind=Likeness.CONTENT)
    of_project = Q(
        kind__in=[Likeness.METER, Likeness.CERTIFICATE],
        evidence__engagement__project=evidence.engagement.project_id,
    )
    others = Mark.objects.filter(evidence__in=elsewhere.exclude(sha256=evidence.sha256)).exclude(of_project)
    for known in _known(evidence.marks.all()):
        for same in others.filter(known).select_related("evidence").defer("evidence__digest"):
            yield Reuse(evidence=evidence, other=same.evidence, kind=same.kind, value=same.value)


def _known(marks: Iterable[Mark]) -> Iterator[Q]:
    """By what each kind of mark is known again: its value; of a picture's look a value that differs in a few bits."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    for mark in marks:
        if mark.kind == Likeness.PICTURE and LOOK.fullmatch(mark.value):
            bits = RawSQL(
                "CASE WHEN projects_mark.value ~ '^[0-9a-f]{16}$' THEN"
                " bit_count(('x' || projects_mark.value)::bit(64) # ('x' || %s)::bit(64)) ELSE 64 END <= %s",
                [mark.value, NEAR],
                output_field=BooleanField(),
            )
            yield Q(kind=mark.kind) & Q(bits)
        else:
            values[mark.kind].append(mark.value)
    for kind, same in values.items():
        yield Q(kind=kind, value__in=same)
