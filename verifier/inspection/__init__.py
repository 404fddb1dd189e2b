"""What a file really is: looked at before anything opens it.

A file is taken only when its extension and its content both name the same kind on the list. Nothing here trusts
what a browser said about it, and every file is read piece by piece, whatever its size.
"""

import re
import unicodedata
import zipfile
from functools import partial
from pathlib import Path, PurePosixPath

from verifier.inspection.archives import look_at_archive
from verifier.inspection.kinds import (
    CHUNK,
    EXTENSIONS,
    MACROS,
    OFFICE,
    OTHER_KIND,
    PICTURES,
    PLAIN_OFFICE,
    SAVE_AGAIN,
    TEXTUAL,
    Kind,
    Unacceptable,
    by_signature,
    disagreement,
    extension,
)
from verifier.inspection.pictures import look_at_picture
from verifier.inspection.texts import TAG, encoding, look_at_text
from verifier.rulebook.wording import Text

__all__ = ["CHUNK", "Kind", "Unacceptable", "encoding", "inspect", "kind_of", "safe_name"]

PROTECTED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 1.3.3: the stream of a document under a password
END = 1024  # Adobe's readers look for the end mark in so many last bytes


def inspect(path: Path, name: str) -> Kind:
    """The kind of the file at `path`, which its sender called `name`. Raises Unacceptable."""
    claimed = kind_of(name)
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise Unacceptable("empty", Text("The file is empty (0 bytes).", "文件为空（0 字节）。"), SAVE_AGAIN)
    found = by_signature(head)
    if found == "program":
        raise Unacceptable("program", Text("The file is a program.", "该文件是可执行程序。"), OTHER_KIND)
    if found == "ole":
        raise _ole(path)
    if found in ("text", "parquet") and claimed in TEXTUAL:  # "PAR1" may head a column
        look_at_text(path, claimed)
    elif found == "zip" and (claimed is Kind.ZIP or claimed in OFFICE):
        look_at_archive(path, claimed)
    elif found != claimed.value:
        raise disagreement(claimed)
    else:
        _look_at_ends(path, head, claimed)
    return claimed


def safe_name(name: str) -> str:
    """`name` without folders, control and direction marks; at most 150 characters, extension kept, never empty."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    base = "".join(letter for letter in base if unicodedata.category(letter)[0] != "C")
    base = re.sub(r'[<>:"|?*]', "_", base).strip(" .")
    if len(base) > 150:
        suffix = PurePosixPath(base).suffix[:20]
        base = base[: 150 - len(suffix)] + suffix
    return base or "file"


def kind_of(name: str) -> Kind:
    """The kind that a file of this name says it is. Raises Unacceptable for those that are never taken."""
    kind = extension(safe_name(name))
    if kind in MACROS:
        message = Text(f"Files of the kind .{kind} can carry macros.", f".{kind} 文件可能含有宏，不予接收。")
        raise Unacceptable("macros", message, PLAIN_OFFICE)
    if kind not in EXTENSIONS:
        message = Text(f"Files of the kind “.{kind}” are not taken.", f"不接收“.{kind}”类型的文件。")
        raise Unacceptable("kind", message, OTHER_KIND)
    return EXTENSIONS[kind]


def _ole(path: Path) -> Unacceptable:
    with path.open("rb") as file:
        last = b""
        for chunk in iter(partial(file.read, CHUNK), b""):
            if PROTECTED in last + chunk:
                message = Text("The document is protected by a password.", "该文档受密码保护。")
                mend = Text(
                    "Open it with its password, remove the password (File, Info, Protect), save and send it again.",
                    "请输入密码打开文档，在“文件→信息→保护”中取消密码，保存后再上传。",
                )
                return Unacceptable("password", message, mend)
            last = chunk[-len(PROTECTED) :]
    message = Text("The file is of the old Office kind (.xls, .doc).", "该文件为旧版 Office 格式（.xls、.doc）。")
    return Unacceptable("ole", message, PLAIN_OFFICE)


def _look_at_ends(path: Path, head: bytes, claimed: Kind) -> None:
    """Refuse a file that breaks off, or that another program would read as something else."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - END))
        end = file.read()
    if zipfile.is_zipfile(path):
        message = Text(
            "The file is two things at once: an archive hangs at its end.",
            "该文件末尾附有压缩包，可作两种格式读取。",
        )
        raise Unacceptable("polyglot", message, SAVE_AGAIN)
    marks = {Kind.PDF: b"%%EOF" in end, Kind.PARQUET: end.endswith(b"PAR1") and len(head) > 12}
    if not marks.get(claimed, True):
        message = Text("The file breaks off: its end is missing.", "文件不完整：缺少结尾部分。")
        raise Unacceptable(
            "broken-off", message, Text("Save or export it again, and send that.", "请重新保存或导出后再上传。")
        )
    if claimed is Kind.PDF and TAG.search(head[:END].decode("latin-1")):
        message = Text(
            "The file is two things at once: a web page stands at its beginning.",
            "该文件开头含有网页代码，可作两种格式读取。",
        )
        raise Unacceptable("polyglot", message, SAVE_AGAIN)
    if claimed in PICTURES:
        look_at_picture(path, claimed)
