"""Where what came in lies: one file per content, named by its SHA-256, written once."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage


@dataclass(frozen=True)
class Received:
    """A file that has come in whole: where it lies for now, its name, its bytes counted and hashed on the way."""

    path: Path
    name: str
    size: int
    sha256: str


class _Moved(File):
    """A file that the store may take by renaming it, however large it is."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def keep(received: Received) -> str:
    """Put the file under its hash and return its name in the store. The same content is kept once."""
    name = f"{received.sha256[:2]}/{received.sha256[2:4]}/{received.sha256}"
    if not default_storage.exists(name):
        with received.path.open("rb") as source:
            default_storage.save(name, _Moved(source, name=str(received.path)))
    return name


def hash_of(name: str) -> str:
    """SHA-256 of the stored bytes, in hexadecimal."""
    with default_storage.open(name, "rb") as stored:
        return hashlib.file_digest(stored, "sha256").hexdigest()
