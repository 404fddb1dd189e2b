"""A file is read at one sitting, a function at one glance."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

LONGEST_FILE = 350  # lines
LONGEST_FUNCTION = 50  # lines, from `def` to the end
# A table of figures or wording is as long as what it lists.
LISTS: frozenset[str] = frozenset()
EMPTY = {"utils", "helpers", "common", "core", "services", "managers", "signals", "constants", "exceptions", "mixins"}

SOURCES = sorted(
    path
    for package in ("verifier", "projects", "reports", "tests")
    for path in (settings.BASE_DIR / package).rglob("*.py")
    if "migrations" not in path.parts
)


def lengths(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


class TestSource:
    def test_is_short(self) -> None:
        lines = {str(path.relative_to(settings.BASE_DIR)): len(path.read_text().splitlines()) for path in SOURCES}
        assert {path: n for path, n in lines.items() if n > LONGEST_FILE and path not in LISTS} == {}

    def test_has_short_functions(self) -> None:
        ours = [path for path in SOURCES if not path.is_relative_to(settings.BASE_DIR / "tests")]
        found = ((path.relative_to(settings.BASE_DIR), name, lines) for path in ours for name, lines in lengths(path))
        assert [f"{path}: {name}, {lines} lines" for path, name, lines in found if lines > LONGEST_FUNCTION] == []


class TestNames:
    def test_say_what_is_inside(self) -> None:
        assert [path for path in SOURCES if path.stem in EMPTY or EMPTY & set(path.parts)] == []
