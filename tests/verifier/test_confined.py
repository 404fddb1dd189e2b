import os
import socket
import time
from pathlib import Path

import pytest

from verifier import confined
from verifier.confined import Overrun, run

# Modules of the standard library do as the module that is run: `timeit` runs whatever it is given.


def timeit(statement: str, folder: Path, **limits: int) -> bool:
    return run("timeit", "-n", "1", "-r", "1", statement, folder=folder, **limits)


def overrun(statement: str, folder: Path, **limits: int) -> str:
    with pytest.raises(Overrun) as caught:
        timeit(statement, folder, **limits)
    for text in (caught.value.message, caught.value.mend):
        assert text.en
        assert text.zh
    return caught.value.code


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{number}/stat").read_text().split()[2] != "Z"


class TestRun:
    def test_runs_a_module_in_the_folder(self, tmp_path: Path) -> None:
        timeit("open('made', 'w').write('yes')", tmp_path)

        assert (tmp_path / "made").read_text() == "yes"

    def test_hands_on_nothing_of_its_surroundings(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SECRET_KEY", "do not tell")

        timeit("import os; open('said', 'w').write(' '.join(os.environ))", tmp_path)

        said = set((tmp_path / "said").read_text().split())
        assert said & set(os.environ) <= {*confined.ENVIRONMENT, "DJANGO_SETTINGS_MODULE"}  # set by the package itself

    def test_keeps_off_the_network_or_says_so(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as door:
            port = door.getsockname()[1]
            attempt = f"import socket; socket.create_connection(('127.0.0.1', {port})).close()"
            if timeit("pass", tmp_path):
                assert overrun(attempt, tmp_path) == "failed"
            else:
                assert timeit(attempt, tmp_path) is False

    @pytest.mark.parametrize(
        ("statement", "code"),
        [
            ("bytes(300 << 20)", "memory"),
            ("import mmap; mmap.mmap(-1, 300 << 20)", "memory"),
            ("while True: pass", "time"),
            ("open('big', 'wb').write(bytes(2 << 20))", "size"),
            ("import os; os.abort()", "crash"),
            ("import ctypes; ctypes.string_at(0)", "crash"),
            ("raise ValueError", "failed"),
        ],
    )
    def test_is_refused_with_the_limit_that_was_met(self, tmp_path: Path, statement: str, code: str) -> None:
        assert overrun(statement, tmp_path, memory=256 << 20, seconds=1, largest=1 << 20) == code

    def test_leaves_no_core(self, tmp_path: Path) -> None:
        timeit("import resource; open('most', 'w').write(str(resource.getrlimit(resource.RLIMIT_CORE)))", tmp_path)

        assert (tmp_path / "most").read_text() == "(0, 0)"

    def test_ends_everything_that_was_started(self, tmp_path: Path) -> None:
        start = "\n".join(
            (
                "import subprocess, sys, time",
                "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])",
                "open('number', 'w').write(str(child.pid))",
                "time.sleep(600)",
            )
        )

        assert overrun(start, tmp_path, wall=2) == "time"

        number = int((tmp_path / "number").read_text())
        for _ in range(100):
            if not is_running(number):
                break
            time.sleep(0.05)
        assert not is_running(number)

    def test_ends_by_itself_where_nobody_waits_any_more(self, tmp_path: Path) -> None:
        timeit(
            "import signal; open('left', 'w').write(str(signal.getitimer(signal.ITIMER_REAL)[0]))", tmp_path, wall=50
        )

        assert 0 < float((tmp_path / "left").read_text()) <= 50
