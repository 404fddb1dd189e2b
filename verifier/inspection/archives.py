"""Archives: what could hurt whoever opens them. Every part is unpacked once, into nothing.

An archive holds no archive, except Office documents, which are looked into as well: a ZIP may hold a DOCX with
the workbook behind a chart, and no deeper.
"""

import errno
import re
import shutil
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from xml.parsers.expat import ExpatError

from verifier.inspection.kinds import (
    ACTIVE,
    ARCHIVES,
    CHUNK,
    EXTENSIONS,
    MACROS,
    OFFICE,
    Kind,
    Unacceptable,
    by_signature,
    extension,
    unsafe,
)
from verifier.inspection.office import Part, look_at_names
from verifier.rulebook.wording import Text

# Our own thresholds.
MOST_PARTS = 10_000
MOST_PARTS_IN_ALL = 50_000  # with those of the documents inside
MOST_DIRECTORY = 8 << 20
MOST_UNPACKED = 8 << 30
MOST_UNPACKED_OFFICE = 512 << 20  # a parser needs about three times this in memory
MOST_RATIO = 200  # deflate reaches 1,032; a sheet of figures stays far below
SMALL = 1 << 20  # a part this small may be as dense as it likes
DEEPEST = 2
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ExpatError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)


def look_at_archive(path: Path, claimed: Kind) -> None:
    """Refuse an archive that could hurt whoever opens it. Raises Unacceptable."""
    with path.open("rb") as file:
        _Guard().look(file, claimed, depth=0)


class _Guard:
    """Counts what an archive holds together with the documents inside it."""

    def __init__(self) -> None:
        self.bytes_left = MOST_UNPACKED
        self.parts_left = MOST_PARTS_IN_ALL

    def look(self, file: IO[bytes], claimed: Kind, *, depth: int) -> None:
        try:
            size = _look_at_directory(file)
            with zipfile.ZipFile(file) as archive:
                parts = archive.infolist()
                if claimed in OFFICE:
                    look_at_names((part.filename for part in parts), claimed)
                self._count(parts, size=size, office=claimed in OFFICE)
                for part in parts:
                    _look_at_part(part)
                for part in parts:
                    self._unpack(archive, part, office=claimed in OFFICE, depth=depth)
        except FAULTS as fault:
            raise _broken() from fault
        except OSError as fault:
            if fault.errno != errno.EINVAL:  # a place in the file that cannot be
                raise
            raise _broken() from fault

    def _count(self, parts: list[zipfile.ZipInfo], *, size: int, office: bool) -> None:
        self.parts_left -= len(parts)
        if len(parts) > MOST_PARTS or self.parts_left < 0:
            raise _too_many()
        if len({part.filename for part in parts}) != len(parts):
            raise unsafe("twice", Text("two parts have one name", "有两个部分同名"))
        if sum(part.compress_size for part in parts) > size:
            raise unsafe("overlap", Text("its parts lie over one another", "各部分相互重叠"))
        dense = any(part.file_size > SMALL and part.file_size > MOST_RATIO * part.compress_size for part in parts)
        unpacked = sum(part.file_size for part in parts)
        self.bytes_left -= unpacked
        if dense or self.bytes_left < 0 or (office and unpacked > MOST_UNPACKED_OFFICE):
            raise unsafe("bomb", Text("it would grow out of all proportion when unpacked", "解压后体积异常膨胀"))

    def _unpack(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, office: bool, depth: int) -> None:
        """Unpack in small pieces: a part longer than it declares fails its checksum."""
        kind = extension(part.filename)
        markup = Part(part.filename) if office and kind in ("xml", "rels", "vml") else None
        with archive.open(part) as stream:
            chunk = stream.read(CHUNK)
            nested = _look_at_content(chunk, kind)
            while chunk:
                if markup:
                    markup.feed(chunk)
                chunk = stream.read(CHUNK)
        if markup:
            markup.end()
        if nested and depth == DEEPEST:
            raise _nested(kind)
        if nested:
            with archive.open(part) as stream, TemporaryFile() as copy:
                shutil.copyfileobj(stream, copy, CHUNK)
                self.look(copy, EXTENSIONS[kind], depth=depth + 1)


def _look_at_directory(file: IO[bytes]) -> int:
    """The size of the file. The list of parts is weighed before it is read: reading it takes memory."""
    size = file.seek(0, 2)
    # The very reader that ZipFile uses, so that both see the same list.
    end = zipfile._EndRecData(file)  # type: ignore[attr-defined]
    if not end:
        raise zipfile.BadZipFile
    parts, directory = end[4:6]
    if parts > MOST_PARTS or directory > MOST_DIRECTORY:
        raise _too_many()
    return size


def _look_at_part(part: zipfile.ZipInfo) -> None:
    name = part.orig_filename
    kind = extension(name)
    if part.flag_bits & 0x1:
        raise unsafe("password", Text("it is protected by a password", "已加密码保护"))
    if re.search(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|[\x00-\x1f]", name):
        raise unsafe("path", Text("a part names a place outside the archive", "内含指向压缩包之外的路径"))
    if stat.S_ISLNK(part.external_attr >> 16):
        raise unsafe("link", Text("a part is a link", "内含链接文件"))
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unsafe("method", Text("it is packed in an unusual way", "采用了不常见的压缩方式"))
    if kind in ACTIVE | MACROS:
        raise _active(kind)
    if kind in ARCHIVES:
        raise _nested(kind)


def _look_at_content(head: bytes, kind: str) -> bool:
    """Whether the part is an Office document, to be looked into. `head` is its beginning, `kind` its extension."""
    found = by_signature(head)
    if found == "program":
        raise _active(kind)
    if found == "zip" and EXTENSIONS.get(kind) in OFFICE:
        return True
    if found in ("zip", "archive") or head[257:262] == b"ustar":
        raise _nested(kind)
    return False


def _broken() -> Unacceptable:
    return unsafe("broken", Text("not every part can be unpacked", "部分内容无法解压"))


def _too_many() -> Unacceptable:
    return unsafe("parts", Text(f"it has more than {MOST_PARTS:,} parts", f"内含文件超过 {MOST_PARTS:,} 个"))


def _active(kind: str) -> Unacceptable:
    what = Text("it holds a program, page or macro file (.{kind})", "内含程序、网页或宏文件（.{kind}）")
    return unsafe("active", what.format(kind=kind))


def _nested(kind: str) -> Unacceptable:
    what = Text("it holds another archive (.{kind})", "内含另一个压缩包（.{kind}）").format(kind=kind)
    return unsafe(
        "nested", what, Text("Send each archive by itself, unpacked once.", "请先解开内层压缩包，再分别上传。")
    )
