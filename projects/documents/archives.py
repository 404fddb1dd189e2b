"""A ZIP: the list of what is inside. Nothing is unpacked here."""

import json
import zipfile
from pathlib import Path

from projects.documents.digest import Digest, damaged
from verifier.inspection import Kind
from verifier.inspection.packing import name_of
from verifier.rulebook.wording import Text


def look_at(path: Path, kind: Kind, into: Path) -> Digest:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
    except zipfile.BadZipFile as fault:
        raise damaged(Text("The archive", "压缩包")) from fault
    listed = [
        {
            "name": name_of(part),
            "size": part.file_size,
            "packed": part.compress_size,
            "modified": "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*part.date_time),
        }
        for part in parts
    ]
    (into / "parts.json").write_text(json.dumps(listed, ensure_ascii=False), encoding="utf-8")
    return Digest(kind=kind, facts={"parts": len(parts), "unpacked": sum(part.file_size for part in parts)})
