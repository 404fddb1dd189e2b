"""What the tests of the body share."""

from pathlib import Path

import pytest

from tests.verifier import commands


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> commands.Terminal:
    return commands.terminal(tmp_path, capsys, monkeypatch)
