"""Sending a file so that a browser stores it and never runs it."""

from typing import IO

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.text import get_valid_filename

from verifier.http import OF_A_FILE


def attached(content: IO[bytes] | bytes, *, name: str, kind: str) -> HttpResponseBase:
    """The file under `name`, as media type `kind`."""
    filename = get_valid_filename(name)
    if isinstance(content, bytes):
        disposition = {"Content-Disposition": f'attachment; filename="{filename}"'}
        return HttpResponse(content, content_type=kind, headers=OF_A_FILE | disposition)
    return FileResponse(content, as_attachment=True, filename=filename, content_type=kind, headers=OF_A_FILE)
