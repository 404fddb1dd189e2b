"""Who stands before a door, and what a door of the table is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.habits.world import World
from verifier.people.roles import STAFF, Role

CASE = frozenset(str(role) for role in Role)
OTHERS = frozenset(f"other {role}" for role in Role)
SIGNED_IN = CASE | OTHERS
ALL = SIGNED_IN | {"anybody"}
TEAM = frozenset({"lead", "verifier"})
CERTIFIER = frozenset({"certifier"})
CLIENT = frozenset({"developer"})
COORDINATOR = frozenset({"coordinator"})
COORDINATORS = frozenset({"coordinator", "other coordinator"})
LEAD = frozenset({"lead"})
REVIEWER = frozenset({"reviewer"})
OFFICES = frozenset(f"{whose}{role}" for whose in ("", "other ") for role in STAFF)
SECOND = frozenset(f"{whose}{role}" for whose in ("", "other ") for role in (Role.REVIEWER, Role.CERTIFIER))
NOBODY: frozenset[str] = frozenset()
BODY = CASE - CLIENT  # and the observer; they read a report in the making, which the client does not
SENDERS = TEAM | CLIENT
PUBLISHERS = COORDINATOR | CERTIFIER

Form = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Door:
    """What the address names (a thing of the world, or a path to a part of it), who reads there, and who acts there by
    sending what: a form or JSON, or under `headers` a `body` as it is. An act `leaves` a mark in the database, unless
    it only answers.
    """

    of: str = ""
    reads: frozenset[str] = NOBODY
    acts: frozenset[str] = NOBODY
    sends: Form = field(default=lambda world: {})
    method: str = "POST"
    leaves: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def args(self, world: World) -> list[Any]:
        thing: Any = world.things
        for part in filter(None, self.of.split(".")):
            thing = thing[part] if isinstance(thing, dict) else getattr(thing, part)
        return [] if not self.of else [getattr(thing, "pk", thing)]


def says(**form: Any) -> Form:
    return lambda _world: form
