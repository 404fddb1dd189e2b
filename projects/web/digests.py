"""What was seen inside a file, for a reader: what it says of itself, and what its preview leaves out."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from verifier.desk.formats import filesize, number, words
from verifier.rulebook.wording import Text


class Fact(NamedTuple):
    label: object
    text: object
    is_telling: bool  # somebody may have changed the file, or something in it does not show


def _plain(value: object) -> object:
    return value


def _moment(value: object) -> str:
    """As the file writes it: whose clock it was is not known."""
    return str(value).replace("T", " ")


def _listed(value: Any) -> str:
    return ", ".join(": ".join(part) if isinstance(part, list) else str(part) for part in value)


def _yes(_value: object) -> object:
    return _("Yes")


SEPARATORS = {"\t": _("Tab"), ",": _("Comma"), ";": _("Semicolon"), "|": _("Vertical bar")}
# In this order, whatever the kind of file. What is false or zero is not said, unless the number itself tells something.
SAID: dict[str, tuple[object, Callable[[Any], object], bool]] = {
    "title": (_("Title"), _plain, False),
    "author": (_("Author"), _plain, False),
    "creator": (_("Made by"), _plain, False),
    "modified_by": (_("Last changed by"), _plain, False),
    "producer": (_("Written by the program"), _plain, False),
    "software": (_("Software"), _plain, False),
    "created": (_("Made"), _moment, False),
    "modified": (_("Last changed"), _moment, False),
    "signatures": (_("Signatures"), number, False),
    "revisions": (_("Times it was saved"), number, True),
    "attachments": (_("Files attached inside"), number, True),
    "javascript": (_("Contains a script"), _yes, True),
    "launch": (_("Starts a program"), _yes, True),
    "encrypted": (_("Rights are limited"), _yes, False),
    "formulas": (_("Formulas"), number, False),
    "hidden": (_("Hidden sheets"), _listed, True),
    "dde": (_("Calls other programs (DDE)"), _yes, True),
    "words": (_("Words"), number, False),
    "insertions": (_("Tracked insertions"), number, True),
    "deletions": (_("Tracked deletions"), number, True),
    "comments": (_("Comments inside"), number, True),
    "encoding": (_("Encoding"), _plain, False),
    "separator": (_("Separator"), lambda value: SEPARATORS.get(value, value), False),
    "formula_like": (_("Cells that begin like a formula"), number, True),
    "rows": (_("Rows"), number, False),
    "columns": (_("Columns"), number, False),
    "schema": (_("Columns and their types"), _listed, False),
    "make": (_("Camera make"), _plain, False),
    "model": (_("Camera model"), _plain, False),
    "serial": (_("Camera serial number"), _plain, False),
    "taken_at": (_("Taken (by the camera's clock)"), _moment, False),
    "offset": (_("Zone of the camera's clock"), _plain, False),
    "gps": (_("Place (GPS)"), _listed, False),
    "altitude": (_("Altitude"), _plain, False),
    "parts": (_("Files inside"), number, False),
    "unpacked": (_("Size unpacked"), filesize, False),
}


def facts(digest: Mapping[str, Any]) -> Iterator[Fact]:
    """What the file says of itself."""
    said = digest.get("facts", {})
    if digest.get("pages"):
        yield Fact(_("Pages"), number(digest["pages"]), is_telling=False)
    if "width" in said:
        yield Fact(_("Size in pixels"), f"{number(said['width'])} × {number(said['height'])}", is_telling=False)
    for name, (label, write, is_telling) in SAID.items():
        if said.get(name) and (name, said[name]) != ("revisions", 1):
            yield Fact(label, write(said[name]), is_telling)


def notes(digest: Mapping[str, Any]) -> list[str]:
    """What the preview leaves out."""
    return [words(Text(*note)) for note in digest.get("notes", ())]
