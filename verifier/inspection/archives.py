"""Archives: what could hurt whoever opens them. Every part is unpacked once, into nothing.

An archive holds no archive, except Office documents, which are looked into as well: a ZIP may hold a DOCX with
the workbook behind a chart, and no deeper.
"""

import errno
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from xml.parsers.expat import ExpatError

from verifier.inspection.kinds import (
    ACTIVE,
    ARCHIVES,
    EXTENSIONS,
    MACROS,
    OFFICE,
    OTHER_KIND,
    PLAIN_OFFICE,
    SAVE_AGAIN,
    TEXTUAL,
    Kind,
    Unacceptable,
    by_signature,
    extension,
    unsafe,
)
from verifier.inspection.office import Part, look_at_names
from verifier.inspection.packing import Starts, end_of, name_of, starts, unpacked
from verifier.inspection.texts import look_at_beginning
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
# What macOS packs beside the files: the settings of a window, and of each file what the file system knew of it
# (RFC 1740, appendix B).
OF_MACOS = {".DS_Store": b"\x00\x00\x00\x01Bud1", "._": b"\x00\x05\x16\x07"}
WHOLE = Text(
    "Open it in the program that made it, save it again, and send that. If it opens without fault, send it once more.",
    "请用原程序打开该文件，重新保存后上传；若能正常打开，请再上传一次。",
)
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
            end = end_of(file)
            if end.parts > MOST_PARTS or end.directory > MOST_DIRECTORY:  # weighed before it is read into memory
                raise _too_many()
            with zipfile.ZipFile(file) as archive:
                parts = archive.infolist()
                if len(parts) != end.parts:
                    raise zipfile.BadZipFile
                if claimed in OFFICE:
                    look_at_names((part.filename for part in parts), claimed)
                self._count(parts, size=end.until, office=claimed in OFFICE)
                for part in parts:
                    _look_at_part(part)
                lie = starts(file, archive, end)
                for part in parts:
                    self._unpack(file, lie, part, office=claimed in OFFICE, depth=depth)
        except FAULTS as fault:
            raise _broken(claimed) from fault
        except OSError as fault:
            if fault.errno != errno.EINVAL:  # a place in the file that cannot be
                raise
            raise _broken(claimed) from fault

    def _count(self, parts: list[zipfile.ZipInfo], *, size: int, office: bool) -> None:
        self.parts_left -= len(parts)
        if len(parts) > MOST_PARTS or self.parts_left < 0:
            raise _too_many()
        # Names in an Office document have no case (ECMA-376 part 2, 6.2.2.3).
        if len({part.filename.lower() if office else part.filename for part in parts}) != len(parts):
            raise unsafe("twice", Text("two parts have one name", "有两个部分同名"))
        if sum(part.compress_size for part in parts) > size:
            raise unsafe("overlap", Text("its parts lie over one another", "各部分相互重叠"))
        dense = any(part.file_size > SMALL and part.file_size > MOST_RATIO * part.compress_size for part in parts)
        unpacked = sum(part.file_size for part in parts)
        self.bytes_left -= unpacked
        if dense or self.bytes_left < 0 or (office and unpacked > MOST_UNPACKED_OFFICE):
            raise unsafe("bomb", Text("it would grow out of all proportion when unpacked", "解压后体积异常膨胀"))

    def _unpack(self, file: IO[bytes], lie: Starts, part: zipfile.ZipInfo, *, office: bool, depth: int) -> None:
        kind = extension(part.filename)
        markup = Part(part.filename) if office else None
        nested = False
        for place, piece in enumerate(unpacked(file, part, lie[part])):
            nested = _look_at_content(piece, part, office=office) if place == 0 else nested
            if markup:
                markup.feed(piece)
        if markup:
            markup.end()
        if nested and depth == DEEPEST:
            raise _nested(kind)
        if nested:
            with _within(part), TemporaryFile() as copy:
                copy.writelines(unpacked(file, part, lie[part]))
                self.look(copy, EXTENSIONS[kind], depth=depth + 1)


def _look_at_part(part: zipfile.ZipInfo) -> None:
    for name in {part.orig_filename, part.filename}:  # which may be said a second time, in Unicode
        _look_at_name(name)
    if part.flag_bits & 0x1:
        raise unsafe("password", Text("it is protected by a password", "已加密码保护"))
    if stat.S_ISLNK(part.external_attr >> 16):
        raise unsafe("link", Text("a part is a link", "内含链接文件"))
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unsafe("method", Text("it is packed in an unusual way", "采用了不常见的压缩方式"))


def _look_at_name(name: str) -> None:
    kind = extension(name)
    if re.search(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|[\x00-\x1f]", name):
        raise unsafe("path", Text("a part names a place outside the archive", "内含指向压缩包之外的路径"))
    if name.endswith("/"):
        return
    if kind in ACTIVE | MACROS:
        raise _active(kind)
    if kind in ARCHIVES:
        raise _nested(kind)


def _look_at_content(head: bytes, part: zipfile.ZipInfo, *, office: bool) -> bool:
    """Whether the part is an Office document, to be looked into. `head` is its beginning."""
    kind, found = extension(part.filename), by_signature(head)
    if found == "program":
        raise _active(kind)
    if found == "ole":
        why = Text(
            "it holds an old Office file, or one under a password: {part}", "内含旧版或加密的 Office 文件：{part}"
        )
        raise unsafe("ole", why.format(part=_shown(part)), PLAIN_OFFICE)
    if found == "zip" and EXTENSIONS.get(kind) in OFFICE:
        return True
    if found in ("zip", "archive") or head[257:262] == b"ustar":
        raise _nested(kind)
    if not office:
        _look_at_kind(head, part, found)
    return False


def _look_at_kind(head: bytes, part: zipfile.ZipInfo, found: str) -> None:
    """Inside a ZIP only what is taken by itself is taken, and its beginning must agree with its name."""
    base = part.filename.rpartition("/")[2]
    if any(base.startswith(name) and head.startswith(mark) for name, mark in OF_MACOS.items()):
        return
    kind = EXTENSIONS.get(extension(base))
    if kind is None:
        why = Text("it holds a file of a kind that is not taken: {part}", "内含不予接收的文件类型：{part}")
        raise unsafe("kind", why.format(part=_shown(part)), OTHER_KIND)
    if kind in TEXTUAL and found in ("text", "parquet"):
        with _within(part):
            look_at_beginning(head, kind)
    elif found != kind.value:
        why = Text("its part {part} is not what its name says", "其中 {part} 的内容与文件名不符")
        raise unsafe("disagreement", why.format(part=_shown(part)), SAVE_AGAIN)


@contextmanager
def _within(part: zipfile.ZipInfo) -> Iterator[None]:
    """Say of a refusal which part it is about."""
    try:
        yield
    except Unacceptable as no:
        message = Text("In {part}: {why}", "{part}：{why}").format(part=_shown(part), why=no.message)
        raise Unacceptable(no.code, message, no.mend) from no


def _shown(part: zipfile.ZipInfo) -> Text:
    name = "".join(letter for letter in name_of(part) if letter.isprintable())[-80:]
    return Text(name, name)


def _broken(claimed: Kind) -> Unacceptable:
    """Nobody knows of an Office document that it is packed: what mends it is to save it."""
    if claimed not in OFFICE:
        return unsafe("broken", Text("not every part can be unpacked", "部分内容无法解压"))
    message = Text("The file is incomplete or damaged.", "该文件不完整或已损坏。")
    return Unacceptable("archive-broken", message, WHOLE)


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
