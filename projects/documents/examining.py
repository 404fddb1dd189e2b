"""A file opened in a confined process, and what was seen in it."""

from collections.abc import Collection
from pathlib import Path

from projects.documents.digest import Digest, Unsafe, seen_offline
from verifier import confined
from verifier.inspection import Kind

__all__ = ["Digest", "Unsafe", "examine"]

# Room for a workbook as large as the archive guard lets through; a page of figures is far below.
MEMORY = {Kind.XLSX: 2 << 30, Kind.PARQUET: 2 << 30}


def examine(path: Path, kind: Kind, into: Path, headings: Collection[str] = ()) -> Digest:
    """Open the file at `path` and write what is seen into the empty folder `into`.

    `headings`, in small letters, are those over whose columns meters stand. Raises Unsafe.
    """
    words = (str(path.resolve()), kind.value, str(into.resolve()), *sorted(headings))
    try:
        offline = confined.run("projects.documents", *words, folder=into, memory=MEMORY.get(kind, 1 << 30))
    except confined.Overrun as no:
        raise Unsafe(no.code, no.message, no.mend) from no
    return seen_offline(into, offline=offline)
