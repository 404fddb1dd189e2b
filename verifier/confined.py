"""A module run on a file that nobody trusts: in a process of its own, with little memory, little time and no network.

Run as a program, this module draws the limits around itself first and then becomes the module that it is to run.
"""

import ctypes
import os
import resource
import runpy
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import structlog

from verifier.errors import Refused
from verifier.rulebook.wording import Text

log = structlog.get_logger(__name__)

ROOT = Path(__file__).resolve().parent.parent
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # <linux/sched.h>
SHORT_OF_MEMORY = (b"MemoryError", b"emory allocation", b"allocate memory", b"bad_alloc")
OFFLINE = b"offline"
LAST_WORDS = 2_000
# One thread each: their stacks and pools count as memory.
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PYTHONPATH": str(ROOT),
    "PYTHONDONTWRITEBYTECODE": "1",
    "MALLOC_ARENA_MAX": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "1",
}
SMALLER = Text(
    "Send it in several smaller files, or in a simpler format.", "请拆分为若干较小的文件，或改用更简单的格式。"
)
SAVE_AGAIN = Text(
    "Open the file in the program it was made with, save it again, and send that.",
    "请用生成该文件的程序打开并重新保存后再上传。",
)
REASONS = {
    "memory": (Text("opening it takes more memory than is allowed", "打开该文件所需内存超过限制"), SMALLER),
    "time": (Text("opening it takes longer than is allowed", "打开该文件所需时间超过限制"), SMALLER),
    "size": (Text("it unfolds into more than may be written", "展开后的内容超过允许写入的大小"), SMALLER),
    "crash": (Text("the program that reads it broke down", "读取该文件的程序崩溃"), SAVE_AGAIN),
    "failed": (Text("it could not be read to its end", "无法完整读取该文件"), SAVE_AGAIN),
}


class Overrun(Refused):
    """The process met a limit or broke down. `code` is memory, time, size, crash or failed."""

    status = 422
    message: Text
    mend: Text

    def __init__(self, code: str) -> None:
        why, mend = REASONS[code]
        message = Text("The file cannot be opened safely: {why}.", "无法安全打开该文件：{why}。").format(why=why)
        super().__init__(message, mend=mend)
        self.code = code


def run(
    module: str,
    *words: str,
    folder: Path,
    memory: int = 1 << 30,
    seconds: int = 60,
    wall: int = 120,
    largest: int = 256 << 20,
) -> bool:
    """Run `module` as a program with `words` in `folder`; whether the kernel kept it off the network. Raises Overrun.

    `memory` bytes of address space, `seconds` of processor time, `wall` seconds by the clock, no file over
    `largest` bytes. Its environment is empty but for what the limits need.
    """
    limits = (str(memory), str(seconds), str(wall), str(largest))
    command = [sys.executable, "-P", "-m", "verifier.confined", *limits, module, *words]
    with TemporaryFile() as told, TemporaryFile() as complaint:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=complaint,
            start_new_session=True,
        )
        try:
            code = process.wait(timeout=wall)
        except subprocess.TimeoutExpired:
            code = -signal.SIGALRM
        finally:
            _end(process)
        complained = _end_of(complaint)
        if fault := _fault(code, complained):
            log.warning(
                "confined.overrun",
                module=module,
                fault=fault,
                code=code,
                complaint=complained.decode("utf-8", "replace"),
            )
            raise Overrun(fault)
        told.seek(0)
        return told.read(len(OFFLINE)) == OFFLINE


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the whole group: nothing that the module started outlives it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _end_of(complaint: IO[bytes]) -> bytes:
    size = complaint.seek(0, os.SEEK_END)
    complaint.seek(max(0, size - LAST_WORDS))
    return complaint.read()


def _fault(code: int, complained: bytes) -> str | None:
    if code == 0:
        return None
    if code in (-signal.SIGALRM, -signal.SIGXCPU):
        return "time"
    if code == -signal.SIGXFSZ:
        return "size"
    # SIGKILL is the kernel short of memory. What is written in Rust, C or C++ says it in its own words.
    if code == -signal.SIGKILL or any(words in complained for words in SHORT_OF_MEMORY):
        return "memory"
    return "crash" if code < 0 else "failed"


def _confine(memory: int, seconds: int, wall: int, largest: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python would ignore it
    signal.alarm(wall)  # also where nobody is left to end it
    os.write(1, OFFLINE if _leave_network() else b"online ")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    if sys.platform != "darwin":  # whose kernel does not limit address space
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _leave_network() -> bool:
    """Move into a network of its own, which has none; an ordinary user may where the kernel gives it a user space."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    return unshare is not None and (unshare(NEW_NETWORK) == 0 or unshare(NEW_USER | NEW_NETWORK) == 0)


if __name__ == "__main__":
    _confine(*map(int, sys.argv[1:5]))
    sys.argv = sys.argv[5:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
