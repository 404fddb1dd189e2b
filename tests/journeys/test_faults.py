"""A part is killed or goes away in the middle: nothing is lost, nothing happens twice, and it goes on by itself."""

import http.client
import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event, Thread
from uuid import uuid4

import psycopg
import pytest

from projects.arriving import STRIDE
from tests.tus import Sender
from verifier.local import story
from verifier.local.papers import paper
from verifier.local.postgres import Postgres
from verifier.local.programs import ROOT, Programs, free_port
from verifier.local.speaking import Refusal
from verifier.local.valkey import Valkey

SECONDS = 60


@dataclass
class House:
    """Servers and programs of this test's own, so that they may be killed."""

    postgres: Postgres
    valkey: Valkey
    programs: Programs
    cast: story.Cast

    @property
    def worker_log(self) -> str:
        return (self.programs.folder / "worker.log").read_text()

    def page(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"{self.programs.address}{path}", timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def ring(self, task: str) -> None:
        """What the clock would do in a minute."""
        module, _dot, name = task.rpartition(".")
        manage("shell", "-v", "0", "-c", f"from {module} import {name}; {name}()")

    def count(self, what: str) -> int:
        door = self.postgres.doors("verifier")["owner"]
        with psycopg.connect(host=door["HOST"], user=door["USER"], dbname="verifier") as connection:
            row = connection.execute(f"SELECT count(*) FROM {what}").fetchone()
        assert row is not None
        return int(row[0])


def manage(*words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True, capture_output=True)


def until(come_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not come_true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    var = tmp_path_factory.mktemp("house")
    surroundings = {
        "VAR_DIR": str(var),
        "DJANGO_SETTINGS_MODULE": "verifier.settings.local",
        "LEFT_UNDONE_AFTER": "0",
    }
    kept = {name: os.environ.get(name) for name in (*surroundings, "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")}
    for name in kept:
        os.environ.pop(name, None)
    os.environ.update(surroundings)
    postgres, valkey = Postgres(var / "postgres"), Valkey(var / "valkey")
    programs = Programs(var / "log", {})
    try:
        postgres.start()
        postgres.create("verifier")
        valkey.start()
        manage("migrate", "--verbosity", "0")
        programs.start_worker()
        programs.start_web(free_port(8300))
        programs.wait_until_ready()
        yield House(postgres, valkey, programs, story.Cast.gathered(programs.address))
    finally:
        programs.stop()
        valkey.stop()
        postgres.stop()
        for name, value in kept.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class TestKilledWorker:
    def test_in_mid_render_leaves_one_document(self, house: House) -> None:
        report = story.wind_report(house.cast, title="Killed child")
        seen = house.worker_log.count("render_statement[")
        statement = story.approved(house.cast, report)
        until(lambda: house.worker_log.count("render_statement[") > seen)
        for child in children(house.programs.running["worker"].pid):
            os.kill(child, signal.SIGKILL)
        house.cast["certifier"].wait_for(f"/statements/{statement}", "stage", "signed")
        assert house.count(f"reports_document WHERE statement_id = '{statement}'") == 1

    def test_whole_is_replaced_by_the_next_and_the_clock(self, house: House) -> None:
        report = story.wind_report(house.cast, title="Killed tree")
        seen = house.worker_log.count("render_statement[")
        statement = story.approved(house.cast, report)
        until(lambda: house.worker_log.count("render_statement[") > seen)
        os.killpg(house.programs.running["worker"].pid, signal.SIGKILL)
        house.programs.running["worker"].wait()
        house.programs.start_worker()
        house.ring("reports.schedule.resume_issuing")
        house.cast["certifier"].wait_for(f"/statements/{statement}", "stage", "signed")
        house.ring("reports.schedule.resume_issuing")
        assert house.count(f"reports_document WHERE statement_id = '{statement}'") == 1
        signed = f"trail_event WHERE act = 'statement.signed' AND subject = 'statement:{statement}'"
        assert house.count(signed) == 1


class TestDatabaseGone:
    def test_is_said_plainly_and_passes(self, house: House) -> None:
        before = house.count("trail_event")
        house.postgres.stop()
        status, page = house.page("/register")
        assert status == 503
        assert "Nothing is lost" in page
        with pytest.raises(Refusal) as refusal:
            house.cast["lead"].get("/me")
        assert (refusal.value.status, refusal.value.problem["type"]) == (503, "urn:verifier:outage")
        house.postgres.start()
        assert house.page("/register")[0] == 200
        assert house.cast["lead"].get("/me")["id"]
        assert house.count("trail_event") == before


class TestRedisGone:
    def test_keeps_what_is_sent_and_works_it_off_afterwards(self, house: House) -> None:
        cast = house.cast
        case = story.opened(cast, story.MOORS, ("lead",), **story.wind_application("Redis gone"))
        asked = cast["lead"].post(
            f"/engagements/{case}/requests", kind="monitoring_report", note="All.", due_on=story.in_two_weeks()
        )
        house.valkey.stop()
        receipt = cast[story.MOORS].send(f"/requests/{asked['id']}/evidence", "r.pdf", paper("Report", "All of it"))
        assert house.page("/register")[0] == 200
        house.valkey.start()
        house.ring("projects.schedule.resume_intake")
        until(lambda: bool(cast["lead"].get(f"/evidence/{receipt['id']}")["confirmed_at"]))


@dataclass
class Sending:
    """A file of the developer's, on its way in one long piece that stops where a test wants it to."""

    sender: Sender
    place: str
    content: bytes
    stops_at: int
    goes_on: Event = field(default_factory=Event)
    status: int = 0

    def begin(self) -> None:
        self.thread = Thread(target=self._send)
        self.thread.start()
        until(lambda: self.sender.arrived(self.place) == STRIDE)

    def _send(self) -> None:
        with suppress(OSError, http.client.HTTPException):
            self.status = self.sender.add(self.place, self._pieces(), at=0, size=len(self.content))

    def _pieces(self) -> Iterator[bytes]:
        yield self.content[: self.stops_at]
        self.goes_on.wait(SECONDS)
        yield self.content[self.stops_at :]

    def end(self) -> None:
        self.goes_on.set()
        self.thread.join()


@pytest.fixture
def sending(house: House) -> Iterator[Sending]:
    content = os.urandom(1 << 20) * (STRIDE // (1 << 20) + 16)
    sender, place = begun(house, "Sending", len(content))
    sending = Sending(sender, place, content, stops_at=STRIDE + (8 << 20))
    sending.begin()
    yield sending
    sending.end()


def begun(house: House, title: str, length: int) -> tuple[Sender, str]:
    """An upload for a new case, and who sends it."""
    case = story.opened(house.cast, story.MOORS, ("lead",), **story.wind_application(f"{title} {uuid4()}"))
    asked = house.cast["lead"].post(
        f"/engagements/{case}/requests", kind="monitoring_report", note="All.", due_on=story.in_two_weeks()
    )
    sender = Sender(house.programs.address, house.cast[story.MOORS].key)
    return sender, sender.begin(asked["id"], "export.zip", length)


class TestUpload:
    def test_goes_on_after_the_web_server_was_killed(self, house: House, sending: Sending) -> None:
        port = int(house.programs.address.rpartition(":")[2])
        os.killpg(house.programs.running["web"].pid, signal.SIGKILL)
        house.programs.running["web"].wait()
        sending.end()
        house.programs.start_web(port)
        house.programs.wait_until_ready()
        self.is_whole_in_the_end(sending)

    def test_goes_on_after_the_database_was_away(self, house: House, sending: Sending) -> None:
        house.postgres.stop()
        sending.end()
        assert sending.status == 503
        house.postgres.start()
        self.is_whole_in_the_end(sending)

    def is_whole_in_the_end(self, sending: Sending) -> None:
        """What was acknowledged is there, and what follows makes the very file."""
        sender, place = sending.sender, sending.place
        assert sender.arrived(place) == STRIDE
        sender.send(place, memoryview(sending.content))
        receipt = sender.finish(place, sha256(sending.content).hexdigest())
        assert (receipt["size"], receipt["compared"]) == (len(sending.content), True)

    def test_keeps_what_came_when_its_sender_is_gone(self, house: House) -> None:
        sender, place = begun(house, "Gone", 1000)
        host, port = house.programs.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as line:
            head = [
                f"PATCH {place} HTTP/1.1",
                f"Host: {host}",
                f"Authorization: Token {sender.key}",
                "Tus-Resumable: 1.0.0",
                "Upload-Offset: 0",
                "Content-Type: application/offset+octet-stream",
                "Content-Length: 1000",
            ]
            line.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + b"x" * 400)
        until(lambda: sender.arrived(place) == 400)

    @pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="the limit is set from outside, by Linux alone")
    def test_on_a_full_disk_is_answered_507_and_goes_on_when_there_is_room(self, house: House) -> None:
        content = os.urandom(3 << 20)
        sender, place = begun(house, "Full", len(content))
        assert sender.add(place, content[: 1 << 20], at=0) == 204
        servers = children(house.programs.running["web"].pid)
        for server in servers:
            resource.prlimit(server, resource.RLIMIT_FSIZE, (2 << 20, resource.RLIM_INFINITY))
        assert sender.add(place, content[1 << 20 :], at=1 << 20) == 507
        for server in servers:
            resource.prlimit(server, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert sender.arrived(place) == 1 << 20
        sender.send(place, memoryview(content))
        assert sender.finish(place, sha256(content).hexdigest())["compared"]

    def test_of_eight_at_once_loses_nothing(self, house: House) -> None:
        contents = [os.urandom(1 << 20) * 20 for _upload in range(8)]
        uploads = [begun(house, f"Eight {number}", len(content)) for number, content in enumerate(contents)]

        def send(upload: tuple[Sender, str], content: bytes) -> bool:
            sender, place = upload
            sender.send(place, memoryview(content))
            return bool(sender.finish(place, sha256(content).hexdigest())["compared"])

        with ThreadPoolExecutor(8) as threads:
            assert all(threads.map(send, uploads, contents))


def children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]
