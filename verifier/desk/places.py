"""Where a person can go from every page: each app names a function in settings.PLACES, in the order of the menu."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Place:
    """One entry of the menu. It is marked while the reader is at its address or below it."""

    title: str
    url: str


def places(user: object) -> list[Place]:
    """The entries that `user` (who may be anonymous) can use. Sources ask no database for a person who is anonymous."""
    gathered: list[Place] = []
    for path in settings.PLACES:
        source: Callable[[object], Iterable[Place]] = import_string(path)
        gathered.extend(source(user))
    return gathered
