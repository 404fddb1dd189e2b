"""Where a server's socket lies. A socket's path may be 103 bytes at most on macOS and 107 on Linux."""

import hashlib
import os
import stat
from pathlib import Path

LONGEST = 100


def tag(path: Path) -> str:
    """Ten letters that stand for a path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]


def socket_folder(home: Path, name: str) -> Path:
    """`home`, or a folder in /tmp when `home / name` is too long for a socket. Makes nothing.

    A comma, too, sends it to /tmp: to PostgreSQL's programs it separates one server from the next.
    """
    if len(os.fsencode(home / name)) <= LONGEST and "," not in str(home):
        return home
    return Path("/tmp") / f"verifier-{os.geteuid()}-{tag(home)}"  # noqa: S108 - see private()


def private(folder: Path, *, uid: int, gid: int) -> None:
    """Make `folder` for `uid` alone. Raises PermissionError when somebody else made it first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.geteuid() == 0:
        seen = folder.lstat()
        if seen.st_uid in (0, uid) and stat.S_ISDIR(seen.st_mode):
            os.chown(folder, uid, gid)
    seen = folder.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != uid:
        raise PermissionError(f"{folder} belongs to somebody else. Remove it, or work as its owner.")
    folder.chmod(0o700)
