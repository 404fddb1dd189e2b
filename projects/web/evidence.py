"""What came in: sending it, the receipt of each file, and the bytes back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from projects import queries
from projects.models import Evidence, EvidenceRequest, Upload
from projects.permissions import May, ensure
from projects.stages import Stage
from projects.use_cases.receive_evidence import receive_evidence
from projects.web.frame import Signed, draw, seen_by
from verifier.desk.formats import limit
from verifier.desk.forms import blame
from verifier.desk.receiving import HashedFile, address_of, takes_files
from verifier.errors import Unfit
from verifier.http import OF_A_FILE

USUAL_ZONES = ("UTC", "Asia/Shanghai", "Asia/Urumqi", "Asia/Singapore", "Europe/Berlin", "Europe/London")


def zones() -> list[tuple[object, list[tuple[str, str]]]]:
    others = sorted(zone for zone in available_timezones() if "/" in zone and zone not in USUAL_ZONES)
    groups = ((_("Usual"), USUAL_ZONES), (_("All"), others))
    return [(label, [(zone, zone) for zone in listed]) for label, listed in groups]


class SendForm(forms.Form):
    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        # A name of any length and a file of no bytes are judged by the use case, in its own words.
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
    )
    zone = forms.ChoiceField(
        label=_("Time zone of the meter's clock"),
        help_text=_("As the clock runs in the file, not where you are. A wrong zone moves energy into another year."),
        choices=zones,
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
        earlier = Evidence.objects.standing().filter(request=asked).defer("digest")
        self.fields["file"].help_text = _(
            "PDF, XLSX, DOCX, CSV, TSV, TXT, JSON, Parquet, PNG, JPG or ZIP, up to %(most)s."
        ) % {"most": limit(settings.MAX_EVIDENCE_BYTES)}
        self.fields["replaces"].queryset = earlier  # type: ignore[attr-defined]
        if not earlier:
            del self.fields["replaces"]
        if asked.engagement.scheme.reads_series(asked.kind):
            self.fields["zone"].initial = asked.engagement.project.zone
        else:
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


@require_http_methods(["GET", "POST"])
@takes_files
def send(request: Signed, request_id: UUID) -> HttpResponse:
    """Who asks is checked before the body is read; the check against forged requests reads it."""
    asked: EvidenceRequest = seen_by(request, EvidenceRequest.objects.with_reason(), request_id)
    ensure(request.user, May.SEND, on=asked.engagement)
    asked.engagement.require(Stage.UNDER_WAY)
    try:
        return _PROTECTED(request, asked)
    except Unfit as no:  # from the upload handler: there is no form to read any more
        form = SendForm({}, {}, asked=asked)
        form.errors.clear()
        blame(form, no)
        return _send(request, asked, form, no=no)


def _receive(request: Signed, asked: EvidenceRequest) -> HttpResponse:
    if request.method == "GET":
        return _send(request, asked, SendForm(asked=asked))
    form = SendForm(request.POST, request.FILES, asked=asked)
    if not form.is_valid():
        return _send(request, asked, form, status=422)
    try:
        came = receive_evidence(
            request_id=asked.pk,
            by=request.user,
            at=timezone.now(),
            received_from=address_of(request),
            **form.sent,
        )
    except Unfit as no:
        blame(form, no)
        return _send(request, asked, form, no=no)
    messages.success(request, _("The file is here. This is its receipt."))
    return redirect("projects:receipt", came.pk)


_PROTECTED: Callable[..., HttpResponse] = csrf_protect(_receive)


@require_GET
def receipt(request: Signed, evidence_id: UUID) -> HttpResponse:
    rows = Evidence.objects.select_related("request", "received_by", "replaces")
    came: Evidence = seen_by(request, rows.prefetch_related("replacements", "readings").defer("digest"), evidence_id)
    asked_for = queries.asked_for(came.request, came.engagement.scheme)
    return draw(request, "projects/receipt.html", came.engagement, evidence=came, asked_for=asked_for)


@require_GET
def receipt_json(request: Signed, evidence_id: UUID) -> HttpResponse:
    """The receipt for programs and archives."""
    came: Evidence = seen_by(request, Evidence.objects.select_related("request", "received_by"), evidence_id)
    told = {
        "evidence": str(came.pk),
        "case": came.engagement.number,
        "request": str(came.request),
        "kind": came.request.kind,
        "name": came.name,
        "folder": came.folder,
        "size": came.size,
        "sha256": came.sha256,
        "received_at": came.received_at.isoformat(),
        "received_by": came.received_by.full_name,
        "received_from": came.received_from,
        "compared": came.compared,
        "stage": came.stage,
        "examined_at": came.examined_at.isoformat() if came.examined_at else None,
        "scan": came.scan,
        "refusal": came.refusal,
        "confirmed_at": came.confirmed_at.isoformat() if came.confirmed_at else None,
    }
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="receipt-{came.sha256[:12]}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def download(request: Signed, evidence_id: UUID) -> FileResponse:
    """The bytes as they came, as an attachment that no browser opens as a page."""
    came: Evidence = seen_by(request, Evidence.objects.readable(), evidence_id)
    return FileResponse(
        default_storage.open(came.path, "rb"),
        as_attachment=True,
        filename=came.name,
        content_type="application/octet-stream",
        headers=OF_A_FILE,
    )


def _send(
    request: Signed, asked: EvidenceRequest, form: SendForm, *, no: Unfit | None = None, status: int = 200
) -> HttpResponse:
    shown: dict[str, Any] = {
        "asked": asked,
        "asked_for": queries.asked_for(asked, asked.engagement.scheme),
        "form": form,
        "no": no,
        "begun": Upload.objects.visible_to(request.user).filter(request=asked, expires_at__gt=timezone.now()),
        "nobody": UUID(int=0),  # in addresses that the page completes
    }
    return draw(request, "projects/send.html", asked.engagement, status=422 if no else status, **shown)
