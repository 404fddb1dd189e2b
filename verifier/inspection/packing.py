"""How the parts of a ZIP file lie in it: end to end from its first byte to its last (PKWARE APPNOTE 4.3.6).

Programs read a ZIP file in three ways: by the list at its end, from its first byte on, or by whatever looks like a
beginning. Where nothing lies beside the listed parts, and each says the same of itself in both places, all three see
the same files.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple

from verifier.inspection.kinds import CHUNK, Unacceptable, unsafe
from verifier.rulebook.wording import Text

LOCAL = struct.Struct("<4s5H3L2H")
END = struct.Struct("<4s4H2LH")
UNSAID = (0xFFFF, 0xFFFFFFFF)  # "see the record of 64 bits"
FOLLOWED = 0x8  # flag: the size is said behind the content
IN_UTF8 = 0x800

UNLISTED = Text("something lies in it beside the listed files", "压缩包中存在未列出的内容")

Starts = dict[zipfile.ZipInfo, int]


class End(NamedTuple):
    """What the record at the end declares: parts, and where their list lies; where it stands itself, and ends."""

    parts: int
    directory: int  # bytes
    offset: int
    at: int
    until: int


def end_of(file: IO[bytes]) -> End:
    """Raises BadZipFile."""
    # The very reader that ZipFile uses, so that both see the same list.
    end = zipfile._EndRecData(file)  # type: ignore[attr-defined]
    if not end:
        raise zipfile.BadZipFile
    parts, directory, offset, _, _, at = end[4:]
    file.seek(at)
    _, _, _, _, *short, comment = END.unpack(file.read(END.size))
    if any(said not in (full, *UNSAID) for said, full in zip(short, (parts, directory, offset), strict=True)):
        raise zipfile.BadZipFile
    return End(parts, directory, offset, at, at + END.size + comment)


def starts(file: IO[bytes], archive: zipfile.ZipFile, record: End) -> Starts:
    """Where the packed content of each part begins. Raises Unacceptable where bytes lie beside the parts."""
    _look_at_end(file, record)
    found: Starts = {}
    at = 0
    parts = sorted(archive.infolist(), key=lambda part: part.header_offset)
    for part, following in zip(parts, [*(part.header_offset for part in parts[1:]), archive.start_dir], strict=True):
        if part.header_offset != at:
            raise _beside()
        found[part], followed = _start(file, part)
        end = found[part] + part.compress_size
        if end > following:
            raise unsafe("overlap", Text("its parts lie over one another", "各部分相互重叠"))
        if following - end > 24:
            raise _beside()
        file.seek(end)
        if file.read(following - end) not in (_sizes_behind(part) if followed else {b""}):
            raise _beside()
        at = following
    if at != archive.start_dir:
        raise _beside()
    return found


def unpacked(file: IO[bytes], part: zipfile.ZipInfo, start: int) -> Iterator[bytes]:
    """The content piece by piece. Raises BadZipFile where it is not, to the byte, what the list says of it."""
    inflate = zlib.decompressobj(-15) if part.compress_type and part.compress_size else None
    left, length, checksum = part.compress_size, 0, 0
    file.seek(start)
    packed = b""
    while left or packed or (inflate and not inflate.eof):
        if left and not packed:
            packed = file.read(min(CHUNK, left))
            left -= len(packed)
            if not packed:
                raise zipfile.BadZipFile
        piece, tail = (inflate.decompress(packed, CHUNK), inflate.unconsumed_tail) if inflate else (packed, b"")
        length, checksum = length + len(piece), zlib.crc32(piece, checksum)
        stuck = not piece and not left and tail == packed
        if stuck or length > part.file_size or (inflate and inflate.unused_data):
            raise zipfile.BadZipFile
        packed = tail
        if piece:
            at = file.tell()
            yield piece
            file.seek(at)
    if length != part.file_size or checksum != part.CRC:
        raise zipfile.BadZipFile


def name_of(part: zipfile.ZipInfo) -> str:
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


def _look_at_end(file: IO[bytes], record: End) -> None:
    if record.until != file.seek(0, 2):
        raise _beside(Text("something hangs behind its end", "压缩包末尾之后附有其他内容"))
    wide = zipfile.sizeEndCentDir64 + zipfile.sizeEndCentDir64Locator  # type: ignore[attr-defined]
    if record.offset + record.directory not in (record.at, record.at - wide):
        raise _beside(Text("something stands before its beginning", "压缩包开头之前附有其他内容"))


def _start(file: IO[bytes], part: zipfile.ZipInfo) -> tuple[int, bool]:
    """Where its content begins, and whether its size is said behind it. Raises BadZipFile where it belies the list."""
    file.seek(part.header_offset)
    signature, _, flags, method, _, _, _, packed, _, name, extra = LOCAL.unpack(file.read(LOCAL.size))
    said = file.read(name), file.read(extra)
    listed = part.orig_filename.encode("utf-8" if part.flag_bits & IN_UTF8 else "cp437")
    if signature != b"PK\x03\x04" or method != part.compress_type or said[0] != listed:
        raise zipfile.BadZipFile
    followed = bool(flags & FOLLOWED)
    if packed == UNSAID[1]:
        packed = _wide(said[1])
    if packed != part.compress_size and not followed:
        raise zipfile.BadZipFile
    return part.header_offset + LOCAL.size + name + extra, followed


def _wide(extra: bytes) -> int:
    """The packed size in the extra field of a part of 4 GiB or more (4.5.3)."""
    while extra:
        key, length = struct.unpack_from("<2H", extra)
        if key == 1:
            return int(struct.unpack_from("<2Q", extra, 4)[1])
        extra = extra[4 + length :]
    raise zipfile.BadZipFile


def _sizes_behind(part: zipfile.ZipInfo) -> set[bytes]:
    """The ways in which archivers write the size behind the content (4.3.9); some that announce it leave it out."""
    long = struct.pack("<L2Q", part.CRC, part.compress_size, part.file_size)
    short = struct.pack("<3L", part.CRC, part.compress_size & UNSAID[1], part.file_size & UNSAID[1])
    return {b"", short, long, b"PK\x07\x08" + short, b"PK\x07\x08" + long}


def _beside(why: Text = UNLISTED) -> Unacceptable:
    return unsafe("beside", why)
