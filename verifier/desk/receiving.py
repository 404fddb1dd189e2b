"""How a file comes in, whichever door it comes by: streamed to disk and hashed on the way, never held in memory."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from verifier.desk.formats import limit
from verifier.errors import Unfit
from verifier.store import Received

CHUNK = 1 << 20  # bytes


class HashedFile(TemporaryUploadedFile):
    """An uploaded file on disk that knows its SHA-256. The store may take it away by renaming it."""

    sha256: str

    @property
    def received(self) -> Received:
        return Received(
            path=Path(self.temporary_file_path()), name=str(self.name), size=int(self.size or 0), sha256=self.sha256
        )


class HashingUploadHandler(TemporaryFileUploadHandler):
    """Takes every file of a form to disk in pieces of a mebibyte. Files above settings.MAX_EVIDENCE_BYTES are let run
    out unread: a browser shows the answer only once it has sent all it meant to send. Raises Unfit at the end then.
    """

    chunk_size = CHUNK

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.is_too_large = False
        self.arrived = 0  # over all files of the form: it asks for one

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)
        # The temporary file is not called after the sender's name, whose ending may be longer than a file system takes.
        self.hashed = HashedFile("evidence", self.content_type, 0, self.charset, self.content_type_extra)
        self.hashed.name = self.file_name
        self.file = self.hashed
        self.digest = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.arrived += len(raw_data)
        if self.arrived > settings.MAX_EVIDENCE_BYTES:
            self.is_too_large = True
            raise SkipFile
        self.digest.update(raw_data)
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> HashedFile:
        self.hashed.flush()
        self.hashed.sha256 = self.digest.hexdigest()
        super().file_complete(file_size)
        return self.hashed

    def upload_complete(self) -> None:
        if self.is_too_large:
            too_large = _("The file is larger than %(most)s.") % {"most": limit(settings.MAX_EVIDENCE_BYTES)}
            raise Unfit(too_large, mend=_("Send it in parts, or packed as a ZIP archive."), fields={"file": too_large})


def pieces(request: HttpRequest) -> Iterator[bytes]:
    """The body of a request as it comes over the line; it ends where the sender does, or goes away."""
    with suppress(UnreadablePostError):
        while piece := request.read(CHUNK):
            yield piece


def address_of(request: HttpRequest) -> str | None:
    """The network address that the request comes from, if that can be told."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return None


def takes_files(door: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a door that takes a file, and only for such: its files go through the hashing handler.

    The handler must be in place before anything reads the form, and the check against forged requests reads it. A page
    therefore checks who asks first, and then calls a function under `csrf_protect`; REST framework checks by itself.
    """

    @csrf_exempt
    @wraps(door)
    def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [HashingUploadHandler(request)]
        return door(request, *args, **kwargs)

    return taking
