"""A ZIP: the list of what is inside. Nothing is unpacked here."""

import json
import zipfile
from pathlib import Path

from projects.documents.digest import Digest, damaged
from verifier.inspection import Kind
from verifier.rulebook.wording import Text

IN_UTF8 = 0x800


def look_at(path: Path, kind: Kind, into: Path) -> Digest:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
    except zipfile.BadZipFile as fault:
        raise damaged(Text("The archive", "压缩包")) from fault
    listed = [
        {
            "name": _name(part),
            "size": part.file_size,
            "packed": part.compress_size,
            "modified": "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*part.date_time),
        }
        for part in parts
    ]
    (into / "parts.json").write_text(json.dumps(listed, ensure_ascii=False), encoding="utf-8")
    return Digest(kind=kind, facts={"parts": len(parts), "unpacked": sum(part.file_size for part in parts)})


def _name(part: zipfile.ZipInfo) -> str:
    """Archivers in China write names in GB18030 and do not say so; zipfile takes them for the code page of DOS."""
    if part.flag_bits & IN_UTF8:
        return part.filename
    raw = part.filename.encode("cp437", "replace")
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return part.filename
