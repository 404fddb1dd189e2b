"""A scheme is named in its own folder and nowhere else."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from verifier import schemes

ROOT: Path = settings.BASE_DIR
SOURCES = {".py", ".html", ".js", ".scss", ".typ", ".toml", ".json"}
# The demonstration tells the story of two cases, and each is a case under some scheme.
STORY = {ROOT / "verifier" / "local" / "story.py", ROOT / "projects" / "management" / "commands" / "load_demo.py"}


def mentions(code: str) -> list[str]:
    """Where a scheme's code stands outside its folder, as file:line."""
    home, word = ROOT / "verifier" / "schemes" / code, re.compile(rf"(?<![\w-]){re.escape(code)}(?![\w-])")
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for package in ("verifier", "projects", "reports")
        for path in sorted((ROOT / package).rglob("*"))
        if path.suffix in SOURCES and home not in path.parents and path not in STORY and "dist" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if word.search(line)
    ]


class TestSchemes:
    @pytest.mark.parametrize("code", [scheme.code for scheme in schemes.all()])
    def test_are_named_in_their_own_folders_only(self, code: str) -> None:
        assert mentions(code) == []

    @pytest.mark.parametrize("code", [scheme.code for scheme in schemes.all()])
    def test_live_in_folders_that_bear_their_codes(self, code: str) -> None:
        folder = ROOT / "verifier" / "schemes" / code
        parts = ("rules", "figures", "particulars", "statement", "examples")
        assert [part for part in parts if not (folder / f"{part}.py").exists() and not (folder / part).is_dir()] == []
        assert (folder / "README.md").exists()
