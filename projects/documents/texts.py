"""Text files: their beginning, in whatever encoding."""

import codecs
from pathlib import Path

from projects.documents.digest import Digest
from projects.documents.marks import marks
from verifier.inspection import Kind
from verifier.rulebook.wording import Text

MOST_LETTERS = 200_000


def head(path: Path, most: int) -> tuple[str, str]:
    """The text of the first `most` bytes, and the codec in which they read. The file was found to be text before."""
    with path.open("rb") as file:
        start = file.read(most)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return codecs.getincrementaldecoder("utf-16")().decode(start), "utf-16"
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(start), "utf-8-sig"
    except UnicodeDecodeError:
        return codecs.getincrementaldecoder("gb18030")(errors="replace").decode(start), "gb18030"


def look_at(path: Path, kind: Kind, into: Path) -> Digest:
    text, codec = head(path, 4 * MOST_LETTERS)
    whole = path.stat().st_size <= 4 * MOST_LETTERS
    return Digest(
        kind=kind,
        facts={"encoding": codec},
        marks=tuple(marks([text])),
        notes=keep(text, into, whole=whole),
    )


def keep(text: str, into: Path, *, whole: bool = True) -> tuple[Text, ...]:
    """Write the beginning of `text` into `text.txt`; the note on what is left out."""
    (into / "text.txt").write_text(text[:MOST_LETTERS], encoding="utf-8", errors="replace")
    if whole and len(text) <= MOST_LETTERS:
        return ()
    shown = f"{min(len(text), MOST_LETTERS):,}"
    return (Text(f"Only the first {shown} characters are shown.", f"仅显示前 {shown} 个字符。"),)
