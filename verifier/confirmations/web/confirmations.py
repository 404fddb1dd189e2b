"""One figure as it was read: what the document says, and what the second person says to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from verifier.confirmations import queries
from verifier.confirmations.models import Confirmation, Standing
from verifier.confirmations.permissions import countersigns
from verifier.confirmations.reading import shipped
from verifier.confirmations.use_cases.countersign_confirmation import countersign_confirmation
from verifier.confirmations.use_cases.refuse_confirmation import refuse_confirmation
from verifier.confirmations.web.figures import name_of
from verifier.confirmations.web.forms import ReasonForm
from verifier.desk.api.doors import attachment
from verifier.desk.signing_in import Signed


@require_GET
def confirmation(request: Signed, confirmation_id: UUID) -> HttpResponse:
    return _draw(request, _found(request, confirmation_id))


@require_POST
def countersign(request: Signed, confirmation_id: UUID) -> HttpResponse:
    found = _found(request, confirmation_id)
    countersign_confirmation(confirmation_id=found.pk, by=request.user, at=timezone.now())
    messages.success(request, _("The figure is countersigned."))
    return _onwards(request, found)


@require_POST
def refuse(request: Signed, confirmation_id: UUID) -> HttpResponse:
    found, form = _found(request, confirmation_id), ReasonForm(request.POST)
    if not form.is_valid():
        return _draw(request, found, form=form, status=422)
    refuse_confirmation(confirmation_id=found.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The reading is refused. It stays on record."))
    return _onwards(request, found)


@require_GET
def download(request: Signed, confirmation_id: UUID) -> FileResponse:
    """The document's bytes as they came, as an attachment that no browser opens as a page."""
    document = _found(request, confirmation_id).document
    return attachment(default_storage.open(document.path), name=document.name, media="application/octet-stream")


def _found(request: Signed, confirmation_id: UUID) -> Confirmation:
    return get_object_or_404(queries.confirmations(request.user), pk=confirmation_id)


def _onwards(request: Signed, judged: Confirmation) -> HttpResponse:
    """To the next figure of the document that waits for this person, or back to the scheme."""
    following = queries.next_to_countersign(judged, request.user)
    if following:
        return redirect("confirmations:confirmation", following.pk)
    return redirect(reverse("confirmations:scheme", args=[judged.scheme_code]))


def _draw(request: Signed, found: Confirmation, *, form: ReasonForm | None = None, status: int = 200) -> HttpResponse:
    waits = found.standing is Standing.WAITING
    context: dict[str, Any] = {
        "confirmation": found,
        "scheme": found.scheme,
        "name": name_of(found),
        "shipped": shipped(found.scheme, found.figure, found.since),
        "others": [{"row": row, "name": name_of(row)} for row in queries.of_one_document(found)],
        "ahead": found.since > timezone.localdate(),
        "mine": waits and found.read_by_id == request.user.pk,
        "may_judge": waits and countersigns(request.user) and found.read_by_id != request.user.pk,
        "form": form or ReasonForm(),
    }
    return render(request, "confirmations/confirmation.html", context, status=status)
