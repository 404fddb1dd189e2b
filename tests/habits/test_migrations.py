"""The tables are what the models say, and a migration's name says what it does."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections

UNNAMED = re.compile(r"\d{4}_(initial|auto_\w+|alter_\w+|remove_\w+|\w+_and_more)")


class TestMigrations:
    @pytest.mark.django_db
    def test_leave_nothing_of_the_models_out(self) -> None:
        told = StringIO()
        try:
            call_command("makemigrations", check=True, dry_run=True, stdout=told)
        except SystemExit:
            pytest.fail(told.getvalue())

    def test_are_named_by_what_they_do(self) -> None:
        ours = [
            app
            for app in apps.get_app_configs()
            if app.path.startswith(str(settings.BASE_DIR)) and ".venv" not in app.path
        ]
        names = [path.stem for app in ours for path in (settings.BASE_DIR / app.path / "migrations").glob("0*.py")]
        assert names
        assert [name for name in names if UNNAMED.fullmatch(name)] == []


class TestMigrate:
    def test_is_done_by_the_owner_of_the_tables(self, committed: None) -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
            assert cursor.fetchall() == [("verifier_owner",)]

    def test_is_refused_where_the_owner_is_not_known(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(settings.DATABASES, "owner")
        with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
            call_command("migrate")
