"""Sending a file so that a browser stores it and never runs it; every answer says `nosniff` already."""

from typing import IO

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.text import get_valid_filename

HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


def attached(content: IO[bytes] | bytes, *, name: str, kind: str) -> HttpResponseBase:
    """The file under `name`, as media type `kind`."""
    filename = get_valid_filename(name)
    if isinstance(content, bytes):
        disposition = {"Content-Disposition": f'attachment; filename="{filename}"'}
        return HttpResponse(content, content_type=kind, headers=HEADERS | disposition)
    return FileResponse(content, as_attachment=True, filename=filename, content_type=kind, headers=HEADERS)
