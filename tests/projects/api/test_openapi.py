"""The document that describes the API is whole, and is what is served."""

from pkgutil import iter_modules
from typing import Any

import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator

import projects.use_cases
import reports.use_cases
import verifier.confirmations.use_cases
from projects.api import applications, appointments, engagements, evidence, findings, pins, requests, series
from reports.api import reports as report
from reports.api import statements
from verifier.confirmations.api import confirmations

DOORS = (
    applications,
    appointments,
    engagements,
    evidence,
    findings,
    pins,
    requests,
    series,
    report,
    statements,
    confirmations,
)


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


class TestDocument:
    def test_has_no_fault(self, tmp_path: Any) -> None:
        call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "openapi.yaml"))
        assert (tmp_path / "openapi.yaml").stat().st_size

    def test_has_no_trailing_slash(self, document: dict[str, Any]) -> None:
        assert [path for path in document["paths"] if path.endswith("/")] == []

    def test_says_how_each_door_refuses(self, document: dict[str, Any]) -> None:
        for path, doors in document["paths"].items():
            for method, door in doors.items():
                if method == "get":
                    continue
                assert {"400", "401", "403", "404", "409", "422"} <= set(door["responses"]), path


class TestUseCases:
    @pytest.mark.parametrize("package", [projects.use_cases, reports.use_cases, verifier.confirmations.use_cases])
    def test_have_a_door_each(self, package: Any) -> None:
        verbs = {module.name for module in iter_modules(package.__path__)}
        assert verbs - {name for door in DOORS for name in vars(door)} == set()
