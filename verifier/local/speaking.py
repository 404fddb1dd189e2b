"""A person of the story at the API: signs each request with their key, and hears every refusal."""

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

PATIENCE = 120  # seconds


class Refusal(Exception):  # noqa: N818 - the name says what happened
    """What the API answered when it refused: its status and its problem document (RFC 9457)."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{status}: {json.dumps(problem, ensure_ascii=False)}")
        self.status = status
        self.problem = problem


@dataclass(frozen=True)
class Speaker:
    address: str
    key: str

    def get(self, path: str) -> Any:
        return json.loads(self.fetch(path))

    def fetch(self, path: str) -> bytes:
        return self._ask("GET", path)

    def post(self, path: str, **said: Any) -> Any:
        return self._with_body("POST", path, said)

    def put(self, path: str, **said: Any) -> Any:
        return self._with_body("PUT", path, said)

    def _with_body(self, method: str, path: str, said: dict[str, Any]) -> Any:
        answer = self._ask(method, path, json.dumps(said).encode(), "application/json")
        return json.loads(answer) if answer else None

    def send(self, path: str, name: str, content: bytes, **fields: str) -> Any:
        """Send a file the way a plain form does."""
        boundary = uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in fields.items()
        ]
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body = b"".join(parts) + head + content + f"\r\n--{boundary}--\r\n".encode()
        return json.loads(self._ask("POST", path, body, f"multipart/form-data; boundary={boundary}"))

    def wait_for(self, path: str, field: str, *wanted: str) -> Any:
        """Ask until the field has one of the values, or any at all where none is named. Raises TimeoutError."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            answer = self.get(path)
            if answer[field] in wanted or (answer[field] and not wanted):
                return answer
            time.sleep(0.5)
        raise TimeoutError(f"{path}: {field} is {answer[field]}, not {' or '.join(wanted) or 'set'}.")

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> bytes:
        headers = {"Authorization": f"Token {self.key}"} if self.key else {}
        if kind:
            headers["Content-Type"] = kind
        request = urllib.request.Request(f"{self.address}{path}", body, headers, method=method)  # noqa: S310 - http, our own
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                return bytes(answer.read())
        except urllib.error.HTTPError as refused:
            text = refused.read()
            try:
                problem = json.loads(text)
            except ValueError:
                problem = {"title": text.decode(errors="replace")[:2000]}
            raise Refusal(refused.code, problem) from None
