"""How long files take to come in by pieces: `make bench-uploads`, or with `--gib 1` a smaller one.

Servers of its own, as in production: PostgreSQL, Valkey, gunicorn with two processes of four threads. One sender on the
same machine sends one large file, then eight at once send a fifth of it each, in pieces of 16 MiB that are on disk
before they are acknowledged. Besides: what the web server's memory grows by, and what the hash of the whole costs at
the finish, where the server saw every byte pass and where it was started anew in between, against
`hashlib.file_digest` of the same file.
"""

import argparse
import hashlib
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import urlsplit

from tests.tus import PIECE, Sender
from verifier.local import story
from verifier.local.postgres import Postgres
from verifier.local.programs import ROOT, Programs, free_port
from verifier.local.valkey import Valkey

SENDERS = 8
MOST_GROWTH, MOST_COST = 150, 1.3  # MB, times
BLOCK = os.urandom(PIECE)


def pieces(size: int) -> Iterator[bytes]:
    """A file of `size` bytes in which no two pieces are the same."""
    for at in range(0, size, PIECE):
        yield (at.to_bytes(8) + BLOCK[8:])[: size - at]


class House:
    """A running product without a worker: what has come in stays in quarantine."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.programs = Programs(var / "log", {})
        self.port = free_port(8400)

    def start(self) -> None:
        self.programs.start_web(self.port)
        at = urlsplit(self.programs.address)
        while True:
            try:
                line = http.client.HTTPConnection(str(at.hostname), at.port)
                line.request("GET", "/readyz")
                if line.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.1)

    def restart(self) -> None:
        self.programs.stop()
        self.start()

    def peak(self) -> dict[int, float]:
        """The largest memory that each process of the web server ever had, in MB."""
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.programs.running["web"].pid)],
            capture_output=True,
            text=True,
            check=True,
        )
        return {pid: _peak(pid) for pid in map(int, found.stdout.split())}

    def begin(self, size: int) -> tuple[Sender, str]:
        asked = self.cast["lead"].post(
            f"/engagements/{self.case()}/requests", kind="monitoring_report", note="All.", due_on=story.in_two_weeks()
        )
        sender = Sender(self.programs.address, self.cast[story.MOORS].key)
        return sender, sender.begin(asked["id"], "export.zip", size)

    def case(self) -> str:
        self.cases += 1
        return story.opened(self.cast, story.MOORS, ("lead",), **story.wind_application(f"Bench {self.cases}"))

    def gather(self) -> None:
        self.cast, self.cases = story.Cast.gathered(self.programs.address), 0

    def file(self, place: str) -> Path:
        return self.var / "quarantine" / place.rpartition("/")[2]


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1000


@contextmanager
def running() -> Iterator[House]:
    with TemporaryDirectory() as folder, ExitStack() as afterwards:
        var = Path(folder)
        os.environ.update(VAR_DIR=folder, DJANGO_SETTINGS_MODULE="verifier.settings.local")
        for server in (Postgres(var / "postgres"), Valkey(var / "valkey")):
            server.start()
            afterwards.callback(server.stop)
            if isinstance(server, Postgres):
                server.create("verifier")
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, check=True)
        house = House(var)
        afterwards.callback(house.programs.stop)
        house.start()
        house.gather()
        yield house


def send(sender: Sender, place: str, size: int) -> float:
    """Seconds that all of it takes over one connection."""
    at = urlsplit(sender.address)
    line = http.client.HTTPConnection(str(at.hostname), at.port)
    headers = {
        "Authorization": f"Token {sender.key}",
        "Tus-Resumable": "1.0.0",
        "Content-Type": "application/offset+octet-stream",
    }
    begun, offset = perf_counter(), 0
    for piece in pieces(size):
        line.request("PATCH", place, piece, headers | {"Upload-Offset": str(offset)})
        answer = line.getresponse()
        answer.read()
        offset += len(piece)
        assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(offset))
    line.close()
    return perf_counter() - begun


def finish(sender: Sender, place: str, size: int) -> float:
    """Seconds that the receipt takes, whose hash must be that of what was sent."""
    begun = perf_counter()
    receipt = sender.finish(place)
    took = perf_counter() - begun
    digest = hashlib.sha256()
    for piece in pieces(size):
        digest.update(piece)
    assert receipt["sha256"] == digest.hexdigest()
    return took


def measure(house: House, size: int) -> dict[str, float]:
    small = size // 5
    send(*house.begin(PIECE), PIECE)  # what a process keeps in memory is there from now on
    before = house.peak()
    sender, place = house.begin(size)
    one = send(sender, place, size)
    seen = finish(sender, place, size)
    uploads = [(*house.begin(small), small) for _sender in range(SENDERS)]
    begun = perf_counter()
    with ThreadPoolExecutor(SENDERS) as threads:
        list(threads.map(lambda upload: send(*upload), uploads))
    eight = perf_counter() - begun
    growth = max(peak - before.get(pid, 0) for pid, peak in house.peak().items())
    for upload in uploads:
        finish(*upload)
        house.file(upload[1]).unlink()
    sender, anew = house.begin(size)
    send(sender, anew, size)
    house.restart()
    with house.file(anew).open("rb") as file:
        begun = perf_counter()
        hashlib.file_digest(file, "sha256")
        plain = perf_counter() - begun
    return {
        "one file, MB/s": size / one / 1e6,
        f"{SENDERS} at once, together, MB/s": SENDERS * small / eight / 1e6,
        "growth of a web process, MB": growth,
        "finish when every byte was seen, s": seen,
        "finish after a restart, s": (again := finish(sender, anew, size)),
        "hashlib.file_digest of the file, s": plain,
        "hash after a restart / file_digest": again / plain,
    }


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--gib", type=float, default=5)
    size = int(asked.parse_args().gib * (1 << 30))
    with running() as house:
        found = measure(house, size)
    print(json.dumps({name: round(value, 3) for name, value in found.items()}, indent=2))  # noqa: T201
    return int(
        found["growth of a web process, MB"] > MOST_GROWTH or found["hash after a restart / file_digest"] > MOST_COST
    )


if __name__ == "__main__":
    sys.exit(main())
