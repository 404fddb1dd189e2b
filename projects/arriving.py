"""How a file arrives piece by piece: begun, lengthened, ended. Its bytes lie in quarantine from the first one on.

Who works at an upload holds a lock on its file, which the system takes back from a process that dies. A lock in the
database would keep a transaction open as long as a slow line takes, and no seal closes over one that is open.
"""

import errno
import fcntl
import hashlib
import os
import shutil
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import FileIO
from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from projects.models import Engagement, EvidenceRequest, Upload
from projects.permissions import May, ensure
from projects.stages import EvidenceStage, Stage
from verifier import store
from verifier.desk.formats import limit
from verifier.errors import Refused, Unfit
from verifier.inspection import kind_of, safe_name
from verifier.people.models import User
from verifier.store import Received

if TYPE_CHECKING:
    from hashlib import _Hash

STRIDE = 64 << 20  # bytes after which it is put on record how far a long piece has come
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class TooLarge(Refused):
    """More bytes than are taken, or than were announced."""

    code = "too-large"
    status = 413


class NoRoom(Refused):
    """The person, the case or the disk has no room for it now."""

    code = "no-room"
    status = 507


class Busy(Refused):
    """Somebody else is writing at this upload."""

    code = "busy"
    status = 423


class Elsewhere(Refused):
    """The piece does not begin where the file ends: `offset` says where that is."""

    code = "elsewhere"

    def __init__(self, offset: int) -> None:
        super().__init__(_("The file goes on at byte %(offset)s.") % {"offset": offset}, mend=_("Send on from there."))
        self.offset = offset


class Garbled(Refused):
    """The piece is not what its checksum promised; nothing of it was kept."""

    code = "garbled"
    status = 460


class Over(Refused):
    """The upload has expired, or its bytes are lost."""

    code = "over"
    status = 410


@dataclass
class Piece:
    """What a sender means to add: from which byte on, how many, and the SHA-256 it promises for them, if it does."""

    offset: int
    size: int
    content: Iterator[bytes]
    sha256: bytes = b""


@dataclass
class RunningHashes:
    """The SHA-256 of files that arrive, as far as this process saw them pass; of the latest `most` files."""

    most: int
    _known: OrderedDict[UUID, tuple[int, "_Hash"]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def last(self, key: UUID) -> tuple[int, "_Hash"]:
        """How far it is known, and the hash up to there: from the beginning where nothing is known."""
        with self._lock:
            position, digest = self._known.get(key, (0, hashlib.sha256()))
            return position, digest.copy()

    def keep(self, key: UUID, position: int, digest: "_Hash") -> None:
        with self._lock:
            self._known[key] = position, digest.copy()
            self._known.move_to_end(key)
            while len(self._known) > self.most:
                self._known.popitem(last=False)

    def forget(self, key: UUID) -> None:
        with self._lock:
            self._known.pop(key, None)


HASHES = RunningHashes(most=256)


def begin(*, request: EvidenceRequest, name: str, length: int, by: User, at: datetime, folder: str = "") -> Upload:
    """Wait for a file of `length` bytes; `folder` is where it lay in the folder that is sent with it.

    What can be told before a byte has come is told here. Raises NotYours, OutOfOrder, Unacceptable, Unfit, TooLarge or
    NoRoom.
    """
    kind_of(name)
    if length <= 0:
        raise Unfit(_("The file is empty (0 bytes)."), mend=_("Open the file, save it again, and send that."))
    if length > settings.MAX_EVIDENCE_BYTES:
        most = limit(settings.MAX_EVIDENCE_BYTES)
        raise TooLarge(
            _("The file is larger than %(most)s.") % {"most": most},
            mend=_("Send it in parts, or packed as a ZIP archive."),
        )
    with transaction.atomic():
        engagement = Engagement.objects.locked().get(pk=request.engagement_id)
        ensure(by, May.SEND, on=engagement)
        engagement.require(Stage.UNDER_WAY)
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # whose uploads of other cases count, too
        ensure_room(engagement, length, by=by)
        if length > shutil.disk_usage(store.quarantined(engagement.pk).parent).free:
            raise _disk_full()
        upload = Upload.objects.create(
            request=request,
            by=by,
            name=safe_name(name),
            folder=_safe_folder(folder),
            length=length,
            begun_at=at,
            expires_at=at + settings.UPLOADS_KEPT,
        )
        store.quarantined(upload.pk).touch(mode=0o600)
    return upload


def ensure_room(engagement: Engagement, size: int, *, by: User) -> None:
    """Refuse a file for which the person or the case has no room. Raises NoRoom."""
    waiting = Upload.objects.filter(request__engagement=engagement)
    received = engagement.evidence.exclude(stage=EvidenceStage.REFUSED)
    if _sum(Upload.objects.filter(by=by), "length") + size > settings.MAX_OPEN_BYTES:
        raise NoRoom(
            _("The files that you began to send come to more than %(most)s.")
            % {"most": limit(settings.MAX_OPEN_BYTES)},
            mend=_("Finish those first, or remove them."),
        )
    if _sum(waiting, "length") + _sum(received, "size") + size > settings.MAX_CASE_BYTES:
        raise NoRoom(
            _("The files of this case come to more than %(most)s.") % {"most": limit(settings.MAX_CASE_BYTES)},
            mend=_("Ask the coordinator of the case for more room."),
        )


def append(upload: Upload, piece: Piece, *, at: datetime) -> None:
    """Write on at the end of what has arrived; `upload.offset` is the new end then.

    When the sender is gone in the middle, what came stays, unless a checksum was promised for the whole. Raises
    Upload.DoesNotExist, Over, Busy, Elsewhere, TooLarge, Garbled or NoRoom.
    """
    with alone(upload, at=at) as file:
        if piece.offset != upload.offset:
            raise Elsewhere(upload.offset)
        if piece.size > upload.length - upload.offset:
            raise TooLarge(_("More was sent than was announced."), mend=_("Begin the upload anew."))
        try:
            _write(upload, file, piece)
        except OSError as error:
            file.truncate(upload.offset)
            if error.errno in FULL:
                raise _disk_full() from error
            raise


@contextmanager
def alone(upload: Upload, *, at: datetime | None = None) -> Iterator[FileIO]:
    """The bytes of an upload, which nobody else touches meanwhile; the row as it is now.

    Raises Upload.DoesNotExist when it has ended, Over when it has expired by then or its bytes are lost, or Busy.
    """
    try:
        file = FileIO(store.quarantined(upload.pk), "r+b")
    except FileNotFoundError as gone:
        upload.refresh_from_db()
        raise _lost() from gone
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise Busy(
                _("Another window or program is sending this file just now."), mend=_("Try again in a moment.")
            ) from held
        upload.refresh_from_db()
        if at is not None and upload.expires_at <= at:
            raise Over(_("This upload was not finished in time."), mend=_("Send the file again from the beginning."))
        if os.fstat(file.fileno()).st_size < upload.offset:
            raise _lost()
        yield file


def whole(upload: Upload, file: FileIO) -> Received:
    """The file that has come in whole; what this process did not see pass is read again for the hash.

    Raises Elsewhere while bytes are missing.
    """
    if upload.offset < upload.length:
        raise Elsewhere(upload.offset)
    position, running = HASHES.last(upload.pk)
    file.seek(position)
    digest = hashlib.file_digest(file, lambda: running)
    HASHES.keep(upload.pk, upload.length, digest)
    return Received(path=store.quarantined(upload.pk), name=upload.name, size=upload.length, sha256=digest.hexdigest())


def end(upload: Upload) -> None:
    """Give an upload up: its bytes go first, so that none are left without a row. Raises Upload.DoesNotExist, Busy."""
    try:
        with alone(upload):
            _drop(upload)  # who waits with the file open finds neither then
    except Over:
        _drop(upload)  # what is left of what is lost


def _drop(upload: Upload) -> None:
    store.discard(upload.pk)
    HASHES.forget(upload.pk)
    upload.delete()


def _write(upload: Upload, file: FileIO, piece: Piece) -> None:
    known, digest = HASHES.last(upload.pk)
    running = digest if known == upload.offset else None
    promised = hashlib.sha256() if piece.sha256 else None
    position = upload.offset
    file.truncate(position)  # bytes beyond it were never acknowledged
    file.seek(position)
    for part in piece.content:
        _put(file, part)
        position += len(part)
        if running is not None:
            running.update(part)
        if promised is not None:
            promised.update(part)
        elif position - upload.offset >= STRIDE:
            _record(upload, file, position, running)
    if promised is not None and promised.digest() != piece.sha256:
        file.truncate(upload.offset)
        raise Garbled(_("A piece of the file was changed on the way."), mend=_("Send the piece again."))
    _record(upload, file, position, running)


def _put(file: FileIO, part: bytes) -> None:
    """All of it: a disk that fills up takes a part first and refuses only then."""
    rest = memoryview(part)
    while rest:
        rest = rest[file.write(rest) :]


def _record(upload: Upload, file: FileIO, position: int, running: "_Hash | None") -> None:
    """Acknowledge what is safe on the disk. Raises Upload.DoesNotExist."""
    os.fsync(file.fileno())
    if not Upload.objects.filter(pk=upload.pk).update(offset=position):
        raise Upload.DoesNotExist
    upload.offset = position
    if running is not None:
        HASHES.keep(upload.pk, position, running)


def _sum(rows: QuerySet[Any], of: str) -> int:
    return int(rows.aggregate(bytes=Sum(of))["bytes"] or 0)


def _safe_folder(folder: str) -> str:
    """A path of folders as plain names; it is told to readers and never used as a path."""
    names = (part for part in folder.replace("\\", "/").split("/") if part.strip(" ."))
    return "/".join(map(safe_name, names))[:300]


def _lost() -> Over:
    return Over(_("What had arrived of this file is lost."), mend=_("Send it again from the beginning."))


def _disk_full() -> NoRoom:
    return NoRoom(
        _("There is no room left on our disk for this file."),
        mend=_("Nothing is wrong with your file. Try again later; what has arrived is kept."),
    )
