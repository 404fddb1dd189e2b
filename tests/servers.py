"""The servers behind the tests, and the database each test process has to itself."""

import fcntl
import re
import shutil
import time
from dataclasses import dataclass
from typing import Any, Self

import psycopg
from django.conf import settings
from psycopg import sql

from verifier.local.postgres import Postgres
from verifier.local.processes import command_of
from verifier.local.valkey import Valkey
from verifier.settings import environment

OURS = re.compile(r"test_verifier_(\d+)_\w+")


class TestServers:
    """The embedded servers, shared by all test runs of this checkout: the last one to leave stops them.

    With DATABASE_URL and REDIS_URL set there is nothing to start.
    """

    __test__ = False

    def __init__(self) -> None:
        home = settings.TEST_SERVERS
        home.mkdir(parents=True, exist_ok=True)
        self.postgres = None if environment.text("DATABASE_URL") else Postgres(home / "postgres", durable=False)
        self.valkey = None if environment.text("REDIS_URL") else Valkey(home / "valkey", durable=False)
        self.in_use = (home / "in_use").open("a")

    def start(self) -> None:
        fcntl.flock(self.in_use, fcntl.LOCK_SH)
        if self.postgres:
            self.postgres.start()
        if self.valkey:
            self.valkey.start()
        drop_abandoned()

    def stop(self) -> None:
        try:
            fcntl.flock(self.in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if self.valkey:
            self.valkey.stop()
        if self.postgres:
            self.postgres.stop()


DROP_TRIES = 20


def as_owner(database: str) -> psycopg.Connection:
    door = settings.DATABASES["owner"]
    return psycopg.connect(
        host=door["HOST"],
        port=door["PORT"] or 5432,
        user=door["USER"],
        password=door.get("PASSWORD") or None,
        dbname=database,
        autocommit=True,
    )


def create_database() -> None:
    drop_database()
    with as_owner("postgres") as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(settings.TEST_DATABASE)))
    settings.VAR.mkdir(parents=True, exist_ok=True)


def drop_database() -> None:
    drop(settings.TEST_DATABASE)


def drop(name: str) -> None:
    """An autovacuum worker that is just in it is nobody's to end: it is soon gone."""
    dropping = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with as_owner("postgres") as connection:
        for left in reversed(range(DROP_TRIES)):
            try:
                connection.execute(dropping)
                break
            except psycopg.errors.InsufficientPrivilege:
                if not left:
                    raise
                time.sleep(0.5)
    shutil.rmtree(settings.TEST_SERVERS / name, ignore_errors=True)


def drop_abandoned() -> None:
    """Databases and files of runs that were killed."""
    with as_owner("postgres") as connection:
        names = [name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()]
    names += [folder.name for folder in settings.TEST_SERVERS.glob("test_verifier_*")]
    for name in names:
        if (ours := OURS.fullmatch(name)) and not command_of(int(ours[1])):
            drop(name)


@dataclass(frozen=True)
class Seeds:
    """The rows that migrations leave in the tables, by table."""

    tables: tuple[str, ...]
    rows: dict[str, bytes]

    @classmethod
    def taken(cls) -> Self:
        with as_owner(settings.TEST_DATABASE) as connection:
            found = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"
            )
            tables = tuple(sorted(name for (name,) in found.fetchall()))
            rows = {table: copied for table in tables if (copied := copy_out(connection, table))}
        return cls(tables, rows)

    def restore(self) -> None:
        """Empty every table and put the rows back, past the triggers that forbid just that."""
        every = sql.SQL(", ").join(map(sql.Identifier, self.tables))
        with as_owner(settings.TEST_DATABASE) as connection, connection.transaction():
            connection.execute("SET LOCAL lock_timeout = '20s'")
            guarded = self.guarded(connection)
            for table in guarded:
                connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table)))
            connection.execute(sql.SQL("TRUNCATE {}").format(every))
            for table, rows in self.rows.items():
                with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
                    copy.write(rows)
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in guarded:
                connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(table)))

    def guarded(self, connection: psycopg.Connection) -> list[str]:
        found: list[Any] = connection.execute(
            "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND relname = ANY(%s)",
            [list(self.tables)],
        ).fetchall()
        return [name for (name,) in found]


def copy_out(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy:
        return b"".join(bytes(part) for part in copy)
