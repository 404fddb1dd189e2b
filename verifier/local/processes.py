"""Processes of this machine: is one alive, how to end it, and how to be the only one."""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PR_SET_PDEATHSIG = 1


class Busy(Exception):  # noqa: N818 - the name says what happened
    """Another process holds the lock."""


@contextmanager
def alone(lock: Path, *, patient: bool = True) -> Iterator[None]:
    """Hold `lock` for the length of the block. Raises Busy when it is held by another and we are not `patient`.

    The kernel lets go of it when the holder dies, however it dies.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if patient else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise Busy(str(lock)) from error
        yield


def command_of(pid: int) -> str:
    """The command line of a live process; "" for one that is gone, or dead and not yet collected by its parent."""
    if sys.platform == "linux":  # without ps, which a slim Debian lacks
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, IndexError):
            return ""
        return "" if state in "ZX" else b" ".join(words).decode(errors="replace").strip()
    told = subprocess.run(["ps", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state, _, command = told.stdout.strip().partition(" ")
    return "" if state.startswith("Z") else command.strip()


def end(pid: int, *, patience: float = 15) -> None:
    """Ask a process to end, and after `patience` seconds end its whole group."""
    try:
        os.kill(pid, signal.SIGTERM)
    except ProcessLookupError:
        return
    until = time.monotonic() + patience
    while command_of(pid):
        if time.monotonic() > until:
            os.killpg(os.getpgid(pid), signal.SIGKILL)
            return
        time.sleep(0.05)


def die_with_parent() -> None:
    """For `preexec_fn`: on Linux, be told to end when the parent dies, even by kill -9.

    Elsewhere the kernel has no such promise, and `verifier.local.demo` ends what an earlier run left behind.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class CannotStart(Exception):  # noqa: N818 - the name says what happened
    """A program did not come up. The message holds what it wrote last."""


def tail(log: Path, lines: int = 30) -> str:
    """The last lines of a log, or "" when there is none."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""
