"""Text: in which encoding the whole file reads, and whether it is what its name says."""

import codecs
import re
from functools import partial
from pathlib import Path

from verifier.inspection.kinds import CHUNK, OTHER_KIND, Kind, Unacceptable, disagreement
from verifier.rulebook.wording import Text

HEAD = 4096
TAG = re.compile(r"<(?:!doctype|html|script|svg|body|iframe)[\s>]", re.IGNORECASE)
MARKUP = re.compile(rf"\A\s*<|{TAG.pattern}", re.IGNORECASE)


def encoding(path: Path) -> str | None:
    """The text encoding in which the whole file reads, as a Python codec name; None where there is none."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return next((name for name in _likely(head) if _decodes(path, name)), None)


def _likely(head: bytes) -> tuple[str, ...]:
    marked = head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return ("utf-16",) if marked else (*_without_mark(head), "utf-8-sig", "gb18030")


def _without_mark(head: bytes) -> tuple[str, ...]:
    """UTF-16 that does not say so: of each Latin letter and digit, half of a table or more, one byte is nought."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if 4 * max(even, odd) < len(head) or 4 * min(even, odd) > max(even, odd):
        return ()
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def look_at_text(path: Path, claimed: Kind) -> None:
    """Refuse what is no text, or text of another kind. Reads the whole file, a piece at a time."""
    codec = encoding(path)
    if codec is None:
        raise _nul() if _has_nul(path) else disagreement(claimed)
    with path.open(encoding=codec) as file:
        _look_at_words(file.read(HEAD), claimed)


def look_at_beginning(head: bytes, claimed: Kind) -> None:
    """The same of the beginning of a text alone."""
    head = head[:HEAD]
    words = next((text for codec in _likely(head) if (text := _read(head, codec)) is not None), None)
    if words is None:
        raise _nul() if b"\0" in head else disagreement(claimed)
    _look_at_words(words, claimed)


def _look_at_words(head: str, claimed: Kind) -> None:
    if MARKUP.search(head):
        message = Text(
            "The file is a web page or a drawing (HTML, SVG, XML).",
            "该文件是网页或矢量图（HTML、SVG、XML）。",
        )
        raise Unacceptable("markup", message, OTHER_KIND)
    if claimed is Kind.JSON and head.lstrip()[:1] not in ("{", "["):
        raise disagreement(claimed)


def _read(head: bytes, codec: str) -> str | None:
    try:
        text = codecs.getincrementaldecoder(codec)().decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _decodes(path: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                # Most exports are plain ASCII, which needs no decoding where no letter is left half read.
                plain = codec == "utf-8-sig" and chunk.isascii() and not decoder.getstate()[0]
                if b"\x00" in chunk if plain else "\x00" in decoder.decode(chunk):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _has_nul(path: Path) -> bool:
    with path.open("rb") as file:
        return any(b"\0" in chunk for chunk in iter(partial(file.read, CHUNK), b""))


def _nul() -> Unacceptable:
    message = Text(
        "The file holds NUL bytes: it is no text, or its writing was broken off.",
        "文件含有空字节（NUL）：不是文本文件，或写入时中断。",
    )
    return Unacceptable(
        "nul", message, Text("Export it again as text in UTF-8.", "请重新导出为 UTF-8 编码的文本文件。")
    )
