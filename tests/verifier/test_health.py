"""What a load balancer is told."""

import json
import urllib.request
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from verifier.local.programs import Programs


@pytest.mark.django_db
class TestReadyz:
    def test_is_content_when_every_part_is_there(self, client: Client) -> None:
        answer = client.get("/readyz")
        assert answer.json() == {"database": "ok", "migrations": "ok", "redis": "ok", "files": "ok"}
        assert answer.status_code == 200

    def test_names_the_part_that_is_away(self, client: Client, settings: Settings) -> None:
        settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/redis.sock"}}
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["redis"] == "ConnectionError"
        assert answer.json()["database"] == "ok"

    def test_is_not_content_before_the_migrations(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_: ["one"])
        assert client.get("/readyz").status_code == 503


class TestLivez:
    def test_asks_no_other_server(self, client: Client) -> None:
        # Without the database mark, a query would be an error.
        assert client.get("/livez").content == b"ok\n"


class TestServed:
    def test_is_a_real_server_on_the_tests_own_database(self, served: Programs) -> None:
        with urllib.request.urlopen(f"{served.address}/readyz") as answer:
            assert json.load(answer)["database"] == "ok"
            assert answer.headers["X-Request-ID"]


class TestOutage:
    @pytest.fixture
    def away(self, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
        """The database does not answer."""
        here = connection.settings_dict["HOST"]
        with django_db_blocker.unblock():
            connection.close()
            connection.settings_dict["HOST"] = "/nowhere"
            yield
            connection.settings_dict["HOST"] = here

    @pytest.mark.parametrize("path", ["/", "/accounts/login/"])
    def test_is_told_as_one_to_somebody_with_a_session(self, away: None, client: Client, path: str) -> None:
        client.raise_request_exception = False
        client.cookies[settings.SESSION_COOKIE_NAME] = "s" * 32
        answer = client.get(path)
        assert answer.status_code == 503
        assert answer["Retry-After"]

    def test_is_told_to_programs_as_a_problem(self, away: None, client: Client) -> None:
        client.raise_request_exception = False
        client.cookies[settings.SESSION_COOKIE_NAME] = "s" * 32
        answer = client.get("/api/v1/projects")
        assert answer.status_code == 503
        assert answer["Content-Type"] == "application/problem+json"
