"""What a file really is: looked at before anything opens it.

A file is taken only when its extension and its content both name the same kind on the list. Nothing here trusts
what a browser said about it, and nothing is unpacked to disk.
"""

import codecs
import re
import stat
import unicodedata
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path, PurePosixPath

from verifier.errors import Refused
from verifier.rulebook.wording import Text


class Kind(StrEnum):
    PDF = "pdf"
    XLSX = "xlsx"
    DOCX = "docx"
    CSV = "csv"
    TSV = "tsv"
    TXT = "txt"
    JSON = "json"
    PNG = "png"
    JPG = "jpg"
    ZIP = "zip"


class Unacceptable(Refused):
    """The file cannot be taken in. `code` names the fault, `message` says it, `mend` says what would help."""

    status = 422
    message: Text
    mend: Text

    def __init__(self, code: str, message: Text, mend: Text) -> None:
        super().__init__(message, mend=mend)
        self.code = code


EXTENSIONS = {kind.value: kind for kind in Kind} | {"jpeg": Kind.JPG}
TEXTUAL = {Kind.CSV, Kind.TSV, Kind.TXT, Kind.JSON}
OFFICE = {Kind.XLSX: "xl/", Kind.DOCX: "word/"}
ACTIVE = {"exe", "dll", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "js", "jar", "sh", "lnk", "html", "htm", "svg"}
MACROS = {"xls", "xlsb", "xlsm", "xltm", "xlam", "doc", "docm", "dotm", "ppt", "pptm"}

# First bytes that decide. "ole" is Office before 2007, and also every newer document under a password.
SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!", "program"),
)
MARKUP = re.compile(r"\A\s*<|<(?:!doctype|html|script|svg|body|iframe)[\s>]", re.IGNORECASE)
DTD = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T\x00?Y|E\x00?N\x00?T\x00?I)")  # in UTF-8 and in UTF-16

CHUNK = 1 << 20
MOST_PARTS = 10_000
MOST_UNPACKED = 2 << 30
MOST_UNPACKED_OFFICE = 512 << 20  # a parser needs about three times this in memory
MOST_RATIO = 200  # deflate reaches 1,032; a sheet of figures stays far below
SMALL = 1 << 20  # a part this small may be as dense as it likes

SAVE_AGAIN = Text(
    "Open the file, save it again as the kind its name says, and send that.",
    "请打开该文件，按文件名所示的格式重新保存后再上传。",
)
OTHER_KIND = Text(
    "Send it as PDF, XLSX, DOCX, CSV, TSV, TXT, JSON, PNG, JPG or ZIP.",
    "请以 PDF、XLSX、DOCX、CSV、TSV、TXT、JSON、PNG、JPG 或 ZIP 格式上传。",
)
PLAIN_OFFICE = Text(
    "Save it as .xlsx or .docx, without macros and without a password, and send that.",
    "请另存为不含宏、不加密码的 .xlsx 或 .docx 文件后再上传。",
)
PACK_AGAIN = Text(
    "Send the files one by one, or pack them again with an ordinary archiver and no password.",
    "请逐个上传文件，或用常规压缩软件不加密码重新打包。",
)


def inspect(path: Path, name: str) -> Kind:
    """The kind of the file at `path`, which its sender called `name`. Raises Unacceptable."""
    claimed = _claimed(name)
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise Unacceptable("empty", Text("The file is empty (0 bytes).", "文件为空（0 字节）。"), SAVE_AGAIN)
    found = next((kind for signature, kind in SIGNATURES if head.startswith(signature)), "text")
    if found == "program":
        raise Unacceptable("program", Text("The file is a program.", "该文件是可执行程序。"), OTHER_KIND)
    if found == "ole":
        message = Text(
            "The file is protected by a password or is of the old Office kind (.xls, .doc).",
            "该文件受密码保护，或为旧版 Office 格式（.xls、.doc）。",
        )
        raise Unacceptable("ole", message, PLAIN_OFFICE)
    if found == "text" and claimed in TEXTUAL:
        _look_at_text(path, claimed)
    elif found == "zip" and (claimed is Kind.ZIP or claimed in OFFICE):
        _look_at_archive(path, claimed)
    elif found != claimed.value:
        raise _disagreement(claimed)
    elif zipfile.is_zipfile(path):
        message = Text(
            "The file is two things at once: an archive hangs at its end.",
            "该文件末尾附有压缩包，可作两种格式读取。",
        )
        raise Unacceptable("polyglot", message, SAVE_AGAIN)
    return claimed


def encoding(path: Path) -> str | None:
    """The text encoding in which the whole file reads, as a Python codec name; None where there is none."""
    with path.open("rb") as file:
        start = file.read(2)
    codec_names = ("utf-16",) if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ("utf-8-sig", "gb18030")
    return next((name for name in codec_names if _decodes(path, name)), None)


def safe_name(name: str) -> str:
    """`name` without folders, control and direction marks; at most 150 characters, extension kept, never empty."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    base = "".join(letter for letter in base if unicodedata.category(letter)[0] != "C")
    base = re.sub(r'[<>:"|?*]', "_", base).strip(" .")
    if len(base) > 150:
        suffix = PurePosixPath(base).suffix[:20]
        base = base[: 150 - len(suffix)] + suffix
    return base or "file"


def _claimed(name: str) -> Kind:
    extension = _extension(safe_name(name))
    if extension in MACROS:
        message = Text(f"Files of the kind .{extension} can carry macros.", f".{extension} 文件可能含有宏，不予接收。")
        raise Unacceptable("macros", message, PLAIN_OFFICE)
    if extension not in EXTENSIONS:
        message = Text(f"Files of the kind “.{extension}” are not taken.", f"不接收“.{extension}”类型的文件。")
        raise Unacceptable("kind", message, OTHER_KIND)
    return EXTENSIONS[extension]


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.lower().lstrip(".")


def _disagreement(claimed: Kind) -> Unacceptable:
    message = Text(
        f"The name says .{claimed}, but the content is not {claimed.upper()}.",
        f"文件名为 .{claimed}，但内容不是 {claimed.upper()}。",
    )
    return Unacceptable("disagreement", message, SAVE_AGAIN)


def _look_at_text(path: Path, claimed: Kind) -> None:
    codec = encoding(path)
    if codec is None:
        raise _disagreement(claimed)
    with path.open(encoding=codec) as file:
        head = file.read(4096)
    if MARKUP.search(head):
        message = Text(
            "The file is a web page or a drawing (HTML, SVG, XML).",
            "该文件是网页或矢量图（HTML、SVG、XML）。",
        )
        raise Unacceptable("markup", message, OTHER_KIND)
    if claimed is Kind.JSON and head.lstrip()[:1] not in ("{", "["):
        raise _disagreement(claimed)


def _decodes(path: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                if "\x00" in decoder.decode(chunk):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _look_at_archive(path: Path, claimed: Kind) -> None:
    """Refuse an archive that could hurt whoever opens it. Every part is unpacked once, into nothing."""
    office = claimed in OFFICE
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if office:
                _look_at_office(names, claimed)
            _look_at_sizes(parts, size=path.stat().st_size, most=MOST_UNPACKED_OFFICE if office else MOST_UNPACKED)
            if len(names) != len(parts):
                raise _unsafe("twice", Text("two parts have one name", "有两个部分同名"))
            for part in parts:
                _look_at_part(part)
            for part in parts:
                _unpack(archive, part, office=office)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise _unsafe("broken", Text("not every part can be unpacked", "部分内容无法解压")) from fault


def _unsafe(code: str, why: Text) -> Unacceptable:
    message = Text("The file is not safe to open: {why}.", "打开该文件不安全：{why}。").format(why=why)
    return Unacceptable(f"archive-{code}", message, PACK_AGAIN)


def _look_at_office(names: set[str], claimed: Kind) -> None:
    lower = {name.lower() for name in names}
    if "[content_types].xml" not in lower or not any(name.startswith(OFFICE[claimed]) for name in lower):
        raise _disagreement(claimed)
    if any(re.search(r"vbaproject|/macrosheets/|/activex/", name) for name in lower):
        message = Text("The document carries macros or other active content.", "该文档含有宏或其他活动内容。")
        raise Unacceptable("macros", message, PLAIN_OFFICE)


def _look_at_sizes(parts: list[zipfile.ZipInfo], *, size: int, most: int) -> None:
    if len(parts) > MOST_PARTS:
        raise _unsafe("parts", Text(f"it has more than {MOST_PARTS:,} parts", f"内含文件超过 {MOST_PARTS:,} 个"))
    if sum(part.compress_size for part in parts) > size:
        raise _unsafe("overlap", Text("its parts lie over one another", "各部分相互重叠"))
    dense = any(part.file_size > SMALL and part.file_size > MOST_RATIO * part.compress_size for part in parts)
    if dense or sum(part.file_size for part in parts) > most:
        raise _unsafe("bomb", Text("it would grow out of all proportion when unpacked", "解压后体积异常膨胀"))


def _look_at_part(part: zipfile.ZipInfo) -> None:
    name = part.orig_filename
    extension = _extension(name)
    if part.flag_bits & 0x1:
        raise _unsafe("password", Text("it is protected by a password", "已加密码保护"))
    if re.search(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|[\x00-\x1f]", name):
        raise _unsafe("path", Text("a part names a place outside the archive", "内含指向压缩包之外的路径"))
    if stat.S_ISLNK(part.external_attr >> 16):
        raise _unsafe("link", Text("a part is a link", "内含链接文件"))
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _unsafe("method", Text("it is packed in an unusual way", "采用了不常见的压缩方式"))
    if extension in ACTIVE | MACROS:
        what = Text("it holds a program, page or macro file (.{extension})", "内含程序、网页或宏文件（.{extension}）")
        raise _unsafe("active", what.format(extension=extension))


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, office: bool) -> None:
    """Unpack in small pieces: a part longer than it declares fails its checksum; Office XML may not declare a DTD."""
    scan = office and _extension(part.filename) in ("xml", "rels", "vml")
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            if scan and DTD.search(tail + chunk):
                raise _unsafe("dtd", Text("a part declares a document type", "内含文档类型声明（DTD）"))
            tail = chunk[-32:]
