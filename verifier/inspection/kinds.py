"""The kinds of file that are taken, and the words in which a file is refused."""

from enum import StrEnum
from pathlib import PurePosixPath

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
    PARQUET = "parquet"
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

    def plain(self) -> dict[str, object]:
        """As it is kept: {en, zh, mend: {en, zh}}."""
        return {**self.message._asdict(), "mend": self.mend._asdict()}


EXTENSIONS = {kind.value: kind for kind in Kind} | {"jpeg": Kind.JPG}
TEXTUAL = {Kind.CSV, Kind.TSV, Kind.TXT, Kind.JSON}
PICTURES = {Kind.PNG, Kind.JPG}
OFFICE = {Kind.XLSX: "xl/", Kind.DOCX: "word/"}
ACTIVE = {"exe", "dll", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "js", "jar", "sh", "lnk", "html", "htm", "svg"}
MACROS = {"xls", "xlsb", "xlsm", "xltm", "xlam", "doc", "docm", "dotm", "ppt", "pptm"}
ARCHIVES = {"zip", "7z", "rar", "gz", "tgz", "bz2", "xz", "zst", "tar", "cab", "iso", "img", "arj", "lzh"}

# First bytes that decide. "ole" is Office before 2007, and also every newer document under a password.
SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"PK\x03\x04", "zip"),
    (b"PAR1", "parquet"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!", "program"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"MSCF\x00", "archive"),
)

CHUNK = 1 << 20

SAVE_AGAIN = Text(
    "Open the file, save it again as the kind its name says, and send that.",
    "请打开该文件，按文件名所示的格式重新保存后再上传。",
)
OTHER_KIND = Text(
    "Send it as PDF, XLSX, DOCX, CSV, TSV, TXT, JSON, Parquet, PNG, JPG or ZIP.",
    "请以 PDF、XLSX、DOCX、CSV、TSV、TXT、JSON、Parquet、PNG、JPG 或 ZIP 格式上传。",
)
PLAIN_OFFICE = Text(
    "Save it as .xlsx or .docx, without macros and without a password, and send that.",
    "请另存为不含宏、不加密码的 .xlsx 或 .docx 文件后再上传。",
)
PACK_AGAIN = Text(
    "Send the files one by one, or pack them again with an ordinary archiver and no password.",
    "请逐个上传文件，或用常规压缩软件不加密码重新打包。",
)


def extension(name: str) -> str:
    """In small letters. Windows drops dots and spaces at the end of a name: "run.bat. " is run.bat."""
    return PurePosixPath(name.rstrip(". ")).suffix.lower().lstrip(".")


def by_signature(head: bytes) -> str:
    """What the first bytes decide: the name of a kind, "ole", "program" or "archive"; else "text"."""
    return next((kind for signature, kind in SIGNATURES if head.startswith(signature)), "text")


def disagreement(claimed: Kind) -> Unacceptable:
    message = Text(
        f"The name says .{claimed}, but the content is not {claimed.upper()}.",
        f"文件名为 .{claimed}，但内容不是 {claimed.upper()}。",
    )
    return Unacceptable("disagreement", message, SAVE_AGAIN)


def unsafe(code: str, why: Text, mend: Text = PACK_AGAIN) -> Unacceptable:
    message = Text("The file is not safe to open: {why}.", "打开该文件不安全：{why}。").format(why=why)
    return Unacceptable(f"archive-{code}", message, mend)
