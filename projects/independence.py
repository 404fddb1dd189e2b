"""Who may not serve in a case. Pure functions over plain facts; the database keeps the same law by constraint."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from verifier.people.roles import NEED_COMPETENCE, SIDES, Role
from verifier.rulebook.rules import Breach
from verifier.rulebook.wording import Text


@dataclass(frozen=True)
class Tie:
    """An interest: with which organisation, of what kind, from when until when (None: still)."""

    register_number: str
    kind: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Candidate:
    """What is asked of a person who is to serve. `competent_until` is the last day of a fitting competence, or None."""

    name: str
    holds_office: bool
    competent_until: date | None
    ties: tuple[Tie, ...]
    served_as: frozenset[Role]
    member_of_client: bool


COOLING_OFF_YEARS = 2  # ISO/IEC 17029 5.3 leaves the length open; two years is the usual floor


def objections(person: Candidate, role: Role, *, client: str, on: date) -> tuple[Breach, ...]:
    """Everything that speaks against the appointment on a day. `client` is the client's register number."""
    return tuple(_objections(person, role, client, on))


def _objections(person: Candidate, role: Role, client: str, on: date) -> Iterator[Breach]:
    if role is not Role.DEVELOPER and not person.holds_office:
        yield Breach(
            person.name,
            Text(en=f"{person.name} does not hold this office.", zh=f"{person.name} 未担任该职务。"),
            "ISO/IEC 17029 7.3",
        )
    if role in NEED_COMPETENCE and (person.competent_until is None or person.competent_until < on):
        yield Breach(
            person.name,
            Text(
                en=f"{person.name} has no competence for this role under this scheme on {on.isoformat()}.",
                zh=f"{person.name} 在 {on.isoformat()} 不具备该认证体系下此角色的能力资格。",
            ),
            "ISO 14066; ISO/IEC 17029 7.2",
        )
    if role is Role.DEVELOPER and not person.member_of_client:
        yield Breach(
            person.name,
            Text(en=f"{person.name} does not speak for this client.", zh=f"{person.name} 并非该客户的代表。"),
            "ISO/IEC 17029 9.3",
        )
    if role is not Role.DEVELOPER and person.member_of_client:
        yield Breach(
            person.name,
            Text(en=f"{person.name} speaks for the client.", zh=f"{person.name} 是客户方代表。"),
            "ISO/IEC 17029 5.3",
        )
    yield from _ties(person, client, on)
    yield from _other_side(person, role)


def _ties(person: Candidate, client: str, on: date) -> Iterator[Breach]:
    floor = on.replace(year=on.year - COOLING_OFF_YEARS, day=min(on.day, 28))
    for tie in _with(person.ties, client):
        if tie.until is None or tie.until >= floor:
            yield Breach(
                person.name,
                Text(
                    en=f"{person.name} has or had a tie to this client within {COOLING_OFF_YEARS} years ({tie.kind}).",
                    zh=f"{person.name} 在 {COOLING_OFF_YEARS} 年内与该客户存在利益关系（{tie.kind}）。",
                ),
                "ISO/IEC 17029 5.3",
            )


def _with(ties: Iterable[Tie], client: str) -> Iterator[Tie]:
    return (tie for tie in ties if tie.register_number == client)


def _other_side(person: Candidate, role: Role) -> Iterator[Breach]:
    side = SIDES.get(role)
    if side is not None and any(SIDES.get(other) not in (None, side) for other in person.served_as):
        yield Breach(
            person.name,
            Text(
                en=f"{person.name} serves or served on another side of this case.",
                zh=f"{person.name} 在本项目中已担任另一方的职责。",
            ),
            "ISO/IEC 17029 9.6, 9.7.1",
        )
