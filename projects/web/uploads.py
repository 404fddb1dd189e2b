"""Files that are on their way in: giving one up, and where one stands that has come in whole.

The pieces themselves come by the doors of the API, from the page as from a program.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from projects import arriving
from projects.models import Evidence, Upload
from projects.web.frame import Signed, seen_by


@require_GET
def standing(request: Signed, evidence_id: UUID) -> HttpResponse:
    """The receipt of a file for the page that it was sent from, which asks again until it is examined."""
    received = seen_by(request, Evidence.objects.defer("digest").prefetch_related("replacements"), evidence_id)
    return render(request, "projects/standing.html", {"file": received})


@require_POST
def give_up(request: Signed, upload_id: UUID) -> HttpResponse:
    upload = get_object_or_404(Upload.objects.visible_to(request.user), pk=upload_id)
    try:
        arriving.end(upload)
    except Upload.DoesNotExist:
        pass  # it came in whole, or was given up elsewhere, a moment ago
    else:
        messages.success(request, _("“%(name)s” was removed. Nothing of it was kept.") % {"name": upload.name})
    return redirect("projects:send", upload.request_id)
