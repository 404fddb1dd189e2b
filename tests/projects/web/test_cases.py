"""The pages of a case: who sees them, who may move it, and what happens to a form that is old, early or forged."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from projects.models import Engagement
from projects.stages import Stage
from tests.factories import projects as made
from tests.factories.people import UserFactory, staff
from tests.factories.projects import Case
from tests.projects.web.readers import Reader, text
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db

PAGES = ("case", "people", "evidence", "particulars", "field_work", "findings")


class TestPages:
    @pytest.mark.parametrize("name", PAGES)
    def test_are_not_there_for_strangers(self, name: str) -> None:
        case = made.opened()
        other, _client = made.developer()
        for stranger in (other, staff(Role.COORDINATOR), UserFactory.create()):
            assert Reader(stranger).see(name, case.engagement.pk).status_code == 404

    @pytest.mark.parametrize("name", PAGES)
    def test_send_a_visitor_to_sign_in(self, client: Any, name: str) -> None:
        case = made.opened()
        answer = client.get(reverse(f"projects:{name}", args=[case.engagement.pk]))
        assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))

    @pytest.mark.parametrize("name", PAGES)
    def test_offer_an_observer_nothing_to_do(self, name: str) -> None:
        case = made.evidenced()
        made.found(case)
        page = Reader(case[Role.OBSERVER]).see(name, case.engagement.pk)
        assert page.status_code == 200
        main = page.content.decode().partition("<main")[2]
        assert "<form" not in main
        assert reverse("projects:correct", args=[case.engagement.pk]) not in main

    def test_are_not_found_by_what_is_no_key(self) -> None:
        person, _client = made.developer()
        assert Reader(person).client.get("/cases/../../etc/passwd").status_code == 404
        assert Reader(person).see("case", "00000000-0000-4000-8000-000000000000").status_code == 404

    @pytest.mark.parametrize("name", PAGES)
    def test_ask_as_much_of_a_full_case_as_of_a_lean_one(
        self, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        case = made.staffed()
        reader = Reader(case[Role.LEAD])
        made.send(case, made.ask(case, "mass_balance"))
        made.settled(case)
        with django_assert_max_num_queries(40) as lean:
            reader.see(name, case.engagement.pk)
        for kind in ("transport_records", "single_line_diagram", "commissioning"):
            made.send(case, made.ask(case, kind))
            made.settled(case)
        made.serve(case, Role.OBSERVER, staff(Role.OBSERVER))
        with django_assert_max_num_queries(len(lean)):
            reader.see(name, case.engagement.pk)


class TestCase:
    def test_tells_what_happened_and_by_whom(self) -> None:
        case = made.accepted()
        page = text(Reader(case[Role.DEVELOPER]).see("case", case.engagement.pk))
        assert page.index("Engagement accepted") < page.index("Project opened") < page.index("Application filed")
        assert case[Role.COORDINATOR].full_name in page

    def test_lists_what_is_left_to_do(self) -> None:
        case = made.staffed()
        made.ask(case, "transport_records")
        made.found(case)
        page = text(Reader(case[Role.LEAD]).see("case", case.engagement.pk))
        assert "Ask for: Meter export" in page
        assert "Awaited: Transport records" in page
        assert "F1: Invoice is missing" in page
        assert "Appoint the" not in page

    def test_names_the_project_in_the_readers_language(self) -> None:
        case = made.opened()
        reader = Reader(case[Role.DEVELOPER])
        reader.client.cookies["django_language"] = "zh-hans"
        assert "赤峰绿氨" in text(reader.see("case", case.engagement.pk))


def seen(page: Any) -> str:
    found = re.search(r'name="seen" value="(\d+)"', page.content.decode())
    assert found
    return found[1]


class TestAccept:
    def test_takes_the_case_on(self) -> None:
        case = made.opened()
        reader = Reader(case[Role.COORDINATOR])
        version = seen(reader.see("case", case.engagement.pk))
        answer = reader.do("accept", case.engagement.pk, seen=version)
        assert answer.url == reverse("projects:people", args=[case.engagement.pk])
        assert case.fresh().stage == Stage.ACCEPTED

    def test_is_refused_from_a_page_that_is_old(self) -> None:
        case = made.opened()
        Engagement.objects.update(version=2)
        page = Reader(case[Role.COORDINATOR]).do("accept", case.engagement.pk, seen=1)
        assert page.status_code == 409
        assert "changed after you opened the page" in text(page)
        assert case.fresh().stage == Stage.ENQUIRY

    def test_is_refused_a_second_time(self) -> None:
        case = made.opened()
        reader = Reader(case[Role.COORDINATOR])
        reader.do("accept", case.engagement.pk, seen=1)
        assert reader.do("accept", case.engagement.pk, seen=1).status_code == 409
        assert reader.do("accept", case.engagement.pk, seen=2).status_code == 409
        assert case.fresh().version == 2

    @pytest.mark.parametrize("mangled", ["", "one", "1; DROP"])
    def test_needs_to_know_what_was_seen(self, mangled: str) -> None:
        case = made.opened()
        assert Reader(case[Role.COORDINATOR]).do("accept", case.engagement.pk, seen=mangled).status_code == 422
        assert case.fresh().stage == Stage.ENQUIRY

    def test_is_refused_to_the_client(self) -> None:
        case = made.opened()
        reader = Reader(case[Role.DEVELOPER])
        page = reader.do("accept", case.engagement.pk, seen=1)
        assert page.status_code == 403
        assert "accept or decline the engagement" in text(page)
        assert "Accept the engagement" not in text(reader.see("case", case.engagement.pk))
        assert case.fresh().stage == Stage.ENQUIRY

    def test_is_refused_to_a_forged_form(self) -> None:
        case = made.opened()
        assert Reader(case[Role.COORDINATOR], guarded=True).do("accept", case.engagement.pk, seen=1).status_code == 403
        assert case.fresh().stage == Stage.ENQUIRY


class TestDecline:
    def test_tells_the_client_why(self) -> None:
        case = made.opened()
        Reader(case[Role.COORDINATOR]).do("decline", case.engagement.pk, seen=1, reason="No competence for this fuel.")
        assert case.fresh().stage == Stage.DECLINED
        assert "No competence for this fuel." in text(Reader(case[Role.DEVELOPER]).see("case", case.engagement.pk))

    def test_needs_a_reason(self) -> None:
        case = made.opened()
        page = Reader(case[Role.COORDINATOR]).do("decline", case.engagement.pk, seen=1, reason=" ")
        assert page.status_code == 422
        assert '<a href="#id_reason">' in page.content.decode()
        assert case.fresh().stage == Stage.ENQUIRY


def many(count: int) -> Case:
    """A case, and more of the same client for the same people, each opened a minute after the one before."""
    case = made.opened()
    for nth in range(1, count):
        filed = made.application(by=case[Role.DEVELOPER], client=case.client, title=f"Plant {nth}")
        made.open_project(application_id=filed.pk, by=case[Role.COORDINATOR], at=made.NOW + timedelta(minutes=nth // 2))
    return case


def numbers(page: Any) -> list[str]:
    return re.findall(r">(E-\d{4}-\d{4})<", page.content.decode())


def link(page: Any, rel: str) -> str:
    found = re.search(rf'<a href="([^"]+)" rel="{rel}"', page.content.decode())
    assert found
    return found[1].replace("&amp;", "&")


class TestCases:
    def test_come_page_by_page_each_once_and_back_again(self) -> None:
        case = many(60)
        reader = Reader(case[Role.DEVELOPER])
        first = reader.see("cases")
        second = reader.client.get(reverse("projects:cases") + link(first, "next"))
        third = reader.client.get(reverse("projects:cases") + link(second, "next"))
        shown = numbers(first) + numbers(second) + numbers(third)
        assert len(shown) == len(set(shown)) == 60
        assert (len(numbers(first)), len(numbers(third))) == (25, 10)
        assert 'rel="next"' not in third.content.decode()
        back = reader.client.get(reverse("projects:cases") + link(third, "prev"))
        assert numbers(back) == numbers(second)

    @pytest.mark.parametrize(
        "mangled",
        [
            "x",
            "2026-11-02~x",
            "2026-11-02T09:00:00~00000000-0000-4000-8000-000000000000",
            "0001-01-01T00:00:00+23:59~00000000-0000-4000-8000-000000000000",
            "9999-12-31T23:59:59-23:59~00000000-0000-4000-8000-000000000000",
        ],
    )
    def test_are_not_found_under_a_mangled_address(self, mangled: str) -> None:
        case = made.opened()
        assert Reader(case[Role.DEVELOPER]).see("cases", data={"before": mangled}).status_code == 404

    def test_can_be_looked_at_by_stage(self) -> None:
        case = made.opened()
        reader = Reader(case[Role.DEVELOPER])
        assert numbers(reader.see("cases", data={"stage": "enquiry"})) == [case.engagement.number]
        assert numbers(reader.see("cases", data={"stage": "closed"})) == []

    def test_are_those_one_serves_in(self) -> None:
        made.opened()
        other, _client = made.developer()
        assert "You serve in no case yet" in text(Reader(other).see("cases"))
