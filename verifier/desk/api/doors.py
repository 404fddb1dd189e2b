"""What every door of the API has in common: JSON read exactly, the version in If-Match, lists page by page."""

import json
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

import redis.exceptions
import structlog
from allauth.account.adapter import get_adapter
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files import File
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, NotFound, ParseError
from rest_framework.generics import ListAPIView
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from verifier.desk.receiving import HashingUploadHandler
from verifier.errors import Stale
from verifier.http import OF_A_FILE
from verifier.people.models import User

log = structlog.get_logger(__name__)

MOST_DIGITS = 1000
STRONG_TAG = re.compile(r'"(\d+)"', re.ASCII)


class TooLarge(APIException):
    status_code = 413
    default_code = "too-large"
    default_detail = _("This is more than can be taken at once.")


class ExactJSON(JSONParser):
    """Numbers come in as they were written, as Decimal: a binary fraction would not be exact."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        return exact(stream.read())


def exact(body: bytes | str) -> Any:
    """What a text of JSON says, every number as it was written. Raises ParseError."""
    try:
        return json.loads(
            body.decode() if isinstance(body, bytes) else body,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_not_a_number,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as error:
        raise ParseError(_("This is not JSON: %(error)s") % {"error": error}) from error


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(_("a number is too long"))
    return int(digits)


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation as error:
        raise ValueError(_("a number is too large")) from error


def _not_a_number(word: str) -> NoReturn:
    raise ValueError(word)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are given once each; a second value for a name would silently win."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError(_("a name is given twice"))
    return made


class Signed(Request):
    """A call by somebody who is signed in; no other reaches a door that is not open to all."""

    user: User


class Door(APIView):
    """A door for programs: JSON in, JSON out. Who may come in is settled by default: whoever is signed in."""

    parser_classes = [ExactJSON]

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Stale):
            exc.status = 412  # RFC 9110 13.1.1: what If-Match asked for does not hold
        if isinstance(exc, RequestDataTooBig):
            exc = TooLarge()
        return super().handle_exception(exc)


class FileDoor(Door):
    """A door that takes a file in a form: streamed to disk and hashed on the way."""

    parser_classes = [MultiPartParser]

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        # In place before anything reads the form: the check against forgery, which authentication makes, does.
        request.upload_handlers = [HashingUploadHandler(request)]
        return super().initialize_request(request, *args, **kwargs)


class OpenToAll(AnonRateThrottle):
    """For doors that ask nobody to sign in: so many questions of one address in a minute.

    While Redis is away nobody counts and everybody is answered: whether a statement is genuine must not depend on it.
    """

    rate = "120/min"

    def get_ident(self, request: Request) -> str:
        return str(get_adapter(request).get_client_ip(request))

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            return bool(super().allow_request(request, view))
        except (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError) as error:
            log.warning("uncounted", error=type(error).__name__)
            return True


class AnyKind(BaseContentNegotiation):
    """For doors that give a file as it is, whatever kind the caller hoped for; their refusals are JSON as elsewhere."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0]


class Pages(CursorPagination):
    """`?limit=` up to 200. A cursor keeps its place when rows are added."""

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        return tuple(view.ordering)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, ValueError) as error:  # the cursor was not made here
            raise NotFound(self.invalid_cursor_message) from error


class Listing(Door, ListAPIView):
    """A list, page by page. `ordering` begins with a field that is never empty and ends with a unique one."""

    request: Signed
    pagination_class = Pages
    ordering: Sequence[str]


def taken(shape: type, request: Request, **context: Any) -> dict[str, Any]:
    """What was sent, in its shape. Raises ValidationError, which names each fault."""
    form = shape(data=request.data, context=context)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def seen(request: Request) -> int | None:
    """The version the caller looked at, from If-Match: "7". None without the header or with *; 0, which no case has,
    for a tag that is not ours (RFC 9110 13.1.1: it matches nothing).
    """
    tag = request.headers.get("If-Match", "*").strip()
    if tag == "*":
        return None
    ours = STRONG_TAG.fullmatch(tag)
    return int(ours[1]) if ours else 0


def attachment(file: File, *, name: str, media: str) -> FileResponse:
    """A file to be kept, never to be opened in the place of a page."""
    return FileResponse(file, as_attachment=True, filename=name, content_type=media, headers=OF_A_FILE)
