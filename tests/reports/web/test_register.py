"""What everybody may look up: statements by words, scheme and standing on a day; the seals of the trail."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.models import Statement
from reports.use_cases.withdraw_statement import withdraw_statement
from tests.factories import projects as made
from tests.factories.projects import NOW
from tests.reports.web.conftest import Made
from verifier.people.models import User
from verifier.people.roles import Role
from verifier.trail.models import Seal
from verifier.trail.sealing import seal_hash

pytestmark = pytest.mark.django_db


def looked_up(visitor: Client, **asked: str) -> str:
    answer = visitor.get(f"/register?{urlencode(asked)}")
    assert answer.status_code == 200
    return answer.content.decode()


def on(day: date) -> dict[str, str]:
    return typed(day.isoformat())


def typed(day: str) -> dict[str, str]:
    return dict(zip(("on_year", "on_month", "on_day"), day.split("-"), strict=True))


class TestRegister:
    def test_shows_what_was_published_and_nothing_else(self, visitor: Client, signed: Made, published: Made) -> None:
        _case, hidden = signed(title="Second plant")
        _case, statement = published()
        shown = looked_up(visitor)
        assert statement.number in shown
        assert hidden.number not in shown
        assert "Second plant" not in shown

    def test_finds_by_words_and_scheme(self, visitor: Client, published: Made) -> None:
        case, statement = published(title_zh="赤峰绿氨一期")
        assert statement.number in looked_up(visitor, words="绿氨一期")
        assert statement.number in looked_up(visitor, words=case.client.name[:4])
        assert statement.number not in looked_up(visitor, words="绿醇")
        assert statement.number in looked_up(visitor, scheme="iscc_eu")
        assert statement.number not in looked_up(visitor, scheme="vcs")

    def test_tells_the_standing_on_a_day(self, visitor: Client, published: Made) -> None:
        at = timezone.now()
        case, statement = published(at=at - timedelta(days=10))
        last = statement.valid_until
        assert last is not None
        assert statement.number in looked_up(visitor, standing="valid", **on(last))
        assert statement.number in looked_up(visitor, standing="expired", **on(last + timedelta(days=1)))
        withdraw_statement(statement_id=statement.pk, reason="Read twice.", by=case[Role.CERTIFIER], at=at)
        day = at.date()
        assert statement.number not in looked_up(visitor, **on(day - timedelta(days=11)))
        assert statement.number in looked_up(visitor, standing="valid", **on(day - timedelta(days=1)))
        assert statement.number not in looked_up(visitor, standing="withdrawn", **on(day - timedelta(days=1)))
        assert statement.number in looked_up(visitor, standing="withdrawn", **on(day))

    def test_says_that_there_is_no_such_day(self, visitor: Client) -> None:
        assert "There is no such day" in looked_up(visitor, **typed("2026-02-30"))

    def test_names_no_person(self, visitor: Client, published: Made) -> None:
        published()
        shown = looked_up(visitor)
        assert [person.full_name for person in User.objects.all() if person.full_name in shown] == []
        assert "@" not in shown

    def test_asks_the_database_as_often_for_many_as_for_one(self, visitor: Client, published: Made) -> None:
        published()
        with CaptureQueriesContext(connection) as one:
            looked_up(visitor)
        published(title="Second plant")
        with CaptureQueriesContext(connection) as two:
            looked_up(visitor)
        assert Statement.objects.public().count() == 2
        assert len(two) == len(one)


class TestSeals:
    @staticmethod
    def sealed(count: int) -> None:
        previous = bytes(32)
        for number in range(count):
            root = bytes([number]) * 32
            Seal.objects.create(
                size=1, horizon="1", root=root, previous=previous, hash=seal_hash(previous, root, 1), at=NOW
            )
            previous = seal_hash(previous, root, 1)

    def test_are_open_to_all_newest_first(self, visitor: Client) -> None:
        self.sealed(2)
        shown = visitor.get("/seals").content.decode()
        older, newer = Seal.objects.order_by("pk")
        assert shown.index(bytes(newer.hash).hex()) < shown.index(bytes(older.hash).hex())

    def test_can_be_followed_by_a_program(self, visitor: Client) -> None:
        """Each chain hash follows from the one before it, page after page, down to the first."""
        self.sealed(51)
        seals, address = [], "/seals.json"
        while address:
            page = visitor.get(address).json()
            seals += page["seals"]
            address = page["older"]
        assert len(seals) == 51
        for seal in seals:
            words = bytes.fromhex(seal["previous"]), bytes.fromhex(seal["root"]), seal["events"]
            assert seal_hash(*words).hex() == seal["hash"]
        assert [seal["previous"] for seal in seals[:-1]] == [seal["hash"] for seal in seals[1:]]

    def test_begin_at_the_newest_when_the_address_is_mangled(self, visitor: Client) -> None:
        self.sealed(1)
        assert len(visitor.get("/seals.json?before=%EF%BC%91x").json()["seals"]) == 1

    def test_tell_nothing_of_what_happened(self, visitor: Client) -> None:
        case = made.opened()
        self.sealed(1)
        assert case.engagement.number not in visitor.get("/seals").content.decode()
