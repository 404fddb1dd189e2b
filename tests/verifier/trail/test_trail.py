"""The trail: it only grows, and what somebody with the owner's rights does to it is found."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections, transaction
from django.db.utils import IntegrityError

from tests.factories.people import UserFactory
from verifier.people.models import User
from verifier.trail import merkle
from verifier.trail.acts import Act
from verifier.trail.models import Event, Leaf, Seal
from verifier.trail.sealing import GENESIS, check_trail, seal_hash, seal_trail

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Thing:
    pk = "1"
    case_key = "c"


def happen(person: User, count: int = 1) -> None:
    """Events of one transaction: they come under one seal."""
    with transaction.atomic():
        for number in range(count):
            Event.record(Act.APPLICATION_FILED, on=Thing(), by=person, at=NOW, number=number)


def seal_all() -> None:
    """Seal until everything is sealed: another database's long transaction on the same server holds a seal back."""
    deadline = time.monotonic() + 60
    while Event.objects.filter(sealed=None).exists():
        assert time.monotonic() < deadline, "the seal was held back for a minute"
        if seal_trail(at=NOW) is None:
            time.sleep(0.1)


@contextmanager
def as_owner() -> Iterator[None]:
    """What the owner of the tables could do: take the triggers away for a moment."""
    owner = connections["owner"]
    with owner.cursor() as cursor:
        for table in ("trail_event", "trail_seal", "trail_leaf"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    with owner.cursor() as cursor:
        for table in ("trail_event", "trail_seal", "trail_leaf"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def tamper(statement: str) -> None:
    with as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def sealed(committed: None) -> User:
    """Three events under one seal, two under the next."""
    person = UserFactory.create()
    happen(person, 3)
    seal_all()
    happen(person, 2)
    seal_all()
    return person


@pytest.mark.django_db
class TestEvent:
    @pytest.mark.parametrize(
        "statement",
        ["UPDATE trail_event SET act = 'x'", "DELETE FROM trail_event", "TRUNCATE trail_event CASCADE"],
    )
    def test_is_out_of_the_applications_reach(self, statement: str) -> None:
        happen(UserFactory.create())
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
        assert Event.objects.count() == 1

    def test_gets_its_leaf_from_the_database_whatever_was_asked_for(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO trail_event (at, act, subject, case_key, details, txid, leaf) "
                "VALUES (now(), 'x', 'y', '', '{}', '3', 'forged') RETURNING txid = pg_current_xact_id(), leaf"
            )
            own, leaf = cursor.fetchone()
        assert own
        assert bytes(leaf) != b"forged"
        assert not list(check_trail())


class TestOwner:
    @pytest.mark.parametrize("statement", ["UPDATE trail_event SET act = 'x'", "DELETE FROM trail_seal"])
    def test_is_stopped_by_the_triggers(self, sealed: User, statement: str) -> None:
        with pytest.raises(IntegrityError, match="never changed or removed"):
            connections["owner"].cursor().execute(statement)


class TestCheckTrail:
    def test_finds_nothing_in_a_trail_that_was_let_be(self, sealed: User) -> None:
        happen(sealed)
        out = StringIO()
        call_command("check_trail", stdout=out)
        assert "6 events, 2 seals" in out.getvalue()

    @pytest.mark.parametrize(
        ("statement", "what"),
        [
            ("UPDATE trail_event SET details = '{\"number\": 9}' WHERE id = {first}", "changed after"),
            ("UPDATE trail_event SET at = at + interval '1 second' WHERE id = {first}", "changed after"),
            ("DELETE FROM trail_leaf WHERE event_id = {first}; DELETE FROM trail_event WHERE id = {first}", "3 events"),
            (
                """INSERT INTO trail_event (at, act, subject, case_key, details, txid, leaf)
                SELECT at, act, subject, case_key, details, txid, leaf FROM trail_event WHERE id = {first}""",
                "put in",
            ),
            ("UPDATE trail_seal SET root = leaf FROM trail_event e WHERE trail_seal.id = 1 AND e.id = {first}", "root"),
            ("UPDATE trail_seal SET size = 4, hash = hash WHERE id = (SELECT min(id) FROM trail_seal)", "4 events"),
        ],
    )
    def test_finds_what_was_done_to_it(self, sealed: User, statement: str, what: str) -> None:
        first = Event.objects.order_by("pk")[0].pk
        seal = Seal.objects.order_by("pk")[0].pk
        tamper(statement.replace("{first}", str(first)).replace("trail_seal.id = 1", f"trail_seal.id = {seal}"))
        assert any(what in fault.what for fault in check_trail())
        with pytest.raises(CommandError, match="not whole"):
            call_command("check_trail", stderr=StringIO())

    def test_finds_a_leaf_rewritten_with_its_event(self, sealed: User) -> None:
        """Words and leaf changed together agree with each other, and no longer with the root."""
        first = Event.objects.order_by("pk")[0].pk
        tamper(
            f"UPDATE trail_event e SET act = 'x', leaf = sha256('\\x00'::bytea || convert_to(jsonb_build_array(e.id, "
            f"to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), 'x', e.subject, e.case_key, e.actor, "
            f"e.details)::text, 'UTF8')) WHERE id = {first}"
        )
        assert [fault.what for fault in check_trail()] == ["its root does not follow from its events"]


class TestSealTrail:
    def test_chains_each_seal_to_the_one_before(self, sealed: User) -> None:
        first, second = Seal.objects.order_by("pk")
        assert bytes(first.previous) == GENESIS
        assert bytes(second.previous) == bytes(first.hash)
        assert bytes(second.hash) == seal_hash(bytes(first.hash), bytes(second.root), 2)
        assert Leaf.objects.count() == 5

    def test_has_nothing_to_do_twice(self, sealed: User) -> None:
        assert seal_trail(at=NOW) is None

    def test_leaves_what_is_still_being_written_for_the_next_seal(self, sealed: User) -> None:
        other = connections.create_connection("default")
        try:
            other.set_autocommit(False)
            other.cursor().execute(
                "INSERT INTO trail_event (at, act, subject, case_key, details) VALUES (now(), 'x', 'slow', '', '{}')"
            )
            happen(sealed)
            seal_trail(at=NOW)
            assert not Leaf.objects.filter(event__subject="slow").exists()
            other.commit()
            seal_all()
        finally:
            other.close()
        assert Leaf.objects.filter(event__subject="slow").count() == 1
        assert Leaf.objects.count() == Event.objects.count() == 7
        assert not list(check_trail())


class TestMerkleRoot:
    def test_is_that_of_rfc_9162(self) -> None:
        a, b, c = (merkle.leaf_hash(bytes([n])) for n in range(3))
        assert merkle.root([]) == merkle.EMPTY
        assert merkle.root([a]) == a
        assert merkle.root([a, b, c]) == merkle.node_hash(merkle.node_hash(a, b), c)

    @pytest.mark.parametrize("size", range(1, 70))
    def test_is_the_recursive_split_at_every_size(self, size: int) -> None:
        def split(leaves: list[bytes]) -> bytes:
            if len(leaves) == 1:
                return leaves[0]
            k = 1 << (len(leaves) - 1).bit_length() - 1
            return merkle.node_hash(split(leaves[:k]), split(leaves[k:]))

        leaves = [merkle.leaf_hash(bytes([n])) for n in range(size)]
        assert merkle.root(leaves) == split(leaves)
