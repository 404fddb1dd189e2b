"""The tests' database has the rights of production, and one test leaves nothing to the next."""

import psycopg
import pytest
from django.conf import settings
from django.db import ProgrammingError, connection, transaction

from tests.servers import Seeds, as_owner
from verifier.people.models import User

RECORD = "trail_event"


class TestDatabase:
    @pytest.mark.django_db
    def test_is_used_as_a_role_that_owns_nothing(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, count(*) FROM pg_tables WHERE tableowner = current_user")
            assert cursor.fetchone() == ("verifier_app", 0)

    @pytest.mark.django_db
    @pytest.mark.parametrize("statement", ["TRUNCATE {}", "ALTER TABLE {} DISABLE TRIGGER ALL", "DROP TABLE {}"])
    def test_lets_nobody_past_the_record(self, statement: str) -> None:
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(RECORD))


class TestCommitted:
    def test_is_seen_by_others_and_gone_afterwards(self, seeds: Seeds, committed: None) -> None:
        User.objects.create_user("somebody@example.org", "x", full_name="Somebody")
        with as_owner(settings.TEST_DATABASE) as other:
            assert count(other) == 1
        seeds.restore()
        with as_owner(settings.TEST_DATABASE) as other:
            assert count(other) == 0

    def test_leaves_what_the_migrations_put_there(self, seeds: Seeds, committed: None) -> None:
        before = Seeds.taken()
        seeds.restore()
        assert Seeds.taken() == before == seeds
        assert seeds.rows


def count(connection: psycopg.Connection) -> int:
    found = connection.execute("SELECT count(*) FROM people_user").fetchone()
    assert found
    return int(found[0])
