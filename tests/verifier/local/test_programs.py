"""What one start leaves behind does not stand in the way of the next."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from verifier.local.processes import Busy, CannotStart, alone, command_of
from verifier.local.programs import Programs, free_port

SLEEPER = "import time; verifier = time.sleep(600)"


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    return Programs(tmp_path, {})


class TestPrograms:
    def test_tells_which_has_ended_and_what_it_wrote(self, programs: Programs) -> None:
        process = programs._start("clock", "-c", "raise SystemExit('out of springs')")
        process.wait()
        with pytest.raises(CannotStart, match=r"(?s)The clock has ended with code 1.*out of springs"):
            programs.check()

    def test_ends_what_an_earlier_start_left(self, programs: Programs) -> None:
        left = programs._start("worker", "-c", SLEEPER)
        Programs(programs.folder, {}).end_leftovers()
        assert left.wait(timeout=10) == -signal.SIGTERM
        assert list(programs.folder.glob("*.pid")) == []

    def test_leaves_a_stranger_alone_that_has_the_number_now(self, programs: Programs) -> None:
        with subprocess.Popen(["sleep", "600"]) as stranger:
            (programs.folder / "worker.pid").write_text(str(stranger.pid))
            programs.end_leftovers()
            assert stranger.poll() is None
            stranger.kill()

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
    def test_end_with_the_one_who_started_them(self, tmp_path: Path) -> None:
        parent = subprocess.Popen(
            [sys.executable, "-c", STARTER, str(tmp_path)], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
        )
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert command_of(child)
        parent.kill()
        parent.wait()
        until = time.monotonic() + 10
        while command_of(child):
            assert time.monotonic() < until
            time.sleep(0.02)


STARTER = f"""
import sys, time
from pathlib import Path
from verifier.local.programs import Programs
print(Programs(Path(sys.argv[1]), {{}})._start("worker", "-c", {SLEEPER!r}).pid, flush=True)
time.sleep(600)
"""


class TestAlone:
    def test_is_refused_while_another_holds_the_lock(self, tmp_path: Path) -> None:
        with alone(tmp_path / "lock"), pytest.raises(Busy), alone(tmp_path / "lock", patient=False):
            pass
        with alone(tmp_path / "lock", patient=False):
            pass


class TestCommandOf:
    def test_is_nothing_for_the_dead_who_are_not_collected(self) -> None:
        child = os.fork()
        if child == 0:
            os._exit(0)
        time.sleep(0.1)
        assert command_of(child) == ""
        os.waitpid(child, 0)


class TestFreePort:
    def test_passes_over_one_that_is_taken(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            assert free_port(port) > port
