"""The inside of an Office document: what would run, reach out or unfold when somebody opens it."""

import re
from collections.abc import Iterable
from xml.parsers import expat

from verifier.inspection.kinds import OFFICE, PLAIN_OFFICE, Kind, Unacceptable, disagreement, extension, unsafe
from verifier.rulebook.wording import Text

DTD = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T\x00?Y|E\x00?N\x00?T\x00?I)")  # in UTF-8 and in UTF-16
CODE = re.compile(rb"instrText[^>]*>([^<]*)|\binstr\s*=\s*[\"']([^\"']*)|fldCharType\s*=\s*[\"']begin")
DDE = re.compile(rb"\n\s*DDE(?:AUTO)?\b", re.IGNORECASE)
ON_THIS_MACHINE = re.compile(r"(?:file:///)?[A-Za-z]:[\\/]|[^:\\]*\Z")
LONGEST_TAG = 1 << 16

BREAK_LINKS = Text(
    "Break the links (in Excel: Data, Edit Links, Break Link; in Word: File, Info, Edit Links to Files), save and send "
    "again; or send it as PDF.",
    "请断开链接（Excel：数据→编辑链接→断开链接；Word：文件→信息→编辑指向文件的链接），"
    "保存后再上传；或以 PDF 格式上传。",
)
NO_OBJECTS = Text(
    "Turn the embedded objects into pictures or send them as files of their own; or send the document as PDF.",
    "请将嵌入对象转为图片或作为单独文件上传；或以 PDF 格式上传该文档。",
)


def look_at_names(names: Iterable[str], claimed: Kind) -> None:
    """Refuse a document by the names of its parts alone."""
    lower = {name.lower() for name in names}
    if "[content_types].xml" not in lower or not any(name.startswith(OFFICE[claimed]) for name in lower):
        raise disagreement(claimed)
    if any(re.search(r"vbaproject|/macrosheets/|/activex/", name) for name in lower):
        raise _macros()
    if any("/externallinks/" in name for name in lower):
        message = Text(
            "The workbook is linked to other files or programs, whose values cannot be followed.",
            "工作簿链接到其他文件或程序，其数值无法追溯。",
        )
        raise Unacceptable("links", message, BREAK_LINKS)
    if any("/embeddings/" in name and extension(name) not in OFFICE for name in lower):
        message = Text("The document carries embedded objects.", "该文档含有嵌入对象。")
        raise Unacceptable("embedded", message, NO_OBJECTS)


class Part:
    """The markup of one part, looked at piece by piece as it is unpacked."""

    def __init__(self, name: str) -> None:
        self._carry = b""
        self._codes = b""
        self._has_fields = name.startswith("word/")
        self._is_types = name.lower() == "[content_types].xml"
        self._relations = expat.ParserCreate() if name.endswith(".rels") else None
        if self._relations:
            self._relations.StartElementHandler = _look_at_relation

    def feed(self, chunk: bytes) -> None:
        """Raises Unacceptable, or expat.ExpatError where relations are no XML."""
        markup = self._carry + chunk
        if DTD.search(markup):
            raise unsafe("dtd", Text("a part declares a document type", "内含文档类型声明（DTD）"))
        if self._relations:
            self._relations.Parse(chunk)
        plain = markup.replace(b"\0", b"")
        if self._is_types and b"macroenabled" in plain.lower():
            raise _macros()
        if self._has_fields:
            self._look_at_fields(plain[: plain.rfind(b"<")])
        tail = markup[markup.rfind(b"<") :]
        self._carry = tail if len(tail) < LONGEST_TAG else b""

    def end(self) -> None:
        """Raises expat.ExpatError where relations break off."""
        if self._relations:
            self._relations.Parse(b"", True)  # noqa: FBT003 - expat takes it by position

    def _look_at_fields(self, markup: bytes) -> None:
        """A field's code may be cut into many runs: they are read as one, from where the field begins."""
        for found in CODE.finditer(markup):
            text, attribute = found.groups()
            self._codes += text if text is not None else b"\n" + (attribute or b"")
        if DDE.search(self._codes):
            message = Text(
                "The document starts another program when it is opened (DDE).", "打开该文档会启动其他程序（DDE）。"
            )
            raise Unacceptable("dde", message, BREAK_LINKS)
        self._codes = self._codes[-LONGEST_TAG:]


def _look_at_relation(_: str, attributes: dict[str, str]) -> None:
    """Only a hyperlink, which a person must click, may lead off this machine."""
    if attributes.get("TargetMode", "").lower() != "external" or attributes.get("Type", "").endswith("/hyperlink"):
        return
    if attributes.get("Type", "").endswith("/oleObject") or not ON_THIS_MACHINE.match(attributes.get("Target", "")):
        message = Text(
            "The document fetches something from elsewhere when it is opened.", "打开该文档时会从外部位置获取内容。"
        )
        raise Unacceptable("links", message, BREAK_LINKS)


def _macros() -> Unacceptable:
    message = Text("The document carries macros or other active content.", "该文档含有宏或其他活动内容。")
    return Unacceptable("macros", message, PLAIN_OFFICE)
