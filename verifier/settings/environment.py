"""What the surroundings tell the settings: variables, or files named by `<NAME>_FILE` (as container secrets are)."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

CONNECT_SECONDS = 5


def text(name: str, default: str = "") -> str:
    """The value of `name`, or what the file `<name>_FILE` holds. Raises ImproperlyConfigured when it cannot be read."""
    if name in os.environ:
        return os.environ[name]
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names {path}, which cannot be read: {error.strerror}.") from error
    return default


def required(*names: str) -> dict[str, str]:
    """All of `names`. Raises ImproperlyConfigured with every missing one at once, so that one start tells all."""
    found = {name: text(name) for name in names}
    if missing := [name for name, value in found.items() if not value]:
        raise ImproperlyConfigured(f"Set {', '.join(missing)} in the environment, or name files by <NAME>_FILE.")
    return found


def listed(name: str) -> list[str]:
    """A comma-separated variable."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def document(name: str, default: Mapping[str, Any]) -> Mapping[str, Any]:
    """A JSON object."""
    try:
        value = json.loads(text(name) or "null")
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not JSON: {error}.") from error
    if value is not None and not isinstance(value, dict):
        raise ImproperlyConfigured(f"{name} must be a JSON object.")
    return default if value is None else value


def database(address: str) -> dict[str, Any]:
    """Django's entry for `postgres://role:password@host/name`. Other engines are refused: constraints and triggers here
    are PostgreSQL's."""
    entry: dict[str, Any] = dict(dj_database_url.parse(address))
    if entry["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("The database must be PostgreSQL: postgres://role:password@host:5432/name.")
    entry["OPTIONS"] = {"connect_timeout": CONNECT_SECONDS, **entry.get("OPTIONS", {})}
    return entry


def databases() -> dict[str, dict[str, Any]] | None:
    """The two doors to the one database, or None when the surroundings name none.

    "default" is what pages and worker use: a role that owns nothing. "owner" migrates; a web server need not hold it.
    """
    served, owner = text("DATABASE_URL"), text("DATABASE_OWNER_URL")
    if not served:
        return None
    doors = {"default": database(served)}
    if owner:
        doors["owner"] = database(owner)
    return doors


def broker(redis: str) -> str:
    """Celery's way of writing a Redis address: the same, but for sockets (unix:///run/redis.sock?db=1)."""
    if not redis.startswith("unix://"):
        return redis
    return redis.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)


def made(folder: Path) -> Path:
    """`folder`, which is there afterwards: Django will not start without some."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder
