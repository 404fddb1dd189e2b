"""Files that come in piece by piece and can be gone on with after a break, by tus 1.0 (https://tus.io/protocols).

Pages and programs use the same addresses: a page with its session and the token against forgery, a program with its
key. The body of a request is never held in memory.
"""

import base64
import binascii
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.response import Response

from projects import arriving
from projects.api import incoming, outgoing_evidence
from projects.models import Evidence, EvidenceRequest, Upload
from projects.use_cases.receive_evidence import receive_evidence
from verifier.desk.api.describing import takes
from verifier.desk.api.doors import Door, Signed, taken
from verifier.desk.receiving import address_of, pieces

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
SPOKEN = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
ABLE = {
    "Tus-Version": VERSION,
    "Tus-Extension": "creation,checksum,termination,expiration",
    "Tus-Checksum-Algorithm": "sha256",
}


def header(name: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.HEADER, required=required)


class OtherVersion(APIException):
    status_code = 412
    default_code = "other-version"
    default_detail = _("Here tus 1.0.0 is spoken: send the header Tus-Resumable: 1.0.0.")


def own(request: Signed, pk: UUID) -> Upload:
    """The caller's own upload. Raises Http404."""
    return get_object_or_404(Upload.objects.visible_to(request.user), pk=pk)


class TusDoor(Door):
    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            raise OtherVersion

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204, headers={**ABLE, "Tus-Max-Size": str(settings.MAX_EVIDENCE_BYTES)})

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Upload.DoesNotExist):  # ended while this request was on its way
            exc = Http404()
        answer = super().handle_exception(exc)
        if isinstance(exc, arriving.Elsewhere):
            answer["Upload-Offset"] = str(exc.offset)
        if isinstance(exc, OtherVersion):
            answer["Tus-Version"] = VERSION
        return answer

    def finalize_response(self, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(*args, **kwargs)
        for name, value in SPOKEN.items():
            answer[name] = value
        return answer


class BeginUpload(TusDoor):
    @takes(None, None, status=201, parameters=[header("Upload-Length", required=True), header("Upload-Metadata")])
    def post(self, request: Signed, pk: UUID) -> Response:
        """Begin to send a file for a request; its address is in `Location`, until `Upload-Expires`.

        `Upload-Metadata` (names and base64) has its `filename`, and the `folder` it lies in when a folder is sent.
        Besides what is listed: 507 no room.
        """
        asked = get_object_or_404(EvidenceRequest.objects.visible_to(request.user), pk=pk)
        length = _count(request, "Upload-Length")
        told = _metadata(request.headers.get("Upload-Metadata", ""))
        upload = arriving.begin(
            request=asked,
            name=told.get("filename", ""),
            folder=told.get("folder", ""),
            length=length,
            by=request.user,
            at=timezone.now(),
        )
        place = reverse("projects_api:upload", args=[upload.pk])
        return Response(status=201, headers={"Location": place, **_shown(upload)})


class OneUpload(TusDoor):
    def head(self, request: Signed, pk: UUID) -> Response:
        """How much has arrived."""
        upload = own(request, pk)
        if upload.expires_at <= timezone.now():
            raise arriving.Over(
                _("This upload was not finished in time."), mend=_("Send the file again from the beginning.")
            )
        return Response(headers={"Upload-Length": str(upload.length), **_shown(upload)})

    @takes(
        OpenApiTypes.BINARY,
        None,
        status=204,
        media=PIECE,
        parameters=[header("Upload-Offset", required=True), header("Upload-Checksum")],
    )
    def patch(self, request: Signed, pk: UUID) -> Response:
        """Send on from `Upload-Offset`; `HEAD` says where that is. `Upload-Checksum` is `sha256` and base64.

        Besides what is listed: 410 expired, 423 another writer, 460 not what its checksum promised, 507 no room.
        """
        upload = own(request, pk)
        if request.content_type != PIECE:
            raise UnsupportedMediaType(request.content_type or "")
        piece = arriving.Piece(
            offset=_count(request, "Upload-Offset"),
            size=_count(request, "Content-Length"),
            content=pieces(request),
            sha256=_checksum(request.headers.get("Upload-Checksum", "")),
        )
        arriving.append(upload, piece, at=timezone.now())
        return Response(status=204, headers=_shown(upload))

    @takes(None, None, status=204)
    def delete(self, request: Signed, pk: UUID) -> Response:
        """Give the upload up; what has arrived of it is done away with."""
        arriving.end(own(request, pk))
        return Response(status=204)


class FinishUpload(Door):
    @takes(incoming.FinishedUpload, outgoing_evidence.Evidence, status=201)
    def post(self, request: Signed, pk: UUID) -> Response:
        """All has arrived: take the file as evidence. The answer is its receipt, and the same one when asked again."""
        try:
            return self._taken(request, Upload.objects.visible_to(request.user).get(pk=pk))
        except Upload.DoesNotExist:  # it never was, or another finish had it a moment ago
            received = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk, received_by=request.user)
            return Response(outgoing_evidence.Evidence(received).data)

    def _taken(self, request: Signed, upload: Upload) -> Response:
        now = timezone.now()
        said = taken(
            incoming.FinishedUpload, request, among=Evidence.objects.standing().filter(request=upload.request_id)
        )
        with arriving.alone(upload, at=now) as file:
            evidence = receive_evidence(
                request_id=upload.request_id,
                file=arriving.whole(upload, file),
                by=request.user,
                at=now,
                upload_id=upload.pk,
                folder=upload.folder,
                received_from=address_of(request),
                **said,
            )
        return Response(outgoing_evidence.Evidence(evidence).data, status=201)


def _shown(upload: Upload) -> dict[str, str]:
    return {"Upload-Offset": str(upload.offset), "Upload-Expires": http_date(upload.expires_at.timestamp())}


def _count(request: Signed, name: str) -> int:
    """A header that holds a number of bytes. Raises ParseError."""
    value = request.headers.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < 20):
        raise ParseError(_("The header %(name)s must hold a number of bytes.") % {"name": name})
    return int(value)


def _metadata(header: str) -> dict[str, str]:
    """`name base64, name base64` as names and texts. Raises ParseError."""
    told = {}
    for pair in filter(None, map(str.strip, header.split(","))):
        name, _space, value = pair.partition(" ")
        try:
            told[name] = base64.b64decode(value, validate=True).decode()
        except ValueError as error:
            raise ParseError(_("Upload-Metadata must hold names and base64 of UTF-8.")) from error
    return told


def _checksum(header: str) -> bytes:
    """The SHA-256 that Upload-Checksum promises; nothing without the header. Raises ParseError."""
    if not header:
        return b""
    algorithm, _space, value = header.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except binascii.Error:
        digest = b""
    if algorithm != "sha256" or len(digest) != 32:
        raise ParseError(_("Upload-Checksum must be sha256 and the base64 of its 32 bytes."))
    return digest
