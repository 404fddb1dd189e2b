"""What every door does alike: reading JSON, If-Match, lists, refusals, who is let in."""

import json
from base64 import b64encode
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from projects.models import Application
from projects.stages import Stage
from tests.api import Program
from tests.factories import projects as made
from tests.factories.people import UserFactory
from tests.factories.worked import PARTICULARS
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db

ASKED: dict[str, Any] = {
    "scheme": "iscc_eu",
    "title": "Chifeng ammonia",
    "country": "cn",
    "site": "Chifeng",
    "technology": "Electrolysis",
    "period_from": "2026-09-01",
    "period_until": "2026-09-30",
    "disclosure": "None",
}


class TestJson:
    def test_keeps_a_number_as_it_was_written(self) -> None:
        person, client = made.developer()
        body = json.dumps(ASKED | {"client_id": str(client.pk), "particulars": PARTICULARS["iscc_eu"]})
        exact = body.replace('"fuel_kg": "25000000"', '"fuel_kg": 25000000.1000000000000000001')
        assert exact != body
        answer = Program(person).say("applications", exact)
        assert answer.status_code == 201
        assert answer.data["particulars"]["fuel_kg"] == "25000000.1000000000000000001"

    @pytest.mark.parametrize(
        "body",
        [
            "{",
            b"\xff\xfe{}",
            '{"particulars": NaN}',
            '{"title": "a", "title": "b"}',
            "[" * 100_000,
            '{"a": 1e999999999999999999999}',
            '{"a": ' + "9" * 5000 + "}",
            '"text"',
            "null",
        ],
    )
    def test_that_is_none_is_refused(self, body: str | bytes) -> None:
        answer = Program(made.developer()[0]).say("applications", body)
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"
        assert not Application.objects.exists()

    def test_that_is_too_long_is_refused(self, settings: Any) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
        assert Program(UserFactory.create()).say("applications", '"' + "x" * 99 + '"').status_code == 413
        assert Program(UserFactory.create()).say("applications", '"' + "x" * 98 + '"').status_code == 400


class TestIfMatch:
    def test_lets_the_version_pass_that_was_seen(self) -> None:
        case = made.opened()
        program = Program(case[Role.COORDINATOR])
        tag = program.get(f"engagements/{case.engagement.pk}")["ETag"]
        assert tag == f'"{case.engagement.version}"'
        answer = program.post(f"engagements/{case.engagement.pk}/accept", seen=tag)
        assert (answer.status_code, answer["ETag"]) == (200, f'"{case.engagement.version + 1}"')

    @pytest.mark.parametrize("tag", ['"99"', 'W/"1"', '"another"', "1"])
    def test_stops_any_other(self, tag: str) -> None:
        case = made.opened()
        answer = Program(case[Role.COORDINATOR]).post(f"engagements/{case.engagement.pk}/accept", seen=tag)
        assert answer.status_code == 412
        assert answer.data["type"] == "urn:verifier:stale"
        assert case.fresh().stage == Stage.ENQUIRY

    def test_need_not_be_sent(self) -> None:
        case = made.opened()
        program = Program(case[Role.COORDINATOR])
        assert program.post(f"engagements/{case.engagement.pk}/accept").status_code == 200


class TestListing:
    def test_is_walked_page_by_page(self) -> None:
        person, client = made.developer()
        filed = [made.application(by=person, client=client, title=f"Plant {n}").pk for n in range(5)]
        seen, path = [], "applications?limit=2"
        while path:
            page = Program(person).get(path).data
            assert len(page["results"]) <= 2
            seen += [row["id"] for row in page["results"]]
            path = page["next"] and page["next"].split("/api/v1/")[1]
        assert sorted(seen) == sorted(map(str, filed))

    @pytest.mark.parametrize("position", ["o=x", "p=yesterday", "p=2026-13-45", "p=%00"])
    def test_refuses_a_cursor_of_another_make(self, position: str) -> None:
        person, _client = made.developer()
        cursor = b64encode(position.encode()).decode()
        assert Program(person).get(f"applications?cursor={cursor}").status_code == 404


class TestRefusal:
    def test_is_a_problem_that_says_what_would_mend_it(self) -> None:
        case = made.opened()
        answer = Program(case[Role.DEVELOPER]).post(f"engagements/{case.engagement.pk}/accept")
        assert answer.status_code == 403
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.data["type"] == "urn:verifier:not-yours"
        assert answer.data["mend"]

    def test_names_each_fault_by_its_pointer(self) -> None:
        person, client = made.developer()
        wrong = PARTICULARS["iscc_eu"] | {"fuel_kg": "-1"}
        answer = Program(person).post("applications", **ASKED, client_id=client.pk, particulars=wrong)
        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.data["errors"]] == ["#/fuel_kg"]


class TestToken:
    def test_speaks_for_the_person_it_was_issued_to(self, capsys: pytest.CaptureFixture[str]) -> None:
        person = UserFactory.create()
        call_command("issue_token", person.email.upper())
        token = capsys.readouterr().out.strip()
        program = Client()
        assert program.get("/api/v1/me").status_code == 401
        answer = program.get("/api/v1/me", headers={"Authorization": f"Token {token}"})
        assert answer.json()["id"] == str(person.pk)
        assert program.get("/api/v1/me", headers={"Authorization": f"Token {token}x"}).status_code == 401

    def test_is_not_issued_to_a_stranger(self) -> None:
        with pytest.raises(CommandError):
            call_command("issue_token", "nobody@example.org")

    def test_is_not_issued_to_one_who_left(self) -> None:
        person = UserFactory.create(is_active=False)
        with pytest.raises(CommandError):
            call_command("issue_token", person.email)


class TestSession:
    def test_that_is_forged_changes_nothing(self) -> None:
        person, client = made.developer()
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        body = ASKED | {"client_id": str(client.pk), "particulars": PARTICULARS["iscc_eu"]}
        answer = browser.post("/api/v1/applications", body, content_type="application/json")
        assert answer.status_code == 403
        assert not Application.objects.exists()
