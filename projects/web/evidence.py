"""What was asked for and what came in: ask, send, and the receipt of each file."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django import forms
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from projects import queries
from projects.models import Engagement, Evidence, EvidenceRequest
from projects.permissions import May, ensure, rights
from projects.stages import Stage
from projects.use_cases.receive_evidence import receive_evidence
from projects.use_cases.request_evidence import request_evidence
from projects.web.frame import Signed, case_of, draw, seen_by
from verifier.desk.forms import DayField
from verifier.desk.receiving import HashedFile, takes_files
from verifier.errors import Unfit
from verifier.http import words
from verifier.rulebook.programme import EvidenceKind
from verifier.rulebook.scheme import Scheme

USUAL_ZONES = ("UTC", "Asia/Shanghai", "Asia/Urumqi", "Asia/Singapore", "Europe/Berlin", "Europe/London")


def zones() -> list[tuple[object, list[tuple[str, str]]]]:
    others = sorted(zone for zone in available_timezones() if "/" in zone and zone not in USUAL_ZONES)
    groups = ((_("Usual"), USUAL_ZONES), (_("All"), others))
    return [(label, [(zone, zone) for zone in listed]) for label, listed in groups]


class AskForm(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(label=_("Kind of evidence"), error_messages={"required": _("Choose a kind.")})
    note = forms.CharField(
        label=_("What is needed"),
        help_text=_("For example the meters, the months, the form."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )
    due_on = DayField(label=_("Due on"), error_messages={"required": _("Enter the day by which it is needed.")})

    def __init__(self, *args: Any, kinds: list[EvidenceKind], **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(kind.code, words(kind.title)) for kind in kinds]
        self.fields["kind"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]


class SendForm(forms.Form):
    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, XLSX, DOCX, CSV, TSV, TXT, JSON, PNG, JPG or ZIP, up to 2 GB."),
        # A name of any length and a file of no bytes are judged by the use case, in its own words.
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
    )
    zone = forms.ChoiceField(
        label=_("Time zone of the meter's clock"),
        help_text=_("As the clock runs in the file, not where you are. A wrong zone moves energy into another year."),
        choices=zones,
        initial="UTC",
    )
    replaces = forms.ModelChoiceField(
        label=_("Corrects an earlier file"),
        help_text=_("The earlier file stays on record, marked as replaced."),
        queryset=Evidence.objects.none(),
        empty_label=_("No, it is a further file"),
        required=False,
    )

    def __init__(self, *args: Any, asked: EvidenceRequest, **more: Any) -> None:
        super().__init__(*args, **more)
        earlier = Evidence.objects.current().filter(request=asked)
        self.fields["replaces"].queryset = earlier  # type: ignore[attr-defined]
        if not earlier:
            del self.fields["replaces"]
        if not asked.engagement.scheme.reads_series(asked.kind):
            del self.fields["zone"]

    @property
    def sent(self) -> dict[str, Any]:
        file: HashedFile = self.cleaned_data["file"]
        replaced = self.cleaned_data.get("replaces")
        return {
            "file": file.received,
            "zone": self.cleaned_data.get("zone", "UTC"),
            "replaces": replaced.pk if replaced else None,
        }


@require_GET
def evidence(request: Signed, engagement_id: UUID) -> HttpResponse:
    return _evidence(request, case_of(request, engagement_id))


@require_POST
def ask(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement = case_of(request, engagement_id)
    form = AskForm(request.POST, kinds=_not_asked(engagement))
    if form.is_valid():
        try:
            request_evidence(engagement_id=engagement.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Unfit as no:
            _blame(form, no)
        else:
            return redirect("projects:evidence", engagement.pk)
    return _evidence(request, engagement, form=form, status=422)


@require_http_methods(["GET", "POST"])
@takes_files
def send(request: Signed, request_id: UUID) -> HttpResponse:
    """Who asks is checked before the body is read; the check against forged requests reads it."""
    asked: EvidenceRequest = seen_by(request, EvidenceRequest.objects.all(), request_id)
    ensure(request.user, May.SEND, on=asked.engagement)
    asked.engagement.require(Stage.UNDER_WAY)
    try:
        return _PROTECTED(request, asked)
    except Unfit as no:  # from the upload handler: there is no form to read any more
        form = SendForm({}, {}, asked=asked)
        form.errors.clear()
        _blame(form, no)
        return _send(request, asked, form, no=no)


def _receive(request: Signed, asked: EvidenceRequest) -> HttpResponse:
    if request.method == "GET":
        return _send(request, asked, SendForm(asked=asked))
    form = SendForm(request.POST, request.FILES, asked=asked)
    if not form.is_valid():
        return _send(request, asked, form, status=422)
    try:
        came = receive_evidence(request_id=asked.pk, by=request.user, at=timezone.now(), **form.sent)
    except Unfit as no:
        _blame(form, no)
        return _send(request, asked, form, no=no)
    messages.success(request, _("The file is here. This is its receipt."))
    return redirect("projects:receipt", came.pk)


_PROTECTED: Callable[..., HttpResponse] = csrf_protect(_receive)


@require_GET
def receipt(request: Signed, evidence_id: UUID) -> HttpResponse:
    came: Evidence = seen_by(request, _with_request(), evidence_id)
    return draw(request, "projects/receipt.html", came.engagement, evidence=came, kind=_kind(came.request))


@require_GET
def receipt_json(request: Signed, evidence_id: UUID) -> HttpResponse:
    """The receipt for programs and archives."""
    came: Evidence = seen_by(request, _with_request(), evidence_id)
    told = {
        "evidence": str(came.pk),
        "case": came.engagement.number,
        "request": str(came.request),
        "kind": came.request.kind,
        "name": came.name,
        "size": came.size,
        "sha256": came.sha256,
        "received_at": came.received_at.isoformat(),
        "received_from": came.received_by.full_name,
        "confirmed_at": came.confirmed_at.isoformat() if came.confirmed_at else None,
    }
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="receipt-{came.sha256[:12]}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def download(request: Signed, evidence_id: UUID) -> FileResponse:
    """The bytes as they came, as an attachment that no browser opens as a page."""
    came: Evidence = seen_by(request, Evidence.objects.all(), evidence_id)
    answer = FileResponse(
        default_storage.open(came.path, "rb"),
        as_attachment=True,
        filename=came.name,
        content_type="application/octet-stream",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _with_request() -> Any:
    return Evidence.objects.select_related("request", "received_by", "replaces", "replacement", "series")


def _evidence(
    request: Signed, engagement: Engagement, *, form: AskForm | None = None, status: int = 200
) -> HttpResponse:
    held = rights(request.user, engagement)
    asked = [(one, _kind(one, engagement.scheme)) for one in queries.requests(engagement)]
    may_ask = May.REQUEST in held and engagement.stage == Stage.UNDER_WAY
    shown: dict[str, Any] = {
        "asked": asked,
        "answered": sum(bool(one.evidence.all()) for one, _kind in asked),
        "form": (form or AskForm(kinds=_not_asked(engagement))) if may_ask else None,
        "today": timezone.localdate(),
    }
    return draw(request, "projects/evidence.html", engagement, held=held, status=status, **shown)


def _send(
    request: Signed, asked: EvidenceRequest, form: SendForm, *, no: Unfit | None = None, status: int = 200
) -> HttpResponse:
    shown: dict[str, Any] = {"asked": asked, "kind": _kind(asked), "form": form, "no": no}
    return draw(request, "projects/send.html", asked.engagement, status=422 if no else status, **shown)


def _kind(asked: EvidenceRequest, scheme: Scheme | None = None) -> EvidenceKind:
    scheme = scheme or asked.engagement.scheme
    return next(kind for kind in scheme.evidence_kinds if kind.code == asked.kind)


def _not_asked(engagement: Engagement) -> list[EvidenceKind]:
    asked = set(engagement.requests.values_list("kind", flat=True))
    return [kind for kind in engagement.scheme.evidence_kinds if kind.code not in asked]


def _blame(form: forms.Form, no: Unfit) -> None:
    for name, message in no.fields.items():
        form.add_error(name if name in form.fields else None, words(message))
