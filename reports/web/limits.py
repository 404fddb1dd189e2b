"""How often one address may ask what is open to everybody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import redis.exceptions
import structlog
from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

AWAY = (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError)
View = Callable[..., HttpResponseBase]
log = structlog.get_logger(__name__)


def limited(*, reads: int, checks: int) -> Callable[[View], View]:
    """Answer 429 after so many GETs or POSTs of one address in one minute.

    The counters are in Redis. While that is away everybody is answered: whether a statement is genuine must not
    depend on a counter.
    """

    def limit(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **where: Any) -> HttpResponseBase:
            if _asked(request) > (checks if request.method == "POST" else reads):
                refused = render(request, "reports/too_often.html", status=429)
                refused["Retry-After"] = "60"
                return refused
            return view(request, **where)

        return answer

    return limit


def _asked(request: HttpRequest) -> int:
    """How often this address asked in this minute, this time included; 0 while nobody counts."""
    address = get_adapter(request).get_client_ip(request)
    key = f"asked/{request.method}/{address}/{timezone.now():%Y%m%d%H%M}"
    try:
        cache.add(key, 0, timeout=120)
        return cache.incr(key)
    except (*AWAY, ValueError) as error:  # ValueError: the counter ran out between the two calls
        log.warning("uncounted", error=type(error).__name__)
        return 0
