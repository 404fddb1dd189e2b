"""A program that sends files by tus 1.0 over a real line, one connection for each request."""

import base64
import http.client
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 300  # seconds
PIECE = 16 << 20  # bytes, as the page sends them


@dataclass(frozen=True)
class Sender:
    """`address` of the server, and the sender's key."""

    address: str
    key: str

    def begin(self, request: str, name: str, length: int) -> str:
        """The address of a new upload for a request."""
        metadata = f"filename {base64.b64encode(name.encode()).decode()}"
        headers = {"Upload-Length": str(length), "Upload-Metadata": metadata}
        status, answer, body = self.call("POST", f"/api/v1/requests/{request}/uploads", headers)
        assert status == 201, body
        return answer["Location"]

    def add(self, place: str, content: bytes | Iterable[bytes], *, at: int, size: int | None = None) -> int:
        """The status of one piece."""
        length = len(content) if isinstance(content, bytes) else size
        kind = "application/offset+octet-stream"
        headers = {"Upload-Offset": str(at), "Content-Type": kind, "Content-Length": str(length)}
        return self.call("PATCH", place, headers, content)[0]

    def arrived(self, place: str) -> int:
        status, answer, _body = self.call("HEAD", place, {})
        assert status == 200, status
        return int(answer["Upload-Offset"])

    def send(self, place: str, content: memoryview) -> None:
        """All that is missing, piece by piece."""
        for at in range(self.arrived(place), len(content), PIECE):
            assert self.add(place, bytes(content[at : at + PIECE]), at=at) == 204

    def finish(self, place: str, sha256: str | None = None) -> dict[str, Any]:
        said = json.dumps({"sha256": sha256}).encode()
        status, _answer, body = self.call("POST", f"{place}/finish", {"Content-Type": "application/json"}, said)
        assert status in (200, 201), body
        return dict(json.loads(body))

    def call(
        self, method: str, place: str, headers: dict[str, str], content: bytes | Iterable[bytes] = b""
    ) -> tuple[int, dict[str, str], bytes]:
        at = urlsplit(self.address)
        line = http.client.HTTPConnection(str(at.hostname), at.port, timeout=PATIENCE)
        try:
            signed = {"Authorization": f"Token {self.key}", "Tus-Resumable": "1.0.0"}
            line.request(method, place, content, signed | headers)
            answer = line.getresponse()
            return answer.status, dict(answer.headers), answer.read()
        finally:
            line.close()
