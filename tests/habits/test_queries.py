"""What each page and list asks of the database is kept in queries.toml, and is the same for one row and for eight."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from projects.models import Likeness, Reuse
from projects.use_cases.correct_particulars import correct_particulars
from projects.use_cases.discuss_request import discuss_request
from projects.use_cases.pin_comment import pin_comment
from projects.use_cases.request_evidence import request_evidence
from reports.use_cases.ask_rules import ask_rules
from tests.factories import confirmations
from tests.factories import projects as made
from tests.factories.people import staff
from tests.factories.projects import NOW, PDF, Case
from tests.factories.worked import AMMONIA
from tests.habits import world as worlds
from tests.habits.doors import PAGES, TABLE
from tests.habits.world import World
from tests.servers import Seeds
from verifier.people.roles import Role
from verifier.rulebook.rules import Gate
from verifier.trail.models import Seal
from verifier.trail.sealing import GENESIS, seal_hash

KEPT = {
    f"{name} {role}": asked
    for name, by in tomllib.loads((Path(__file__).parent / "queries.toml").read_text()).items()
    for role, asked in by.items()
}
READERS = ("coordinator", "lead", "developer", "certifier", "anybody")


def readings() -> Iterator[tuple[str, str]]:
    """Each page by everybody who may read it: they see different forms. What a program reads, and what is open to all,
    once.
    """
    for name, door in TABLE.items():
        readers = [role for role in READERS if role in door.reads]
        each = name in PAGES and "anybody" not in readers
        for role in readers if each or name in ("home", "projects_api:me") else readers[:1]:
            yield name, role


READINGS = [f"{name} {role}" for name, role in readings()]


@pytest.fixture(autouse=True)
def files() -> None:
    """The files of the world stay until it ends."""


@pytest.fixture(scope="module")
def counted(seeds: Seeds, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[dict[str, int], dict[str, int]]]:
    """The queries of every page, with one of everything and with eight."""
    with django_db_blocker.unblock():
        try:
            world = worlds.build()
            seal()
            few = count(world)
            grow(world)
            yield few, count(world)
        finally:
            seeds.restore()


def count(world: World) -> dict[str, int]:
    return {f"{name} {role}": queries(world, name, role) for name, role in readings()}


def queries(world: World, name: str, role: str) -> int:
    path = reverse(name, args=TABLE[name].args(world))
    world.browser(role).get(path)  # what a process keeps in memory is there the second time
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert world.browser(role).get(path).status_code == 200, name
    return len(asked)


def grow(world: World) -> None:
    """Seven more of everything."""
    people = {Role(role): person for role, person in world.people.items() if role in set(Role)}
    case = Case(world.things["under_way"], people, world.things["client"])
    for number in range(7):
        world.stages.filed(f"Waiting {number}")
        world.stages.staffed(f"Under way {number}")
        world.stages.published(f"Published {number}")
        made.found(case)
        looked_at(world, case, number)
        made.send(case, world.things["request"], PDF + f"% {number}\n%%EOF\n".encode())
        worlds.series(case, world.things["request"], f"N{number}")
        made.serve(case, Role.VERIFIER, staff(Role.VERIFIER))
        correct_particulars(
            engagement_id=case.engagement.pk,
            particulars=AMMONIA | {"nitrous_oxide_kg": str(60 + number)},
            reason="Read anew.",
            by=case[Role.LEAD],
            at=NOW + timedelta(minutes=number),
        )
        read = confirmations.reading(world.things["confirmation"].figure, str(number), since=date(2001 + number, 1, 1))
        confirmations.document("iscc_eu", read, by=people[Role.LEAD])
        confirmations.countersigned(
            confirmations.waiting("iscc_eu", replace(read, value="9", since=date(2011 + number, 1, 1)))
        )
        ask_rules(report_id=world.things["draft"].pk, gate=Gate.SUBMIT, by=case[Role.LEAD], at=NOW)
        seal()


def looked_at(world: World, case: Case, number: int) -> None:
    """One more request, remark, pin and likeness."""
    lead, held = case[Role.LEAD], world.things["held"]
    due_on = NOW.date() + timedelta(days=14)
    request_evidence(engagement_id=case.engagement.pk, title=f"Own {number}", due_on=due_on, by=lead, at=NOW)
    discuss_request(request_id=world.things["judged"].pk, text="And now?", by=lead, at=NOW)
    pin_comment(evidence_id=world.things["photo"].pk, place={"page": 1}, text="And this?", by=lead, at=NOW)
    Reuse.objects.create(evidence=held, other=held.reuses.first().other, kind=Likeness.INVOICE, value=str(number))


def seal() -> None:
    root = bytes(32)
    Seal.objects.create(size=1, horizon="1", root=root, previous=GENESIS, hash=seal_hash(GENESIS, root, 1), at=NOW)


class TestQueries:
    def test_are_kept_for_every_page(self) -> None:
        assert sorted(KEPT) == sorted(READINGS)

    @pytest.mark.parametrize("reading", READINGS)
    def test_are_as_many_for_eight_as_for_one(
        self, counted: tuple[dict[str, int], dict[str, int]], reading: str
    ) -> None:
        few, many = counted
        assert (few[reading], many[reading]) == (KEPT.get(reading), KEPT.get(reading)), reading
