"""A program that speaks to the API for a person."""

from typing import Any

from rest_framework.test import APIClient

from verifier.people.models import User


class Program:
    """Every call answers with REST framework's response; `seen` goes into If-Match."""

    def __init__(self, person: User | None) -> None:
        self.client = APIClient()
        self.client.force_authenticate(person)

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", **more)

    def post(self, path: str, *, seen: str | None = None, **data: Any) -> Any:
        return self.client.post(f"/api/v1/{path}", data, headers={"If-Match": seen} if seen else {})

    def put(self, path: str, *, seen: str | None = None, **data: Any) -> Any:
        return self.client.put(f"/api/v1/{path}", data, headers={"If-Match": seen} if seen else {})

    def send(self, path: str, **form: Any) -> Any:
        return self.client.post(f"/api/v1/{path}", form, format="multipart")

    def say(self, path: str, body: bytes | str) -> Any:
        """Send exactly these bytes as JSON."""
        return self.client.generic("POST", f"/api/v1/{path}", body, content_type="application/json")
