"""Production starts only with all it needs, and then without a warning."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

NEEDED = {
    "SECRET_KEY": "p" * 30 + "0123456789" * 3,
    "DATABASE_URL": "postgres://verifier_app:x@db/verifier",
    "REDIS_URL": "redis://redis:6379/0",
    "ALLOWED_HOSTS": "verify.example.org",
    "PUBLIC_ADDRESS": "https://verify.example.org",
    "BODY": json.dumps(
        {"name": {"en": "A body", "zh": "机构"}, "address": {"en": "", "zh": ""}, "accreditation": [], "codes": {}}
    ),
}


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    (tmp_path / "signing").mkdir()
    return (
        kept
        | NEEDED
        | {
            "DJANGO_SETTINGS_MODULE": "verifier.settings.production",
            "STATEMENT_SIGNING_DIR": str(tmp_path / "signing"),
            "VAR_DIR": str(tmp_path),
        }
    )


def check(surroundings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.BASE_DIR,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )


class TestProduction:
    def test_passes_the_check_for_deployment(self, surroundings: dict[str, str]) -> None:
        told = check(surroundings)
        assert told.returncode == 0, told.stderr

    @pytest.mark.parametrize("name", [*NEEDED, "STATEMENT_SIGNING_DIR"])
    def test_is_refused_without(self, surroundings: dict[str, str], name: str) -> None:
        told = check({key: value for key, value in surroundings.items() if key != name})
        assert told.returncode != 0
        assert f"Set {name} in the environment" in told.stderr

    def test_names_all_that_is_missing_at_once(self, surroundings: dict[str, str]) -> None:
        told = check({key: value for key, value in surroundings.items() if key not in ("SECRET_KEY", "BODY")})
        assert "Set SECRET_KEY, BODY in the environment" in told.stderr

    def test_reads_a_secret_from_the_file_that_is_named(self, surroundings: dict[str, str], tmp_path: Path) -> None:
        (tmp_path / "key").write_text(surroundings.pop("SECRET_KEY") + "\n")
        assert check(surroundings | {"SECRET_KEY_FILE": str(tmp_path / "key")}).returncode == 0

    def test_is_refused_with_another_database(self, surroundings: dict[str, str]) -> None:
        told = check(surroundings | {"DATABASE_URL": "sqlite:///x"})
        assert "must be PostgreSQL" in told.stderr

    def test_is_refused_when_the_body_says_too_little(self, surroundings: dict[str, str]) -> None:
        told = check(surroundings | {"BODY": '{"name": {"en": "A body"}}'})
        assert "BODY lacks accreditation, address, codes" in told.stderr

    def test_is_refused_without_https(self, surroundings: dict[str, str]) -> None:
        assert check(surroundings | {"PUBLIC_ADDRESS": "http://verify.example.org"}).returncode != 0
