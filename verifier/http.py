"""How doors answer: a refusal becomes a page that says why, or problem+json (RFC 9457) for programs."""

from collections.abc import Callable, Iterable
from typing import Any

import redis.exceptions
import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found
from kombu.exceptions import OperationalError as QueueGone
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from verifier.errors import Reason, Refused

Answer = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger(__name__)

PROBLEM = "application/problem+json"
GONE = (OperationalError, InterfaceError, redis.exceptions.ConnectionError, redis.exceptions.TimeoutError, QueueGone)
RETRY_AFTER = "15"  # seconds
# Of a file that somebody sent or that was made of one: whatever it holds, a browser runs none of it and keeps none.
OF_A_FILE = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def words(text: object) -> str:
    """A text for the reader: one with two languages in the active one, a lazy translation resolved."""
    in_ = getattr(text, "in_", None)
    return str(in_(translation.get_language() or "en")) if in_ else str(text)


def said(reasons: Iterable[Reason]) -> list[dict[str, str]]:
    return [{"subject": reason.subject, "detail": words(reason.message), "clause": reason.clause} for reason in reasons]


def problem(exc: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's exception handler: everything a door refuses, as RFC 9457."""
    request = context["request"]
    if isinstance(exc, Refused):
        return _problem(
            request,
            exc.status,
            exc.code,
            words(exc.message),
            mend=words(exc.mend),
            reasons=said(exc.reasons),
            errors=[{"pointer": f"#/{name}", "detail": words(text)} for name, text in exc.fields.items()],
        )
    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, exceptions.ValidationError):
        errors = list(_pointed(exc.detail))
        return _problem(
            request, 400, "unfit", _("What was sent does not have the shape that is asked for."), errors=errors
        )
    detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
    code = getattr(detail, "code", "") or {404: "not_found", 403: "permission_denied"}.get(
        response.status_code, "error"
    )
    answer = _problem(request, response.status_code, code, str(detail))
    for name in ("WWW-Authenticate", "Retry-After"):
        if name in response:
            answer[name] = response[name]
    return answer


def _problem(request: Any, status: int, code: str, title: str, **more: Any) -> Response:
    body = {"type": f"urn:verifier:{code}", "title": title, "status": status, "instance": request.path}
    body |= {name: value for name, value in more.items() if value}
    return Response(body, status=status, content_type=PROBLEM)


def _pointed(detail: Any, at: str = "#") -> Iterable[dict[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _pointed(inner, f"{at}/{name}")
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            yield from _pointed(inner, at if not isinstance(inner, dict) else f"{at}/{index}")
    else:
        yield {"pointer": at, "detail": str(detail), "code": getattr(detail, "code", "invalid")}


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: a problem document for programs, the page for people."""
    if not request.path.startswith("/api/"):
        return page_not_found(request, exception)
    body = {"type": "urn:verifier:not_found", "title": _("There is nothing at this address."), "status": 404}
    return JsonResponse(body, status=404, content_type=PROBLEM)


class RefusalMiddleware:
    """A refusal that reaches the page itself: the page that says why and what would mend it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        back = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
            back = "/"
        context = {
            "heading": words(exception.message),
            "mend": words(exception.mend),
            "reasons": said(exception.reasons),
            "fields": {name: words(text) for name, text in exception.fields.items()},
            "back": back,
        }
        return render(request, "refused.html", context, status=exception.status)


class OutageMiddleware:
    """The database or Redis is away: say so plainly, keep nothing half done, and let the reader try again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except GONE as error:
            return self._away(request, error)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return self._away(request, exception) if isinstance(exception, GONE) else None

    def _away(self, request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("outage", error=type(error).__name__, path=request.path)
        if request.path.startswith("/api/"):
            body = {
                "type": "urn:verifier:outage",
                "title": _("A part of the service is away for a moment. Nothing was changed. Try again."),
                "status": 503,
            }
            answer: HttpResponse = JsonResponse(body, status=503, content_type=PROBLEM)
        else:
            answer = render(request, "503.html", status=503)
        answer["Retry-After"] = RETRY_AFTER
        return answer
