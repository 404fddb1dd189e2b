"""What a load balancer is told."""

import json
import urllib.request

import pytest
from django.test import Client
from pytest_django import Settings

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
