"""What waits for a person: each app names a function in settings.WORKLISTS, and the home page puts them together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Task:
    """One thing for one person to do: where, in which case, until which day; in `note` what to know of it first."""

    title: str
    url: str
    case: str
    due_on: date | None
    kind: str
    note: str = ""


def worklist(user: object) -> list[Task]:
    """Every task of the person, the earliest due first and those without a day last; else as each app orders them."""
    gathered: list[Task] = []
    for path in settings.WORKLISTS:
        source: Callable[[object], Iterable[Task]] = import_string(path)
        gathered.extend(source(user))
    return sorted(gathered, key=lambda task: (task.due_on or date.max, str(task.case)))
