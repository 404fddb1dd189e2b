"""Each contract on imports can fail: a fault is planted in a copy of the source, and the contract names it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT: Path = settings.BASE_DIR
PACKAGES = ("verifier", "projects", "reports")
FAULTS = {
    "Each part stands only on those below it": ("verifier/trail/acts.py", "import projects.stages"),
    "Inside projects, doors call use cases and use cases call what is below": (
        "projects/stages.py",
        "import projects.models.project",
    ),
    "Inside reports, doors call use cases and use cases call what is below": (
        "reports/stages.py",
        "import reports.tasks",
    ),
    "Inside confirmations, doors call use cases and use cases call what is below": (
        "verifier/confirmations/models.py",
        "import verifier.confirmations.queries",
    ),
    "No use case imports another": ("projects/use_cases/appoint.py", "import projects.use_cases.open_project"),
    "No scheme imports another": ("verifier/schemes/vcs/rules.py", "import verifier.schemes.iscc_eu"),
    "Rules are plain Python": ("verifier/rulebook/rules.py", "from django.db import models"),
    "What sets the product up names its parts by dotted string": ("verifier/urls.py", "import projects.models"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        for source in (ROOT / package).rglob("*.py"):
            to = folder / source.relative_to(ROOT)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, to)
    return folder


class TestContracts:
    def test_are_kept(self, copy: Path) -> None:
        told = lint(copy)
        assert told.returncode == 0, told.stdout

    def test_are_all_tried(self, copy: Path) -> None:
        told = lint(copy).stdout
        assert {line.removesuffix(" KEPT") for line in told.splitlines() if line.endswith(" KEPT")} == set(FAULTS)

    @pytest.mark.parametrize("contract", FAULTS)
    def test_name_a_planted_fault(self, copy: Path, contract: str) -> None:
        path, fault = FAULTS[contract]
        source = (copy / path).read_text()
        try:
            (copy / path).write_text(f"{source}\n{fault}\n")
            told = lint(copy)
        finally:
            (copy / path).write_text(source)
        assert told.returncode == 1
        assert f"{contract} BROKEN" in told.stdout

    def test_name_a_module_that_has_no_place(self, copy: Path) -> None:
        (copy / "projects" / "helpers.py").write_text("")
        try:
            told = lint(copy)
        finally:
            (copy / "projects" / "helpers.py").unlink()
        assert "Inside projects, doors call use cases and use cases call what is below BROKEN" in told.stdout
