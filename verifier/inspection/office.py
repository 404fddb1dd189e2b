"""The inside of an Office document: what would run, reach out or unfold when somebody opens it.

Every part that begins like XML is read as XML, whatever it is called: names of parts have no case, a folder may have
any name, and only the types and relationships inside say what a part is.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from xml.parsers import expat

from verifier.inspection.kinds import OFFICE, Kind, Unacceptable, disagreement, extension, unsafe
from verifier.inspection.reaching import (
    LEADS_OUT,
    embedded,
    links,
    look_at_field,
    look_at_formula,
    look_at_relation,
    look_at_type,
    macros,
)
from verifier.rulebook.wording import Text

# What Office reads in the formats of others; what a customer keeps beside (custom XML) is his own.
OF_OFFICE = re.compile(
    r"https?://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml|schemas\.microsoft\.com)/|urn:schemas-microsoft-com:"
)
OF_SHEETS = re.compile(r"spreadsheetml|/excel/|chart")  # in a letter's equation "f" is a fraction
VML = "urn:schemas-microsoft-com:vml"
CODES = {"instrtext", "delinstrtext"}
FORMULAS = {"f", "formula", "formula1", "formula2", "definedname", "calculatedcolumnformula", "totalsrowformula"}
# Of itself each says that something is linked, queried or inserted, and of which relationship that comes.
LINKED = {
    "attachedtemplate": "attachedtemplate",
    "subdoc": "subdocument",
    "sourcefilename": "frame",
    "altchunk": "afchunk",
    "externalbook": "externallink",
    "ddelink": "externallink",
    "olelink": "externallink",
    "webpr": "connections",
    "dbpr": "connections",
    "olappr": "connections",
    "textpr": "connections",
    "querytable": "querytable",
    "mailmerge": "mailmergesource",
}
OTHERS = {"relationship", "default", "override", "fldchar", "fldsimple", "blip", "oleobject"}
WATCHED = CODES | FORMULAS | OTHERS | LINKED.keys()
PAGE = re.compile(rb"\s*(?:\{\\rt|mime-version:|<(?:html|script|body|iframe|svg)[\s>])", re.IGNORECASE)
ENCODINGS = {None, "utf-8", "utf-16", "us-ascii", "iso-8859-1"}  # part 2, 6.2.5 knows the first two alone

# Our own thresholds: a parser keeps these in memory. Formulas have at most 8,192 letters.
DEEPEST = 1_000
LONGEST_TAG = 16 << 20  # bytes
LONGEST_CODE = 1 << 16


def look_at_names(names: Iterable[str], claimed: Kind) -> None:
    """Refuse a document by the names of its parts alone, in the words that fit best."""
    lower = {name.lower() for name in names}
    if "[content_types].xml" not in lower or not any(name.startswith(OFFICE[claimed]) for name in lower):
        raise disagreement(claimed)
    if any(re.search(r"vbaproject|/macrosheets/|/activex/", name) for name in lower):
        raise macros()
    if any("/externallinks/" in name for name in lower):
        raise links("externallink")
    if any("/embeddings/" in name and extension(name) not in OFFICE for name in lower):
        raise embedded()


@lru_cache(maxsize=1024)
def _watched(name: str) -> str:
    """The element's own name in small letters where it is looked at, else nothing. `name`: namespace}local."""
    namespace, _, local = name.rpartition("}")
    if namespace == VML:
        return "vml"
    local = local.lower()
    if local not in WATCHED or (namespace and not OF_OFFICE.match(namespace)):
        return ""
    return local if local not in FORMULAS or OF_SHEETS.search(namespace) else ""


class Part:
    """The markup of one part, looked at piece by piece as it is unpacked. A part that is no markup passes."""

    def __init__(self, name: str) -> None:
        self._is_drawing = extension(name) == "vml"
        self._parser: expat.XMLParserType | None = None
        self._begun = False
        self._fed = self._depth = 0
        self._within, self._within_depth = "", 0
        self._text = ""
        self._fields = [""]  # the codes of the fields that are open, the innermost last

    def feed(self, chunk: bytes) -> None:
        """Raises Unacceptable, or expat.ExpatError where markup is no XML."""
        if not self._begun:
            self._begin(chunk)
        if not self._parser:
            return
        self._fed += len(chunk)
        if self._is_drawing:  # in which Excel leaves line breaks open
            chunk = chunk.replace(b"<br>", b"     ").replace(b"</br>", b"     ")
        self._parser.Parse(chunk)
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TAG:
            raise _endless()

    def end(self) -> None:
        """Raises expat.ExpatError where markup breaks off."""
        if self._parser:
            self._parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by position
        for code in self._fields:
            look_at_field(code)

    def _begin(self, chunk: bytes) -> None:
        bare = chunk.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe\0 \t\r\n")
        self._begun = bool(bare)
        if PAGE.match(bare):
            raise links("afchunk")
        if not bare.startswith(b"<"):
            return
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = _look_at_encoding
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _endless()
        if watched := _watched(name):
            self._look_at(watched, name.rpartition("}")[0], attributes)

    def _look_at(self, element: str, namespace: str, said: dict[str, str]) -> None:
        """Only Word writes its attributes with a namespace; one of the same name in another could belie them."""
        if element in CODES or element in FORMULAS:
            self._within, self._within_depth, self._text = element, self._depth, ""
            self._parser.CharacterDataHandler = self._letters  # type: ignore[union-attr]
        elif element in LINKED:
            raise links(LINKED[element])
        elif element == "relationship":
            look_at_relation(said)
        elif element in ("default", "override"):
            look_at_type(said.get("ContentType", ""))
        elif element == "fldsimple":
            look_at_field(said.get(f"{namespace}}}instr", ""))
        elif element == "fldchar":
            self._turn(said.get(f"{namespace}}}fldCharType", ""))
        elif element == "vml" and LEADS_OUT.match(said.get("src", "").strip()):
            raise links("image", said["src"])
        elif element in ("oleobject", "blip") and _is_linked(said):
            raise links(element)

    def _turn(self, where: str) -> None:
        if where == "begin":
            self._fields.append("")
        elif where == "end" and len(self._fields) > 1:
            look_at_field(self._fields.pop())

    def _letters(self, letters: str) -> None:
        if len(self._text) < LONGEST_CODE:
            self._text += letters

    def _end(self, _: str) -> None:
        if self._within and self._depth == self._within_depth:
            self._read()
        self._depth -= 1

    def _read(self) -> None:
        """A field's code may be cut into many runs: they are read as one, from where the field begins."""
        self._parser.CharacterDataHandler = None  # type: ignore[union-attr]
        if self._within in CODES:
            if len(self._fields[-1]) < LONGEST_CODE:
                self._fields[-1] += self._text
        else:
            look_at_formula(self._text)
        self._within = ""


def _is_linked(said: dict[str, str]) -> bool:
    return said.get("Type") == "Link" or any(said[key] for key in said if key.rpartition("}")[2] == "link")


def _look_at_encoding(_: str, encoding: str | None, __: int) -> None:
    if (encoding and encoding.lower()) not in ENCODINGS:
        raise unsafe("encoding", Text("a part is written in an unusual encoding", "内含采用不常见编码的部分"))


def _refuse_doctype(*_: object) -> None:
    raise unsafe("dtd", Text("a part declares a document type", "内含文档类型声明（DTD）"))


def _endless() -> Unacceptable:
    return unsafe("endless", Text("a part of it is nested or drawn out without end", "内含嵌套过深或过长的标记"))
