import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from verifier.scanning import Away, State, Verdict, scan

MOST = 1 << 20


class Scanner:
    """Speaks the protocol of clamd over a real socket: takes a stream whole, keeps it, gives the answer it was told."""

    def __init__(self, listening: socket.socket) -> None:
        self.listening = listening
        self.answer = b"stream: OK\0"
        self.breaks_after: int | None = None
        self.received = b""
        self.command = b""
        self.asked = 0

    def serve(self) -> None:
        while True:
            try:
                caller, _ = self.listening.accept()
            except OSError:
                return
            with caller, caller.makefile("rb") as stream:
                self.asked += 1
                self.command = stream.read(10)
                while size := int.from_bytes(stream.read(4)):
                    self.received += stream.read(size)
                    if self.breaks_after is not None and len(self.received) > self.breaks_after:
                        break
                else:
                    caller.sendall(self.answer)


Start = Callable[[socket.socket], Scanner]


@pytest.fixture
def start() -> Iterator[Start]:
    listening: list[tuple[socket.socket, threading.Thread]] = []

    def begin(door: socket.socket) -> Scanner:
        door.listen()
        scanner = Scanner(door)
        thread = threading.Thread(target=scanner.serve)
        thread.start()
        listening.append((door, thread))
        return scanner

    yield begin
    for door, thread in listening:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join(timeout=10)


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"unix:{tmp_path / 'clamd.sock'}"


@pytest.fixture
def scanner(start: Start, address: str) -> Scanner:
    door = socket.socket(socket.AF_UNIX)
    door.bind(address.removeprefix("unix:"))
    return start(door)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.csv"
    path.write_bytes(b"0123456789" * 60_000)
    return path


class TestScan:
    def test_sends_every_byte_and_calls_clean_what_is_clean(self, scanner: Scanner, address: str, file: Path) -> None:
        assert scan(file, address, most=MOST) == Verdict(State.CLEAN)
        assert scanner.command == b"zINSTREAM\0"
        assert scanner.received == file.read_bytes()

    def test_reaches_a_scanner_by_host_and_port(self, start: Start, file: Path) -> None:
        door = socket.create_server(("127.0.0.1", 0))
        start(door)

        assert scan(file, f"tcp:127.0.0.1:{door.getsockname()[1]}", most=MOST).state is State.CLEAN

    def test_names_what_was_found(self, scanner: Scanner, address: str, file: Path) -> None:
        scanner.answer = b"stream: Local.Eicar-Test.UNOFFICIAL FOUND\0"

        assert scan(file, address, most=MOST) == Verdict(State.INFECTED, "Local.Eicar-Test.UNOFFICIAL")

    @pytest.mark.parametrize(
        "answer",
        [
            b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
            b"stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND\0",
            b"INSTREAM size limit exceeded. ERROR\0",
        ],
    )
    def test_never_calls_clean_what_was_not_looked_at_whole(
        self, scanner: Scanner, address: str, file: Path, answer: bytes
    ) -> None:
        scanner.answer = answer

        assert scan(file, address, most=MOST) == Verdict(State.TOO_BIG)

    def test_does_not_send_what_is_over_the_limit(self, scanner: Scanner, address: str, file: Path) -> None:
        assert scan(file, address, most=599_999) == Verdict(State.TOO_BIG)
        assert scanner.asked == 0

    @pytest.mark.parametrize("answer", [b"", b"\0", b"stream: Can't allocate memory ERROR\0", b"UNKNOWN COMMAND\0"])
    def test_knows_nothing_after_another_answer(
        self, scanner: Scanner, address: str, file: Path, answer: bytes
    ) -> None:
        scanner.answer = answer

        with pytest.raises(Away):
            scan(file, address, most=MOST)

    def test_knows_nothing_when_the_scanner_breaks_off(self, scanner: Scanner, address: str, file: Path) -> None:
        scanner.breaks_after = 1_000

        with pytest.raises(Away):
            scan(file, address, most=MOST)

    @pytest.mark.parametrize("nobody", ["unix:/nonexistent/clamd.sock", "tcp:127.0.0.1:1", "tcp:127.0.0.1", "nonsense"])
    def test_knows_nothing_when_nobody_is_there(self, file: Path, nobody: str) -> None:
        with pytest.raises(Away):
            scan(file, nobody, most=MOST)
