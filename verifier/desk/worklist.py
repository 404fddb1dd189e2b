"""What waits for a person: each app names a function in settings.WORKLISTS, and the home page puts them together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Task:
    """One thing for one person to do: where it is done, in which case, until which day."""

    title: str
    url: str
    case: str
    due_on: date | None
    kind: str


def worklist(user: object) -> list[Task]:
    """Every task of the person, the earliest due first and those without a day last."""
    gathered: list[Task] = []
    for path in settings.WORKLISTS:
        source: Callable[[object], Iterable[Task]] = import_string(path)
        gathered.extend(source(user))
    return sorted(gathered, key=lambda task: (task.due_on or date.max, str(task.case), str(task.title)))
