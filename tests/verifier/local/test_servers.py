"""The embedded servers come up again whatever happened to them."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from verifier.local.postgres import APP, OWNER, Postgres
from verifier.local.processes import CannotStart, command_of
from verifier.local.sockets import private
from verifier.local.valkey import Valkey


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that `nobody` can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="verifier "))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def postgres(home: Path) -> Iterator[Postgres]:
    yield from run(Postgres(home / "postgres"))


@pytest.fixture
def valkey(home: Path) -> Iterator[Valkey]:
    yield from run(Valkey(home / "valkey"))


def run(server: Postgres | Valkey) -> Iterator[Postgres | Valkey]:
    server.start()
    try:
        yield server
    finally:
        server.stop()
        for folder in server.folders():
            shutil.rmtree(folder, ignore_errors=True)


def connect(postgres: Postgres, role: str = "postgres", database: str = "postgres") -> psycopg.Connection:
    return psycopg.connect(host=str(postgres.socket), user=role, dbname=database, autocommit=True)


def number(postgres: Postgres) -> int:
    return int((postgres.data / "postmaster.pid").read_text().split()[0])


class TestPostgres:
    def test_is_found_when_it_is_up(self, postgres: Postgres) -> None:
        first = number(postgres)
        Postgres(postgres.home).start()
        assert number(postgres) == first

    def test_lets_the_application_own_and_make_nothing(self, postgres: Postgres) -> None:
        postgres.create("verifier")
        with connect(postgres, OWNER, "verifier") as connection:
            connection.execute("CREATE TABLE kept (id int)")
        with connect(postgres, APP, "verifier") as connection:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("CREATE TABLE made (id int)")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT * FROM kept")

    def test_comes_back_after_it_was_killed(self, postgres: Postgres) -> None:
        with connect(postgres) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS id")
        os.kill(number(postgres), signal.SIGKILL)
        postgres.start()
        with connect(postgres) as connection:
            assert connection.execute("SELECT id FROM kept").fetchall() == [(7,)]

    def test_comes_back_when_its_number_is_another_programs(self, postgres: Postgres) -> None:
        os.kill(number(postgres), signal.SIGKILL)
        wait_for(lambda: not command_of(number(postgres)))
        # Of the same account: PostgreSQL itself sees that a stranger's process is not its own.
        account = {"user": postgres.uid} if os.geteuid() == 0 else {}
        with subprocess.Popen(["sleep", "600"], **account) as other:
            try:
                file = postgres.data / "postmaster.pid"
                file.write_text("\n".join([str(other.pid), *file.read_text().splitlines()[1:]]) + "\n")
                postgres.start()
                assert number(postgres) != other.pid
                assert postgres.is_ready()
            finally:
                other.kill()

    def test_says_what_is_wrong_when_it_cannot_start(self, postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
        postgres.stop()
        monkeypatch.setattr("verifier.local.postgres.ATTEMPTS", 1)
        (postgres.data / "postgresql.conf").write_text("no_such_setting = 1\n")
        with pytest.raises(CannotStart, match="no_such_setting"):
            postgres.start()

    def test_answers_where_a_path_is_too_long_for_a_socket(self, home: Path) -> None:
        far = home / ("far" * 40) / "postgres"
        for server in run(Postgres(far, durable=False)):
            assert server.is_ready()

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
    def test_opens_no_closed_folder_for_root(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o700)
        for server in run(Postgres(tmp_path / "postgres", durable=False)):
            assert server.is_ready()
            assert not server.data.is_relative_to(tmp_path)
        assert tmp_path.stat().st_mode & 0o777 == 0o700


class TestValkey:
    def test_is_found_when_it_is_up(self, valkey: Valkey) -> None:
        other = Valkey(valkey.home)
        other.start()
        assert other.process is None

    def test_keeps_what_is_queued_when_it_is_killed(self, valkey: Valkey) -> None:
        client = redis.Redis.from_url(valkey.address())
        client.rpush("queue", "task")
        assert valkey.process
        valkey.process.kill()
        valkey.process.wait()
        valkey.start()
        assert client.lrange("queue", 0, -1) == [b"task"]

    def test_is_reached_by_the_queue_under_its_own_way_of_writing(self, valkey: Valkey) -> None:
        told = subprocess.run(
            [sys.executable, "-c", QUEUED, valkey.address()], capture_output=True, text=True, check=False
        )
        assert told.stdout.strip() == "1", told.stderr


QUEUED = """
import sys
from kombu import Connection
from verifier.settings.environment import broker
with Connection(broker(sys.argv[1])) as connection:
    queue = connection.SimpleQueue("told")
    queue.put({"a": 1})
    print(queue.qsize())
"""


class TestPrivate:
    def test_refuses_a_folder_that_somebody_else_made(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "made").symlink_to(tmp_path / "real")
        with pytest.raises((PermissionError, FileExistsError)):
            private(tmp_path / "made", uid=os.geteuid(), gid=os.getegid())


def wait_for(event: Callable[[], bool], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not event():
        assert time.monotonic() < until
        time.sleep(0.02)
