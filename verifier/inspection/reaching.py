"""What in an Office document reaches beyond it by itself: told by what it is called inside, never by where it lies.

Relationships say what a part is and what is fetched (ECMA-376 part 2, 6.5); their types and modes are read without
regard to case, as Office does. A hyperlink may lead to a page, a mailbox or a file beside it, since a person must
click it; and a template may lie on the disk of who wrote the document.
"""

import re

from verifier.inspection.kinds import PLAIN_OFFICE, Unacceptable
from verifier.rulebook.wording import Text

LEADS_OUT = re.compile(r"[a-z][a-z0-9+.-]*:|\\|//|/\\", re.IGNORECASE)
CLICKED = re.compile(r"https?://[^/\\]|mailto:|#", re.IGNORECASE)
ON_A_DISK = re.compile(r"(?:file:/{0,3})?[a-z]:[\\/]", re.IGNORECASE)
ACTIVE_RELATIONS = {
    "vbaproject",
    "wordvbadata",
    "xlmacrosheet",
    "xlintlmacrosheet",
    "control",
    "activexcontrolbinary",
    "webextension",
    "webextensiontaskpanes",
}
ACTIVE_TYPES = re.compile(r"macroenabled|macrosheet|vbaproject|vbadata|activex|webextension", re.IGNORECASE)

LINK = re.compile(r"\s*LINK\b", re.IGNORECASE)
DDE_FIELD = re.compile(r"\s*DDE(?:AUTO)?\b", re.IGNORECASE)
# "cid:" is a picture that was pasted from a letter, and lies in the document. A field doubles each backslash.
INCLUDED = re.compile(
    r"\s*(?:INCLUDE(?:TEXT|PICTURE)?|IMPORT|DATABASE|RD)\b.*?(?:\b(?!cid:)[a-z][a-z0-9+.-]+:|//|\\{4})",
    re.IGNORECASE | re.DOTALL,
)

# Words in quotes, names of columns in brackets and names of sheets, none of which is reckoned with.
QUOTED = re.compile(r"\"[^\"]*\"|\[(?:[^\[\]']|'.)*\]|'(?:[^'\[\]:*?/\\]|'')*'(?=!)", re.DOTALL)
FETCHING = re.compile(
    r"(?<![\w.])(?:_xlfn\.|_xlws\.|_xludf\.|of:|com\.microsoft\.)*"
    r"(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|SQL\.REQUEST|DDE|IMPORT(?:DATA|XML|HTML|FEED|RANGE))\s*\(",
    re.IGNORECASE,
)

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
NO_QUERIES = Text(
    "Delete the queries and connections (Data, Queries & Connections), which leaves the values, save and send again.",
    "请删除查询和连接（数据→查询和连接；数值会保留），保存后再上传。",
)
NO_CHUNKS = Text(
    "Open it in Word, which takes the inserted page into the text, save and send again; or send it as PDF.",
    "请用 Word 打开该文档（插入的网页内容会并入正文），保存后再上传；或以 PDF 格式上传。",
)
MENDS = {
    "attachedtemplate": Text(
        "Attach the template Normal (Developer, Document Template, Attach: Normal.dotm), save and send again; or send "
        "it as PDF.",
        "请改用 Normal 模板（开发工具→文档模板→选用 Normal.dotm），保存后再上传；或以 PDF 格式上传。",
    ),
    "hyperlink": Text(
        "Remove the hyperlinks that lead to other machines or programs (right click, Remove Hyperlink), save and send "
        "again; links to web pages and mailboxes may stay.",
        "请删除指向其他计算机或程序的超链接（右键→取消超链接），保存后再上传；指向网页和邮箱的链接可以保留。",
    ),
    "mailmergesource": Text(
        "Part the document from its list of addressees (Mailings, Start Mail Merge, Normal Word Document), save and "
        "send again; or send it as PDF.",
        "请解除邮件合并（邮件→开始邮件合并→普通 Word 文档），保存后再上传；或以 PDF 格式上传。",
    ),
    "connections": NO_QUERIES,
    "querytable": NO_QUERIES,
    "afchunk": NO_CHUNKS,
}
PASTE_VALUES = Text(
    "Put values in the place of these formulas (Copy, Paste Special, Values), save and send again.",
    "请将这些公式改为数值（复制→选择性粘贴→数值），保存后再上传。",
)


def look_at_relation(said: dict[str, str]) -> None:
    """Refuse what is fetched, run or embedded. `said`: the attributes of a relationship."""
    kind = said.get("Type", "").strip().rpartition("/")[2].lower()
    target = said.get("Target", "").strip()
    out = said.get("TargetMode", "").strip().lower() not in ("", "internal") or LEADS_OUT.match(target)
    if kind in ACTIVE_RELATIONS:
        raise macros()
    if kind in ("externallink", "connections", "querytable", "afchunk"):
        raise links(kind)
    if out and not _is_harmless(kind, target):
        raise links(kind, target)
    if kind == "oleobject":
        raise embedded()


def _is_harmless(kind: str, target: str) -> bool:
    """A link that a person must click, and the template on its author's own disk, which every firm has."""
    if kind == "hyperlink":
        return bool(CLICKED.match(target)) or not LEADS_OUT.match(target)
    return kind == "attachedtemplate" and bool(ON_A_DISK.match(target))


def look_at_type(content_type: str) -> None:
    """Refuse a type of content that can run."""
    if ACTIVE_TYPES.search(content_type):
        raise macros()


def look_at_field(code: str) -> None:
    """Refuse a field of a letter that starts a program or fetches something. `code` is put together from its runs."""
    if DDE_FIELD.match(code):
        raise dde()
    if LINK.match(code) or INCLUDED.match(code):
        raise links("field", code)


def look_at_formula(text: str) -> None:
    """Refuse a formula that starts a program (cmd|'/c calc'!A1) or asks a web page or a library."""
    bare = QUOTED.sub("''", text)
    if "|" in bare:  # no operator of a formula
        raise dde()
    if found := FETCHING.search(bare):
        what = found[0].rstrip("( ")
        message = Text(
            "A formula fetches something from elsewhere or calls a program: {what}.",
            "公式会从外部获取内容或调用程序：{what}。",
        )
        raise Unacceptable("formula", message.format(what=Text(what, what)), PASTE_VALUES)


def links(kind: str, target: str = "") -> Unacceptable:
    what = "".join(letter for letter in f"{kind} {target}".strip() if letter.isprintable())[:100]
    message = Text(
        "The document is linked to something outside it, or fetches it when it is opened: {what}.",
        "该文档链接到外部内容，或在打开时从外部获取内容：{what}。",
    )
    return Unacceptable("links", message.format(what=Text(what, what)), MENDS.get(kind, BREAK_LINKS))


def macros() -> Unacceptable:
    message = Text("The document carries macros or other active content.", "该文档含有宏或其他活动内容。")
    return Unacceptable("macros", message, PLAIN_OFFICE)


def embedded() -> Unacceptable:
    message = Text("The document carries embedded objects.", "该文档含有嵌入对象。")
    return Unacceptable("embedded", message, NO_OBJECTS)


def dde() -> Unacceptable:
    message = Text("The document starts another program when it is opened (DDE).", "打开该文档会启动其他程序（DDE）。")
    return Unacceptable("dde", message, BREAK_LINKS)
