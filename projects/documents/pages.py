"""A PDF: its pages as pictures and text, and what it says and does not say of itself."""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

import pikepdf
import pypdfium2

from projects.documents.digest import Digest, Unsafe, damaged
from projects.documents.marks import marks
from verifier.inspection import CHUNK, Kind
from verifier.rulebook.wording import Text

MOST_PAGES = 300
WIDTH = 1_100  # pixels
HIGHEST = 4 * WIDTH
QUALITY = 75
LONGEST_TEXT = 100_000  # letters of a page
TIME_FOR_PICTURES = 40  # seconds of processor time, of the 60 that the process has
MOST_OBJECTS = 100_000
PDF = Text("The PDF", "该 PDF 文件")
STAMP = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:([+-])(\d\d)'?(\d\d)'?|Z)?")
SAID = {
    "title": "/Title",
    "author": "/Author",
    "creator": "/Creator",
    "producer": "/Producer",
    "created": "/CreationDate",
    "modified": "/ModDate",
}


def look_at(path: Path, kind: Kind, into: Path) -> Digest:
    try:
        with pikepdf.open(path) as document:
            facts = _facts(document) | {"revisions": _saves(path)}
        with pypdfium2.PdfDocument(path) as document:
            pages = len(document)
            texts = list(_keep(document, into))
    except pikepdf.PasswordError as fault:
        raise Unsafe(
            "password",
            Text("The PDF is protected by a password.", "该 PDF 文件受密码保护。"),
            Text(
                "Open it with its password, print or save it as a PDF without one, and send that.",
                "请输入密码打开，另存或打印为不加密码的 PDF 后再上传。",
            ),
        ) from fault
    except (pikepdf.PikepdfError, pypdfium2.PdfiumError) as fault:
        raise damaged(PDF) from fault
    if not pages:
        raise damaged(PDF)
    return Digest(
        kind=kind,
        facts=facts,
        pages=pages,
        pages_shown=len(texts),
        marks=tuple(marks(texts)),
        notes=_notes(pages, len(texts)),
    )


def _keep(document: pypdfium2.PdfDocument, into: Path) -> Iterator[str]:
    """Write picture and text of each page, as far as time goes; at least the first."""
    until = time.process_time() + TIME_FOR_PICTURES
    for index in range(min(len(document), MOST_PAGES)):
        if index and time.process_time() > until:
            return
        page = document[index]
        width, height = page.get_size()
        scale = min(WIDTH / max(width, 1), HIGHEST / max(height, 1))
        picture = page.render(scale=scale).to_pil()
        picture.save(into / f"page-{index + 1:04}.webp", quality=QUALITY, method=2)
        letters = page.get_textpage()
        text = letters.get_text_range(0, min(letters.count_chars(), LONGEST_TEXT)).replace("\r\n", "\n")
        (into / f"page-{index + 1:04}.txt").write_text(text, encoding="utf-8", errors="replace")
        page.close()
        yield text


def _facts(document: pikepdf.Pdf) -> dict[str, object]:
    info = document.docinfo
    facts: dict[str, object] = {}
    for name, key in SAID.items():
        with suppress(TypeError, ValueError, pikepdf.PdfError):
            if key in info and (said := str(info[key]).strip()):
                facts[name] = _moment(said[:500]) if name in ("created", "modified") else said[:500]
    return facts | {
        "encrypted": document.is_encrypted,
        "attachments": len(document.attachments),
        **_doings(document),
    }


def _doings(document: pikepdf.Pdf) -> dict[str, object]:
    """Signatures, and what the file would have a reader do. Nothing of it happens here."""
    signatures, script, launch = 0, False, False
    for thing in islice(document.objects, MOST_OBJECTS):
        for part in _dictionaries(thing):
            signatures += part.get("/Type") == "/Sig" and "/ByteRange" in part
            script = script or "/JS" in part or part.get("/S") == "/JavaScript"
            launch = launch or part.get("/S") == "/Launch"
    return {"signatures": signatures, "javascript": script, "launch": launch}


def _dictionaries(thing: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """The dictionary itself, and those that lie in it directly: an action often does."""
    if isinstance(thing, pikepdf.Dictionary):
        yield thing
        for part in thing.values():
            if isinstance(part, pikepdf.Dictionary) and not part.is_indirect:
                yield part


def _saves(path: Path) -> int:
    """How often the file was saved: each time ends with its own pointer to its list of objects (ISO 32000-2, 7.5.6).

    A linearised file has two from the beginning.
    """
    count, last, linearised = 0, b"", False
    with path.open("rb") as file:
        for chunk in iter(partial(file.read, CHUNK), b""):
            linearised = linearised or (not last and b"/Linearized" in chunk[:2048])
            count += (last + chunk).count(b"startxref")
            last = chunk[-8:]
    return max(1, count - linearised)


def _moment(said: str) -> str:
    """A date of a PDF (ISO 32000-2, 7.9.4) in ISO 8601; as it is written where it is none."""
    found = STAMP.match(said)
    if found is None:
        return said
    year, month, day, hour, minute, second, sign, hours, minutes = found.groups()
    zone = f"{sign}{hours}:{minutes}" if sign else "Z" if said.endswith("Z") else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"


def _notes(pages: int, shown: int) -> tuple[Text, ...]:
    if pages == shown:
        return ()
    return (
        Text("{shown} of {pages} pages are shown.", "共 {pages} 页，仅显示前 {shown} 页。").format(
            shown=f"{shown:,}", pages=f"{pages:,}"
        ),
    )
