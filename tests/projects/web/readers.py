"""A person at the pages, signed in as far as their office asks."""

import html
import re
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from verifier.people.models import User


class Reader:
    """`see` opens a page by the name of its address, `do` sends a form to it. `guarded` asks for the CSRF token."""

    def __init__(self, person: User, *, guarded: bool = False) -> None:
        Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {}})
        self.client = Client(enforce_csrf_checks=guarded)
        self.client.force_login(person)

    def see(self, name: str, *keys: object, **more: Any) -> HttpResponse:
        return self.client.get(reverse(f"projects:{name}", args=keys), **more)

    def do(self, name: str, *keys: object, **form: Any) -> HttpResponse:
        return self.client.post(reverse(f"projects:{name}", args=keys), form)


def text(page: HttpResponse) -> str:
    """What a reader sees of a page: without tags, entities resolved, white space single."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.content.decode())).split())


def typed(data: dict[str, Any], prefix: str = "particulars") -> dict[str, str]:
    """Particulars as the fields of a form: rows numbered, days in their boxes."""
    return dict(_typed(data, prefix, in_row=False))


def _typed(data: dict[str, Any], prefix: str, *, in_row: bool) -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        field = f"{prefix}-{name}"
        if value is None:
            continue
        if isinstance(value, list | tuple):
            yield f"{field}-rows", str(len(value))
            for place, row in enumerate(value):
                yield from _typed(row, f"{field}-{place}", in_row=True)
        elif isinstance(value, bool):
            yield field, str(value).lower()
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) and not in_row:
            year, month, day = str(value).split("-")
            yield from {f"{field}_year": year, f"{field}_month": month, f"{field}_day": day}.items()
        else:
            yield field, str(value)


def day(name: str, iso: str) -> dict[str, str]:
    year, month, day = iso.split("-")
    return {f"{name}_year": year, f"{name}_month": month, f"{name}_day": day}
