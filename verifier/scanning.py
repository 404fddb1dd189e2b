"""The scanner for malware, ClamAV: asked over its socket by INSTREAM (clamd(8), COMMANDS).

What the scanner did not look at whole is never called clean. Its answer to a file over its own limits is "OK" unless
clamd.conf says `AlertExceedsMax yes`; it cannot scan above 2 GiB - 1 at all.
"""

import socket
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

PIECE = 1 << 18
LONGEST_ANSWER = 4096
PATIENCE = 300.0  # seconds without a sign of life
OVER_LIMITS = "Heuristics.Limits.Exceeded"


class State(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    TOO_BIG = "too_big"


@dataclass(frozen=True)
class Verdict:
    state: State
    found: str = ""  # what an infected file carries, in the scanner's words


class Away(Exception):  # noqa: N818 - the name says what happened
    """The scanner cannot be reached, broke off or answered something else: nothing is known of the file."""


def scan(path: Path, address: str, *, most: int) -> Verdict:
    """What the scanner at `address` ("unix:PATH" or "tcp:HOST:PORT") says of the file. Raises Away.

    `most` is its StreamMaxLength in bytes: a larger file is not sent.
    """
    if path.stat().st_size > most:
        return Verdict(State.TOO_BIG)
    try:
        with _connected(address) as scanner, path.open("rb") as file:
            scanner.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                scanner.sendall(len(piece).to_bytes(4) + piece)
            scanner.sendall(bytes(4))
            answer = _answer(scanner)
    except (OSError, ValueError) as fault:
        raise Away(f"{address}: {fault}") from fault
    return _verdict(answer)


def _connected(address: str) -> socket.socket:
    how, _, place = address.partition(":")
    if how == "tcp":
        host, _, port = place.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=PATIENCE)
    scanner = socket.socket(socket.AF_UNIX)
    scanner.settimeout(PATIENCE)
    try:
        scanner.connect(place)
    except OSError:
        scanner.close()
        raise
    return scanner


def _answer(scanner: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (piece := scanner.recv(LONGEST_ANSWER)):
        answer += piece
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def _verdict(answer: str) -> Verdict:
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Verdict(State.CLEAN)
    if said.startswith(("INSTREAM size limit exceeded", OVER_LIMITS)):
        return Verdict(State.TOO_BIG)
    if said.endswith(" FOUND"):
        return Verdict(State.INFECTED, said.removesuffix(" FOUND"))
    raise Away(answer or "no answer")
