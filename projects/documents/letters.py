"""A DOCX: its words, and the traces of who changed what."""

import re
import zipfile
from pathlib import Path
from xml.parsers import expat

from projects.documents.digest import Digest, damaged
from projects.documents.marks import marks
from projects.documents.properties import properties
from projects.documents.texts import MOST_LETTERS, keep
from verifier.inspection import CHUNK, Kind
from verifier.rulebook.wording import Text

LETTER = Text("The document", "该文档")
COUNTED = {"insertions": rb"<w:ins[ >]", "deletions": rb"<w:del[ >]"}


class _Words:
    """Gathers the text of `document.xml`: a line for each paragraph, a tab between the cells of a table."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.letters = 0
        self._within = False
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._letters

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._within = name.endswith("}t")

    def _end(self, name: str) -> None:
        self._within = False
        self.text += {"p": ["\n"], "tab": ["\t"], "tc": ["\t"], "br": ["\n"]}.get(name.rpartition("}")[2], [])

    def _letters(self, letters: str) -> None:
        if self._within and self.letters <= MOST_LETTERS:
            self.text.append(letters)
            self.letters += len(letters)


def look_at(path: Path, kind: Kind, into: Path) -> Digest:
    words = _Words()
    counts = dict.fromkeys(COUNTED, 0)
    try:
        with zipfile.ZipFile(path) as archive:
            facts = properties(archive)
            facts["comments"] = _count(archive, "word/comments.xml", rb"<w:comment[ >]")
            with archive.open("word/document.xml") as part:
                while chunk := part.read(CHUNK):
                    if words.letters <= MOST_LETTERS:
                        words.parser.Parse(chunk)
            counts = {name: _count(archive, "word/document.xml", pattern) for name, pattern in COUNTED.items()}
    except (zipfile.BadZipFile, KeyError, expat.ExpatError) as fault:
        raise damaged(LETTER) from fault
    text = re.sub(r"\n\t+", "\t", "".join(words.text))
    return Digest(
        kind=kind,
        facts=facts | {"words": len(re.findall(r"[\u4e00-\u9fff]|\w+", text))} | counts,
        marks=tuple(marks([text])),
        notes=(
            Text("Only the text is shown, without layout and pictures.", "仅显示文字，不含版式和图片。"),
            *keep(text, into),
        ),
    )


def _count(archive: zipfile.ZipFile, name: str, pattern: bytes) -> int:
    if name not in archive.namelist():
        return 0
    count, carry = 0, b""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            markup = carry + chunk
            cut = max(0, markup.rfind(b"<"))
            count, carry = count + len(re.findall(pattern, markup[:cut])), markup[cut:]
    return count + len(re.findall(pattern, carry))
