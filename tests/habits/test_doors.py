"""Every address × every method × every role, of this case and of another: who comes in, and that nothing leaks."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Network
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests.habits import world as worlds
from tests.habits.doors import ALL, CASE, GROUPS, OFFICE_SEES, TABLE, Door
from tests.habits.world import SECRET, World
from tests.servers import Seeds

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|TRUNCATE|COPY)\b(?!.{0,20}\"django_session\")", re.IGNORECASE)
REFUSED = {401, 403, 404, 405}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ADDRESSES = IPv4Network("10.0.0.0/8").hosts()  # one for each request: how often one may ask is not tried here


def names(resolver: Any = None, *, space: str = "", route: str = "") -> Iterator[str]:
    for entry in (resolver or get_resolver()).url_patterns:
        here = route + str(entry.pattern)
        if here in GROUPS:
            continue
        if isinstance(entry, URLResolver):
            yield from names(entry, space=f"{entry.namespace}:" if entry.namespace else space, route=here)
        else:
            yield f"{space}{entry.name}"


@pytest.fixture(autouse=True)
def files() -> None:
    """The files of the world stay until it ends."""


@pytest.fixture(scope="module")
def world(seeds: Seeds, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once, with real commits; what a request changes in it is rolled back."""
    with django_db_blocker.unblock():
        try:
            yield worlds.build()
        finally:
            seeds.restore()


@contextmanager
def undone() -> Iterator[list[str]]:
    """What was written meanwhile, which is then undone. Use cases take the block for the test's own transaction."""
    written: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            written.append(sql)
        return execute(sql, params, many, context)

    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block, connection.execute_wrapper(watch):
        yield written
        transaction.set_rollback(True)


def state() -> str:
    """Every row of every table but the sessions', as one hash."""
    tables = sorted(set(connection.introspection.table_names()) - {"django_session"})
    rows = " || ".join(
        f"(SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM \"{t}\" t)" for t in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT md5({rows})")
        return str(cursor.fetchone()[0])


def call(world: World, name: str, method: str, role: str) -> Any:
    door = TABLE[name]
    path = reverse(name, args=door.args(world))
    more: dict[str, Any] = {"REMOTE_ADDR": str(next(ADDRESSES)), "headers": dict(door.headers)}
    browser = world.browser(role)
    if method == "GET":
        return browser.get(path, **more)
    if door.headers:
        kind = door.headers.get("Content-Type", "application/json")
        return browser.generic(method, path, door.body, content_type=kind, **more)
    data = door.sends(world)
    sends_files = any(isinstance(value, SimpleUploadedFile) for value in data.values())
    if "_api:" in name and not sends_files:
        more["content_type"] = "application/json"
    elif method != "POST":
        data = {}
    return getattr(browser, method.lower())(path, data, **more)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def is_refusal(answer: Any, role: str, door: Door) -> bool:
    """401, 403, 404, 405; for who has not signed in, the way there; for people of the case, the way back to it.

    Where the address names nothing of a case, a form that comes back says nothing to a stranger.
    """
    if answer.status_code != 302:
        return answer.status_code in REFUSED or (answer.status_code == 422 and door.of in ("", "scheme"))
    place = answer.headers["Location"]
    return place == "/" or (place.startswith("/accounts/login") if role == "anybody" else role in CASE)


def leaks(answer: Any, name: str, role: str) -> bool:
    if role in CASE or (role == "other coordinator" and name in OFFICE_SEES):
        return False
    return SECRET.encode() in body(answer)


class TestTable:
    def test_names_every_address(self) -> None:
        assert sorted(names()) == sorted(TABLE)

    def test_has_somebody_at_every_door(self) -> None:
        assert [name for name, door in TABLE.items() if not door.reads | door.acts] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", TABLE)
class TestDoor:
    def test_shows_itself_to_those_who_may_and_writes_nothing(self, world: World, name: str) -> None:
        door = TABLE[name]
        for role in sorted(ALL):
            with undone() as written:
                answer = call(world, name, "GET", role)
                told = f"{role} at {name}: {answer.status_code}"
                if role in door.reads:
                    assert answer.status_code == 200, told
                else:
                    assert is_refusal(answer, role, door), told
                if not (role == "other coordinator" and role in door.reads and door.of == "filed"):
                    assert not leaks(answer, name, role), told
                assert written == [], told

    def test_lets_those_act_who_may_and_changes_nothing_for_others(self, world: World, name: str) -> None:
        door = TABLE[name]
        if not door.acts:
            return
        before = state()
        for role in sorted(ALL):
            with undone() as written:
                answer = call(world, name, door.method, role)
                told = f"{role} at {name}: {answer.status_code} {'' if answer.streaming else answer.content[:3000]}"
                if role in door.acts:
                    assert answer.status_code in (200, 201, 204, 302), told
                    assert bool(written) is door.leaves, told
                else:
                    assert is_refusal(answer, role, door), told
                    assert not leaks(answer, name, role), told
                    assert not written or state() == before, told

    def test_does_nothing_by_any_other_method(self, world: World, name: str) -> None:
        door = TABLE[name]
        for method in METHODS[1:]:
            if door.acts and method == door.method:
                continue
            for role in ("anybody", "coordinator", "lead", "other lead"):
                with undone() as written:
                    answer = call(world, name, method, role)
                    told = f"{method} by {role} at {name}: {answer.status_code}"
                    assert answer.status_code < 500, told
                    assert written == [], told
                    assert not leaks(answer, name, role), told
