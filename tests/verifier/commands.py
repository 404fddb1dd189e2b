"""A command of the calculator at a terminal. It takes a file and gives its exit status, its output and its errors."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

Terminal = Callable[..., tuple[int, str, str]]


def terminal(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    def run(command: str, *words: str, holds: object = None, piped: object = None) -> tuple[int, str, str]:
        """Words as typed; "FILE" stands for a file that `holds` data, or text as it is; `piped` comes by - instead."""
        file = folder / "given.json"
        if holds is not None:
            file.write_text(holds if isinstance(holds, str) else json.dumps(holds))
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(piped).encode())))
        with pytest.raises(SystemExit) as ended:
            call_command(command, *(str(file) if word == "FILE" else word for word in words))
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run
