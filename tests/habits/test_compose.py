"""compose.yaml agrees with the settings. Whether it runs is seen only where there is a container engine."""

from typing import Any

import pytest
import yaml
from django.conf import settings

from tests.habits.test_settings import NEEDED

COMPOSE: dict[str, Any] = yaml.safe_load((settings.BASE_DIR / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PROGRAMS = [name for name, service in SERVICES.items() if service["image"] == "verifier"]


class TestCompose:
    @pytest.mark.parametrize("name", PROGRAMS)
    def test_gives_each_program_what_production_needs(self, name: str) -> None:
        given = {variable.removesuffix("_FILE") for variable in SERVICES[name]["environment"]}
        assert given >= {*NEEDED, "STATEMENT_SIGNING_DIR"}

    def test_gives_the_owners_password_to_nothing_that_serves(self) -> None:
        assert [name for name in PROGRAMS if "database_owner_url" in SERVICES[name]["secrets"]] == ["migrate"]

    @pytest.mark.parametrize("name", SERVICES)
    def test_takes_every_right_away_that_is_not_needed(self, name: str) -> None:
        service = SERVICES[name]
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
        assert service["security_opt"] == ["no-new-privileges:true"]

    def test_opens_only_the_proxy(self) -> None:
        assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]

    def test_knows_every_secret_and_volume_that_is_used(self) -> None:
        assert {secret for service in SERVICES.values() for secret in service.get("secrets", [])} == set(
            COMPOSE["secrets"]
        )
        mounted = {mount.split(":")[0] for service in SERVICES.values() for mount in service.get("volumes", [])}
        assert {name for name in mounted if not name.startswith(".")} == set(COMPOSE["volumes"])
