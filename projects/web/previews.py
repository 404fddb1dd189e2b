"""A file as it can be seen without opening it: pages, rows, picture or text, as they were laid down on its arrival."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from projects import queries
from projects.models import Evidence, Pin
from projects.models.pin import columns_of
from projects.permissions import May, rights
from projects.quarantine import previews
from projects.stages import Stage
from projects.use_cases.pin_comment import pin_comment
from projects.web.digests import facts, notes
from projects.web.frame import Signed, draw, seen_by
from projects.web.pins import PinForm, address, pinned
from verifier.desk.formats import filesize
from verifier.errors import Unfit
from verifier.http import OF_A_FILE, words

PAGE = 200  # rows or lines; those of tables are laid down by as many
NUMBER = re.compile(r"[-+]?[\d,. ]*\d%?")


@dataclass(frozen=True)
class Cell:
    text: str
    formula: str
    is_number: bool
    is_pinned: bool


@dataclass(frozen=True)
class Row:
    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Tab:
    title: str
    url: str
    here: bool
    is_hidden: bool


@dataclass(frozen=True)
class Seen:
    """What of a file is on the page. `number` of `count` is the page of a PDF, or the first row that is shown.

    `page` and `sheet` say to what a comment is pinned; both are 0 where rows of the file itself are named.
    """

    shape: str = "nothing"  # or page, picture, table
    number: int = 1
    count: int = 0
    page: int = 0
    sheet: int = 0
    text: str = ""
    tabs: Sequence[Tab] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Row] = ()
    formulas: int = 0  # on this page
    step: int = 1

    @property
    def last(self) -> int:
        return self.rows[-1].number if self.rows else 0

    @property
    def before(self) -> str:
        return self._beside(max(1, self.number - self.step)) if self.number > 1 else ""

    @property
    def after(self) -> str:
        return self._beside(self.number + self.step) if self.number + self.step <= self.count else ""

    @property
    def asked(self) -> str:
        """What names this page of the file in an address."""
        return self._beside(self.number)

    def _beside(self, number: int) -> str:
        named = {"page": number} if self.shape == "page" else {"row": number}
        return "?" + urlencode(({"sheet": self.sheet} if self.sheet else {}) | named)


@require_GET
def preview(request: Signed, evidence_id: UUID) -> HttpResponse:
    return _preview(request, _file(request, evidence_id), request.GET)


@require_POST
def pin(request: Signed, evidence_id: UUID) -> HttpResponse:
    """Pin a comment to the page of the file that the form stood on, or to rows or cells that it names."""
    file = _file(request, evidence_id)
    seen = _seen(file, request.POST, [])
    form = PinForm(request.POST, page=seen.page, sheet=seen.sheet)
    if form.is_valid():
        try:
            made = pin_comment(
                evidence_id=file.pk,
                place=form.place,
                text=form.cleaned_data["text"],
                by=request.user,
                at=timezone.now(),
            )
        except Unfit as no:
            form.add_error("where" if "where" in form.fields else None, words(no.message))
        else:
            messages.success(request, _("The comment is pinned."))
            return redirect(address(made))
    return _preview(request, file, request.POST, form=form, status=422)


@require_GET
def picture(request: Signed, evidence_id: UUID) -> FileResponse:
    """The picture of a page of a PDF, or the picture itself: made anew by us, and still nothing a browser may run."""
    file: Evidence = seen_by(request, Evidence.objects.readable(), evidence_id)
    name = f"page-{_asked(request.GET, 'page', 9999):04}.webp" if "page" in request.GET else "picture.webp"
    try:
        kept = storages["previews"].open(f"{previews(file)}{name}", "rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(kept, content_type="image/webp", headers=OF_A_FILE)


def _file(request: Signed, evidence_id: UUID) -> Evidence:
    rows = Evidence.objects.readable().select_related("request", "replaces").prefetch_related("replacements")
    file: Evidence = seen_by(request, rows, evidence_id)
    return file


def _preview(
    request: Signed, file: Evidence, asked: QueryDict, *, form: PinForm | None = None, status: int = 200
) -> HttpResponse:
    engagement, digest = file.engagement, file.digest or {}
    held = rights(request.user, engagement)
    pins = queries.pins(file, request.user) if May.READ in held else []
    seen = _seen(file, asked, [one for one in pins if one.evidence_id == file.pk])
    may_pin = May.RECORD in held and engagement.stage == Stage.UNDER_WAY and seen.shape != "nothing"
    shown: dict[str, Any] = {
        "file": file,
        "asked_for": queries.asked_for(file.request, engagement.scheme),
        "seen": seen,
        "with_formulas": "formulas" in asked,
        "facts": list(facts(digest)),
        "notes": notes(digest),
        "pins": list(pinned(pins, file)),
        "form": (form or PinForm(page=seen.page, sheet=seen.sheet)) if may_pin else None,
    }
    return draw(request, "projects/preview.html", engagement, held=held, status=status, **shown)


# What is seen ------------------------------------------------------------------------------------------------------


def _seen(file: Evidence, asked: QueryDict, pins: Sequence[Pin]) -> Seen:
    """What `asked` names of the file. Raises Http404 where it is mangled."""
    digest = file.digest or {}
    if pages := digest.get("pages_shown"):
        number = _asked(asked, "page", pages)
        text = _laid_down(file, f"page-{number:04}.txt") or b""
        return Seen("page", number, pages, page=number, text=text.decode())
    if sheets := digest.get("sheets"):
        return _sheet(file, sheets, asked, pins)
    if "width" in digest.get("facts", {}):
        return Seen("picture", page=1)
    if (lines := _laid_down(file, "text.txt")) is not None:
        return _listed([_("Text")], [[line] for line in lines.decode().splitlines()], asked, pins)
    if (parts := _laid_down(file, "parts.json")) is not None:
        columns = [_("File inside"), _("Size"), _("Changed")]
        rows = [[one["name"], filesize(one["size"]), one["modified"].replace("T", " ")] for one in json.loads(parts)]
        return _listed(columns, rows, asked, pins)
    return Seen()


def _sheet(file: Evidence, sheets: list[dict[str, Any]], asked: QueryDict, pins: Sequence[Pin]) -> Seen:
    number = _asked(asked, "sheet", len(sheets))
    sheet, own = sheets[number - 1], [one for one in pins if one.place.get("sheet") == number]
    first = _first(asked, sheet["rows_shown"])
    told = json.loads(_laid_down(file, f"sheet-{number:04}/rows-{first // PAGE + 1:04}.json") or b'{"rows": []}')
    formulas = told.get("formulas", {})
    columns = [letters(place) for place in range(1, sheet["columns_shown"] + 1)]
    tabs = [
        Tab(one["name"] or str(place), f"?sheet={place}", place == number, not one["visible"])
        for place, one in enumerate(sheets, 1)
    ]
    rows = list(_rows(told["rows"], first, columns, formulas, own))
    return Seen(
        "table",
        first,
        sheet["rows_shown"],
        sheet=number,
        tabs=tabs if len(tabs) > 1 else (),
        columns=columns,
        rows=rows,
        formulas=len(formulas),
        step=PAGE,
    )


def _listed(columns: list[str], rows: list[list[str]], asked: QueryDict, pins: Sequence[Pin]) -> Seen:
    first = _first(asked, len(rows))
    shown = list(_rows(rows[first - 1 : first - 1 + PAGE], first, columns, {}, pins))
    return Seen("table", first, len(rows), columns=columns, rows=shown, step=PAGE)


def _rows(
    rows: Iterable[Sequence[str | None]],
    first: int,
    columns: Sequence[str],
    formulas: Mapping[str, str],
    pins: Sequence[Pin],
) -> Iterator[Row]:
    for number, row in enumerate(rows, first):
        touched = [one for one in pins if one.rows and one.rows[0] <= number <= one.rows[1]]
        cells = [
            Cell(
                text=text or "",
                formula=formulas.get(f"{column}{number}", ""),
                is_number=bool(text and NUMBER.fullmatch(text)),
                is_pinned=any(_covers(one, place) for one in touched),
            )
            for place, (column, text) in enumerate(zip(columns, [*row, *[None] * len(columns)], strict=False), 1)
        ]
        yield Row(number, cells)


def _covers(one: Pin, column: int) -> bool:
    if "cells" not in one.place:
        return True
    first, last = columns_of(one.place["cells"])
    return first <= column <= last


def letters(column: int) -> str:
    """A, B ... Z, AA: the name of a column by its number."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _first(asked: QueryDict, rows: int) -> int:
    """The first row of the page on which the row lies that is asked for."""
    return (_asked(asked, "row", max(1, rows)) - 1) // PAGE * PAGE + 1


def _asked(asked: QueryDict, name: str, most: int) -> int:
    """A number from 1 to `most`, the nearest where another is asked for. Raises Http404 for what is no number."""
    text = asked.get(name) or "1"
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        raise Http404
    return min(max(1, int(text)), most)


def _laid_down(file: Evidence, name: str) -> bytes | None:
    """A part of the preview; None where there is none."""
    try:
        with storages["previews"].open(f"{previews(file)}{name}", "rb") as kept:
            content: bytes = kept.read()
            return content
    except FileNotFoundError:
        return None
