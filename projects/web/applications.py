"""Asking for verification: choose a scheme, fill in its form; the coordinator opens the case."""

from typing import Any
from uuid import UUID

from babel import Locale
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from projects import queries
from projects.models import Client
from projects.use_cases.file_application import file_application
from projects.use_cases.open_project import open_project
from projects.web.frame import Signed
from projects.web.particulars import Sheet
from projects.web.sheets import answer
from projects.web.showing import shown
from verifier import schemes
from verifier.desk.formats import locale
from verifier.desk.forms import DayField
from verifier.desk.paging import page
from verifier.people.models import User
from verifier.rulebook.scheme import Scheme

NOT_PLACES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


def countries() -> list[tuple[str, str]]:
    """Two-letter codes and names in the reader's language, by name."""
    territories = Locale.parse(locale()).territories
    known = ((code, name) for code, name in territories.items() if len(code) == 2 and code not in NOT_PLACES)
    return [("", _("Choose")), *sorted(known, key=lambda place: place[1])]


class ApplicationForm(forms.Form):
    """What every application says, whatever its scheme."""

    client = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Client.objects.none(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose the organisation that applies.")},
    )
    title = forms.CharField(
        label=_("Project name"), max_length=200, error_messages={"required": _("Enter the name of the project.")}
    )
    title_zh = forms.CharField(label=_("Project name in Chinese"), max_length=200, required=False)
    country = forms.ChoiceField(
        label=_("Country or region"), choices=countries, error_messages={"required": _("Choose where the project is.")}
    )
    site = forms.CharField(
        label=_("Site"),
        help_text=_("Address or the nearest place, and what makes it out."),
        max_length=300,
        error_messages={"required": _("Enter where the project is.")},
    )
    technology = forms.CharField(
        label=_("Technology"), max_length=200, error_messages={"required": _("Enter the technology.")}
    )
    period_from = DayField(
        label=_("First day of the period"), error_messages={"required": _("Enter the first day of the period.")}
    )
    period_until = DayField(
        label=_("Last day of the period"),
        help_text=_("This day is counted in."),
        error_messages={"required": _("Enter the last day of the period.")},
    )
    disclosure = forms.CharField(
        label=_("Disclosure"),
        help_text=_(
            "Other schemes and verifiers of the last five years, and any refusal. Write “none” if there was none."
        ),
        widget=forms.Textarea,
        max_length=5000,
        error_messages={"required": _("Say what there is to disclose, or “none”.")},
    )

    def __init__(self, *args: Any, by: User, **more: Any) -> None:
        super().__init__(*args, **more)
        own = by.clients.all()
        self.fields["client"].queryset = own  # type: ignore[attr-defined]
        if len(own) == 1:
            self.fields["client"].initial = own[0]


@require_GET
def applications(request: Signed) -> HttpResponse:
    rows = page(queries.applications(request.user), request, moment="filed_at")
    filed = [(one, schemes.get(one.scheme)) for one in rows.rows]
    context = {"page": rows, "filed": filed, "may_apply": request.user.clients.exists()}
    return render(request, "projects/applications.html", context)


@require_GET
def apply(request: Signed) -> HttpResponse:
    return render(request, "projects/apply.html", {"schemes": schemes.all()})


@require_http_methods(["GET", "POST"])
def apply_scheme(request: Signed, scheme: str) -> HttpResponse:
    chosen, data = scheme_of(scheme), request.POST or None
    form = ApplicationForm(data, by=request.user)
    sheet = Sheet(chosen.particulars, data=data, grow=request.POST.get("add", ""))

    def page(status: int) -> HttpResponse:
        context = {"scheme": chosen, "form": form, "sheet": sheet}
        return render(request, "projects/apply_scheme.html", context, status=status)

    def keep() -> HttpResponse:
        filed = file_application(
            **_fields(form), scheme=scheme, particulars=sheet.typed(), by=request.user, at=timezone.now()
        )
        messages.success(request, _("The application is filed. The coordinator will open a case or ask you."))
        return redirect("projects:application", filed.pk)

    return answer(request, form, sheet, page=page, keep=keep)


@require_GET
def application(request: Signed, application_id: UUID) -> HttpResponse:
    filed = get_object_or_404(queries.applications(request.user), pk=application_id)
    scheme = schemes.get(filed.scheme)
    return render(
        request,
        "projects/application.html",
        {
            "application": filed,
            "title": queries.title_of(filed),
            "scheme": scheme,
            "shown": shown(scheme.particulars, filed.particulars, filed.particulars),
            "case": queries.engagements(request.user).filter(application=filed).first(),
            "may_open": filed.opened_at is None and queries.coordinates(request.user),
        },
    )


@require_POST
def open_case(request: Signed, application_id: UUID) -> HttpResponse:
    get_object_or_404(queries.applications(request.user), pk=application_id)
    engagement = open_project(application_id=application_id, by=request.user, at=timezone.now())
    return redirect("projects:case", engagement.pk)


def scheme_of(code: str) -> Scheme:
    """The scheme that an address names; 404 where there is none."""
    try:
        return schemes.get(code)
    except LookupError:
        raise Http404 from None


def _fields(form: ApplicationForm) -> dict[str, Any]:
    asked = dict(form.cleaned_data)
    return {"client_id": asked.pop("client").pk, **asked}
