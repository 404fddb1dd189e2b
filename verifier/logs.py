"""What is written to the log, and the number by which one request is found in it."""

import re
import sys
from collections.abc import Callable
from typing import Any, Literal
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse

GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")

# For every line, whether structlog's or a library's. Bodies, cookies and headers are never logged.
SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


class RequestNumber:
    """Gives each request a number: in its log lines, in `request.number`, and in the X-Request-ID of its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        number = given if GIVEN.fullmatch(given) else uuid4().hex
        request.number = number  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request=number):
            response = self.get_response(request)
        response["X-Request-ID"] = number
        return response


def logging(form: Literal["console", "json"], *, level: str) -> dict[str, Any]:
    """Django's LOGGING: lines for people ("console") or for programs ("json"), to standard error."""
    finish: list[Any] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    if form == "console":
        # Without local variables, which hold secrets and lazy objects that ask the database.
        plain = structlog.dev.plain_traceback
        finish = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *finish],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # Answers in the 400s are everyday; gunicorn and the proxy have the access log.
            "django.request": {"level": "ERROR"},
            "pikepdf._core": {"level": "WARNING"},
        },
    }
