"""Reading figures in a document: one file, one or many figures."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from verifier.confirmations import queries
from verifier.confirmations.use_cases.read_figures import read_figures
from verifier.confirmations.web.figures import scheme_for
from verifier.confirmations.web.forms import DocumentForm, FigureForm, blame
from verifier.desk.formats import day
from verifier.desk.forms import Gathered
from verifier.desk.receiving import takes_files
from verifier.desk.signing_in import Signed
from verifier.errors import Unfit
from verifier.rulebook.scheme import Scheme


@require_http_methods(["GET", "POST"])
@takes_files
def read(request: Signed, scheme: str) -> HttpResponse:
    """Who asks is checked before the body is read; the check against forged requests reads it."""
    found = scheme_for(request, scheme)
    try:
        return _PROTECTED(request, found)
    except Unfit as no:  # from the upload handler: there is no form to read any more
        document = DocumentForm({}, MultiValueDict())
        document.errors.clear()
        blame(no, document, [])
        return _draw(request, found, document, _figures(request, found, codes=request.GET.getlist("figure")), no=no)


def _read(request: Signed, scheme: Scheme) -> HttpResponse:
    if request.method == "GET":
        return _draw(request, scheme, DocumentForm(), _figures(request, scheme, codes=request.GET.getlist("figure")))
    document = DocumentForm(request.POST, request.FILES)
    figures = _figures(request, scheme, codes=request.POST.getlist("figure"), data=request.POST)
    if not all([document.is_valid(), *(form.is_valid() for form in figures)]):
        return _draw(request, scheme, document, figures)
    read = [form for form in figures if form.has_changed()]
    said: dict[str, Any] = {**document.cleaned_data, "file": document.cleaned_data["file"].received}
    try:
        read_figures(
            scheme=scheme.code, **said, figures=[form.reading for form in read], by=request.user, at=timezone.now()
        )
    except Unfit as no:
        blame(no, document, read)
        return _draw(request, scheme, document, figures, no=no)
    _tell(request, read)
    return redirect(f"{reverse('confirmations:scheme', args=[scheme.code])}?state=waiting")


_PROTECTED: Callable[..., HttpResponse] = csrf_protect(_read)


def _figures(request: Signed, scheme: Scheme, *, codes: list[str], data: Any = None) -> list[FigureForm]:
    """A form for each figure that was chosen; without a choice, for each that holds issuing back and was not read."""
    today = timezone.localdate()
    known = {figure.code for figure in scheme.figures}
    wanted = [code for code in dict.fromkeys(codes) if code in known]
    if not wanted:
        lines, _days = queries.lines_of(scheme, today)
        wanted = [line.shipped.code for line in lines if line.holds and not line.waiting]
    return [FigureForm(data, scheme=scheme, code=code, on=today) for code in dict.fromkeys(wanted)]


def _draw(
    request: Signed, scheme: Scheme, document: DocumentForm, figures: list[FigureForm], *, no: Unfit | None = None
) -> HttpResponse:
    context = {"scheme": scheme, "document": document, "figures": figures, "faults": Gathered(figures), "no": no}
    return render(request, "confirmations/read.html", context, status=422 if document.is_bound else 200)


def _tell(request: Signed, read: list[FigureForm]) -> None:
    said = ngettext(
        "%(number)d figure is on record. It holds once a second person has countersigned it.",
        "%(number)d figures are on record. Each holds once a second person has countersigned it.",
        len(read),
    )
    messages.success(request, said % {"number": len(read)})
    ahead = sorted({form.cleaned_data["since"] for form in read if form.cleaned_data["since"] > timezone.localdate()})
    if ahead:
        first = _("Some lie ahead and hold from their day only, the first from %(day)s.")
        messages.warning(request, first % {"day": day(ahead[0])})
