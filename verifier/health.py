"""What a load balancer asks: is the process alive, and can it serve; and what is said when it cannot."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from django.views.decorators.cache import never_cache

from verifier.http import OutageMiddleware


@login_not_required
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing else, so a database that is away does not get web servers restarted."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every part is there, else 503; {"database": "ok", "migrations": ..., "redis": ..., "files": ...}."""
    parts = {"database": database, "migrations": migrations, "redis": redis, "files": files}
    told = {}
    for name, look in parts.items():
        try:
            told[name] = look()
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a part, the answer is that it is not ready
            told[name] = type(error).__name__
    return JsonResponse(told, status=200 if all(value == "ok" for value in told.values()) else 503)


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def migrations() -> str:
    executor = MigrationExecutor(connection)
    return "missing" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


def redis() -> str:
    cache.set("readyz", settings.ROOT_URLCONF, timeout=5)
    return "ok" if cache.get("readyz") else "forgets"


def files() -> str:
    for name in ("default", "statements"):
        storages[name].delete(storages[name].save("readyz", ContentFile(b"")))
    return "ok"


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500. An outage is told as one here too: what fails in a middleware, as reading the session does,
    never reaches the outer middleware, and no view has failed."""
    error = sys.exc_info()[1]
    outage = OutageMiddleware(server_error)
    answer = outage.process_exception(request, error) if isinstance(error, Exception) else None
    return answer or defaults.server_error(request)
