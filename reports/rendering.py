"""A statement on paper: its canonical JSON in, an archival and accessible PDF out.

The PDF is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), English and Simplified Chinese, with the same statement
attached as JSON. The same statement and the same moment give the same bytes.

Compile only in a worker's task: Typst starts threads that do not survive a fork, so a process that has compiled and
then forks leaves children that wait for ever. Loading the fonts is harmless.
"""

import hashlib
import io
import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import segno
import typst
from pikepdf import Array, Dictionary, Name, NumberTree, String

LAYOUT = Path(__file__).with_name("typst")
FAMILIES = {"Noto Sans", "Noto Sans SC"}

FIELD = "Seal"
FIELD_TIP = "Electronic seal of the body 机构电子签章"
# The signature box on the first page, in millimetres from the lower left corner of the sheet.
BOX = {"left": 118, "bottom": 22, "width": 72, "height": 30}
POINTS_PER_MILLIMETRE = 72 / 25.4

UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)

# RFC 8785 writes numbers as ECMAScript does: beyond this an integer would lose its last digits.
LARGEST_INTEGER = 2**53 - 1


class Unrenderable(Exception):  # noqa: N818 - the name says what happened
    """The statement cannot be set as an accessible archival document; the message says what stands in the way."""


def canonical(statement: Mapping[str, Any]) -> bytes:
    """The statement as RFC 8785 canonical JSON in UTF-8.

    Quantities are strings. A float, or an integer that ECMAScript cannot hold, raises Unrenderable.
    """
    try:
        return json.dumps(_ordered(statement), ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise Unrenderable(
            "The statement holds half of a character (a lone surrogate). Type that word again."
        ) from error


def render(statement: Mapping[str, Any], *, at: datetime, fonts: Path, draft: bool = False) -> bytes:
    """The statement as PDF, made out at `at` (aware). Raises Unrenderable with the reason.

    `fonts` is the directory with the static TrueType files of FAMILIES. An issued statement carries an empty signature
    field named FIELD on its first page, ready for signing.sign; a draft carries none and says on every page that it is
    one.
    """
    data = canonical(statement)
    address = str(statement.get("verify_url") or "")
    inputs = {
        "statement": data.decode(),
        "digest": hashlib.sha256(data).hexdigest(),
        "qr": _qr(address) if address else "",
        "draft": "yes" if draft else "no",
    } | {name: str(length) for name, length in BOX.items()}
    try:
        pdf = typst.compile(
            LAYOUT / "statement.typ",
            root=LAYOUT,
            font_paths=_fonts(fonts),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=["a-3a", "ua-1"],
            timestamp=at.replace(microsecond=0),  # typst takes whole seconds
        )
    except typst.TypstError as error:
        raise Unrenderable(_plain(error.message)) from error
    if draft:
        # Typst ends in "%%EOF" without the line end that PDF/A asks for before anything appended (6.1.9).
        return bytes(pdf) + b"\n"
    return _with_field(bytes(pdf))


def _plain(complaint: str) -> str:
    """What Typst says, in the words of somebody who typed a name."""
    if found := UNDRAWN.search(complaint):
        return f'The document\'s fonts have no sign for "{found[1]}". Write that word with other characters.'
    return f"The document cannot be set: {complaint}"


def _ordered(value: Any) -> Any:
    """The same value with every object's members sorted by UTF-16 code units (RFC 8785 3.2.3)."""
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    if isinstance(value, list | tuple):
        return [_ordered(one) for one in value]
    if value is None or isinstance(value, str | bool) or (isinstance(value, int) and abs(value) <= LARGEST_INTEGER):
        return value
    raise Unrenderable(f"{value!r} has no exact place in the statement: give quantities as text.")


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue().decode()


@cache
def _fonts(directory: Path) -> typst.Fonts:
    """The fonts of `directory` and no others, so that every machine sets the same page."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(directory)])
    if missing := FAMILIES - set(fonts.families()):
        raise Unrenderable(
            f"{directory} lacks {', '.join(sorted(missing))}. Build the front end: it puts the fonts there."
        )
    return fonts


def _with_field(raw: bytes) -> bytes:
    """The PDF with an empty signature field over the box on page 1, tagged as a form (PDF/UA-1 7.18.4).

    The field has an appearance of its own that draws nothing (PDF/A-3 6.3.3 asks for one): the box is in the layout.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        page = pdf.pages[0].obj
        tree = pdf.Root.StructTreeRoot
        parents = NumberTree(tree.ParentTree)
        key = max(parents, default=-1) + 1
        left, bottom, width, height = (
            round(BOX[name] * POINTS_PER_MILLIMETRE, 2) for name in ("left", "bottom", "width", "height")
        )
        blank = pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, width, height]), Resources=Dictionary()
        )
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(FIELD),
                TU=String(FIELD_TIP),
                Rect=Array([left, bottom, round(left + width, 2), round(bottom + height, 2)]),
                F=132,  # printed and locked (ISO 32000-1 table 165)
                P=page,
                AP=Dictionary(N=blank),
                StructParent=key,
            )
        )
        document = tree.K[0] if isinstance(tree.K, Array) else tree.K
        form = pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Form,
                P=document,
                Pg=page,
                Alt=String(FIELD_TIP),
                K=Dictionary(Type=Name.OBJR, Obj=field, Pg=page),
            )
        )
        document.K.append(form)
        parents[key] = form
        tree.ParentTreeNextKey = key + 1
        page.Annots = Array([*page.get("/Annots", []), field])
        page.Tabs = Name.S
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([field]), SigFlags=0))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()
