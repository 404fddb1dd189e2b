"""Where what came in lies: in quarantine under its key till it was examined, then in the store, a file per content."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

import structlog
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage, storages

log = structlog.get_logger(__name__)

CHUNK = 1 << 20  # bytes


class Damaged(Exception):  # noqa: N818 - the name says what happened
    """The bytes are not those that were received."""


@dataclass(frozen=True)
class Received:
    """A file that has come in whole: where it lies for now, its name, its bytes counted and hashed on the way."""

    path: Path
    name: str
    size: int
    sha256: str


class _Moved(File):
    """A file that a store on this disk takes by renaming it, however large it is."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def quarantined(key: UUID) -> Path:
    """Where the bytes of an upload, or of a file that was not examined yet, lie: always on a disk of ours."""
    path = Path(storages["quarantine"].path(str(key)))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def hold(received: Received, key: UUID) -> None:
    """Put a file that came in whole into quarantine. An upload has been there from its first byte."""
    path = quarantined(key)
    if path != received.path:
        shutil.move(received.path, path)
        path.chmod(0o600)


def discard(key: UUID) -> None:
    """Do away with what lies in quarantine under this key."""
    quarantined(key).unlink(missing_ok=True)


def name_of(sha256: str) -> str:
    """The name of a content in the store."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def keep(path: Path, sha256: str) -> str:
    """Put the file under its hash and return its name in the store; it stays where it was, too.

    The same content is kept once, and what is there is never overwritten: bytes that are not those of the name are set
    aside. What is under the name afterwards was read again and agreed. Raises Damaged where what was written does not.
    """
    name, kept = name_of(sha256), storages["default"]
    if kept.exists(name):
        if hash_of(name) == sha256:
            return name
        _set_aside(name)
    on_a_disk = isinstance(kept, FileSystemStorage)
    # A disk shows a file while it is being written; S3 only once it is whole.
    apart = f"{name}.{path.name}" if on_a_disk else name
    if on_a_disk:
        kept.delete(apart)  # what a killed worker left
    written = _write(path, apart)
    if hash_of(written) != sha256:
        kept.delete(written)
        raise Damaged(name)
    if on_a_disk:
        Path(kept.path(written)).replace(kept.path(name))
    elif written != name:  # somebody else was first
        kept.delete(written)
    return name


def _write(path: Path, name: str) -> str:
    link = path.with_name(f"{path.name}.kept")
    link.unlink(missing_ok=True)
    os.link(path, link)
    try:
        with link.open("rb") as source:
            return default_storage.save(name, _Moved(source, name=str(link)))
    finally:
        link.unlink(missing_ok=True)


def _set_aside(name: str) -> None:
    """Keep bytes that are not those of their name under another, for a person to look at."""
    with default_storage.open(name, "rb") as stored:
        aside = default_storage.save(f"{name}.damaged-{uuid4()}", File(stored))
    default_storage.delete(name)
    log.error("store.damaged", name=name, aside=aside)


@contextmanager
def on_disk(name: str, *, alias: str = "default") -> Iterator[Path]:
    """Where a stored file can be read as a file: the very one of a store on this disk, else a copy that is removed."""
    kept = storages[alias]
    if isinstance(kept, FileSystemStorage):
        yield Path(kept.path(name))
        return
    with TemporaryDirectory() as folder, kept.open(name, "rb") as stored:
        copy = Path(folder) / "copy"
        with copy.open("wb") as file:
            shutil.copyfileobj(stored, file, CHUNK)
        yield copy


def hash_of(name: str) -> str:
    """SHA-256 of the stored bytes, in hexadecimal."""
    with default_storage.open(name, "rb") as stored:
        digest = hashlib.sha256()
        while piece := stored.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()
