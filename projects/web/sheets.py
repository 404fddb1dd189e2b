"""The page of a form with a sheet: drawn, grown by a row, blamed, and left once what was typed is on record."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from projects.web.particulars import Sheet
from verifier.desk.signing_in import Signed
from verifier.errors import Unfit
from verifier.http import words


def answer(
    request: Signed,
    form: forms.Form,
    sheet: Sheet,
    *,
    page: Callable[[int], HttpResponse],
    keep: Callable[[], HttpResponse],
) -> HttpResponse:
    """What the page answers. `page` draws it with a status; `keep` records what was typed and leads on, or refuses."""
    if grow := request.POST.get("add", ""):
        form.errors.clear()
        return regrown(request, sheet, grow) or page(200)
    if not form.is_bound:
        return page(200)
    if all([form.is_valid(), sheet.is_valid()]):
        try:
            return keep()
        except Unfit as no:
            _blame(no, form, sheet)
    return page(422)


def regrown(request: Signed, sheet: Sheet, grow: str) -> HttpResponse | None:
    """The one group that a row was added to, where htmx asks for it. Nothing is judged yet."""
    for form in sheet.forms:
        form.errors.clear()
    group = sheet.group(grow)
    if group is None or request.headers.get("HX-Request") != "true":
        return None
    return render(request, "projects/rows.html", {"group": group})


def _blame(no: Unfit, form: forms.Form, sheet: Sheet) -> None:
    """Put the faults a use case found beside the fields they name."""
    for name, message in no.fields.items():
        if name in form.fields:
            form.add_error(name, words(message))
        else:
            sheet.blame(name, words(message))
    if not no.fields:
        form.add_error(None, words(no.message))
