"""Web server, worker and clock as processes of their own, each with a log and a pid file."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from verifier.local.processes import CannotStart, command_of, die_with_parent, end, tail

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60
WORKER_IS_READY = b" ready."


class Programs:
    """What runs our code. They end with the process that started them: see `die_with_parent`.

    `folder` takes logs and pid files; `surroundings` is added to the environment. `worker`, `web` and `clock` are the
    processes; `address` is where the web server answers.
    """

    def __init__(self, folder: Path, surroundings: Mapping[str, str]) -> None:
        self.folder = folder
        self.surroundings = surroundings
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.address = ""
        folder.mkdir(parents=True, exist_ok=True)

    def start_worker(self) -> subprocess.Popen[bytes]:
        """Two tasks at a time. Asked to end, it gives back what it cannot finish (see worker_soft_shutdown_timeout)."""
        command = ("-m", "celery", "-A", "verifier", "worker", "-c", "2", "-l", "INFO", "--without-gossip")
        return self._start("worker", *command, "--without-mingle", REMAP_SIGTERM="SIGQUIT")

    def start_clock(self) -> subprocess.Popen[bytes]:
        """Beat is a process of its own, as in production: inside a worker it stops whenever the worker does."""
        return self._start("clock", "-m", "celery", "-A", "verifier", "beat", "-l", "INFO", "--pidfile=")

    def start_web(self, port: int) -> subprocess.Popen[bytes]:
        self.address = f"http://127.0.0.1:{port}"
        options = ("-b", f"127.0.0.1:{port}", "-k", "gthread", "-w", "2", "--threads", "16", "--timeout", "120")
        quiet = ("--log-level", "warning", "--no-control-socket")
        return self._start("web", "-m", "gunicorn", "verifier.wsgi", *options, *quiet)

    def wait_until_ready(self) -> None:
        """Until /readyz and the worker say so. Raises CannotStart with what the failing one wrote last."""
        until = time.monotonic() + SECONDS_TO_START
        said = "nothing"
        while time.monotonic() < until:
            self.check()
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=10):  # noqa: S310 - http, and our own
                    if WORKER_IS_READY in self._log("worker").read_bytes():
                        return
                    said = "the worker is not ready"
            except urllib.error.HTTPError as error:
                said = error.read().decode(errors="replace")[:500]
            except OSError as error:
                said = str(error)
            time.sleep(0.1)
        logs = "\n".join(self.logs())
        raise CannotStart(f"{self.address} is not ready after {SECONDS_TO_START} s: {said}\n{logs}")

    def check(self) -> None:
        """Raises CannotStart when one of them has ended by itself."""
        for name, process in self.running.items():
            if process.poll() is not None:
                raise CannotStart(f"The {name} has ended with code {process.returncode}:\n{self._tail(name)}")

    def logs(self) -> list[str]:
        """What each of them wrote last."""
        return [f"--- {self._log(name)}\n{self._tail(name)}" for name in self.running]

    def stop(self) -> None:
        """First what takes new work in, last what does it."""
        for name in ("web", "clock", "worker"):
            if process := self.running.pop(name, None):
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
            (self.folder / f"{name}.pid").unlink(missing_ok=True)

    def end_leftovers(self) -> None:
        """End what an earlier run left behind when it was killed."""
        for file in self.folder.glob("*.pid"):
            pid = int(file.read_text() or "0")
            if pid and "verifier" in command_of(pid):
                end(pid)
            file.unlink(missing_ok=True)

    def _start(self, name: str, *words: str, **surroundings: str) -> subprocess.Popen[bytes]:
        with self._log(name).open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env={**os.environ, **self.surroundings, **surroundings},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the one who started them; they are then ended in order
                preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads here
            )
        (self.folder / f"{name}.pid").write_text(str(process.pid))
        self.running[name] = process
        return process

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _tail(self, name: str) -> str:
        return tail(self._log(name))


def free_port(first: int) -> int:
    """The first port from `first` on that nobody listens to. Raises CannotStart when a hundred are taken."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CannotStart(f"All ports from {first} to {first + 99} are taken.")
