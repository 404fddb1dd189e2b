"""The page behind the QR code, and the check of a PDF that somebody holds."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone

from reports.models import Statement
from reports.use_cases.withdraw_statement import withdraw_statement
from tests.factories.projects import PDF
from tests.reports.web.conftest import Made
from verifier.people.models import User
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db

NOBODYS = "0" * 26


def page_of(visitor: Client, statement: Statement) -> str:
    answer = visitor.get(f"/c/{statement.public_id}")
    assert answer.status_code == 200
    return answer.content.decode()


def pdf_of(statement: Statement) -> bytes:
    with storages["statements"].open(statement.document.path) as file:
        return bytes(file.read())


def checked(visitor: Client, statement: Statement, held: bytes) -> str:
    file = SimpleUploadedFile("mine.pdf", held, content_type="application/pdf")
    answer = visitor.post(f"/c/{statement.public_id}", {"file": file})
    assert answer.status_code == 200
    return answer.content.decode()


class TestVerify:
    def test_says_plainly_that_a_statement_is_valid(self, visitor: Client, published: Made) -> None:
        case, statement = published()
        shown = page_of(visitor, statement)
        assert "Genuine and valid" in shown
        for told in (statement.number, case.client.name, "3.900752", "95.8503", statement.document.sha256):
            assert told in shown
        typed_from_paper = statement.public_id.upper().replace("0", "O").replace("1", "I")
        assert statement.number in visitor.get(f"/c/{typed_from_paper}").content.decode()

    def test_says_since_when_and_why_a_statement_is_withdrawn(self, visitor: Client, published: Made) -> None:
        case, statement = published()
        withdraw_statement(
            statement_id=statement.pk, reason="A meter was read twice.", by=case[Role.CERTIFIER], at=timezone.now()
        )
        shown = page_of(visitor, statement)
        assert "Withdrawn: do not rely on it" in shown
        assert "A meter was read twice." in shown
        assert "Genuine and valid" not in shown
        assert visitor.get(f"/c/{statement.public_id}/statement.pdf").status_code == 200

    def test_says_that_a_statement_has_expired(self, visitor: Client, published: Made) -> None:
        _case, statement = published(at=timezone.now() - timedelta(days=400))
        shown = page_of(visitor, statement)
        assert "Genuine, but expired" in shown
        assert "Genuine and valid" not in shown

    def test_knows_nothing_before_publication(self, visitor: Client, signed: Made) -> None:
        _case, statement = signed()
        for file in ("", "/statement.pdf", "/statement.json"):
            answer = visitor.get(f"/c/{statement.public_id}{file}")
            assert answer.status_code == 404
            assert statement.number not in answer.content.decode()

    @pytest.mark.parametrize("file", ["", "/statement.pdf", "/statement.json"])
    def test_says_what_an_unknown_code_means(self, visitor: Client, file: str) -> None:
        answer = visitor.get(f"/c/{NOBODYS}{file}")
        assert answer.status_code == 404
        assert "We have published no such statement" in answer.content.decode()

    def test_names_nobody_and_shows_nothing_of_the_case(self, visitor: Client, published: Made) -> None:
        case, statement = published()
        shown = page_of(visitor, statement)
        assert [person.email for person in User.objects.all() if person.email in shown] == []
        assert [person.full_name for person in User.objects.all() if person.full_name in shown] == []
        for hidden in (case.engagement.number, "evidence.pdf", "All was examined.", "Complete and sound."):
            assert hidden not in shown
        assert "no-store" in visitor.get(f"/c/{statement.public_id}")["Cache-Control"]


class TestFiles:
    def test_are_what_was_signed(self, visitor: Client, published: Made) -> None:
        _case, statement = published()
        pdf = visitor.get(f"/c/{statement.public_id}/statement.pdf")
        assert hashlib.sha256(b"".join(pdf.streaming_content)).hexdigest() == statement.document.sha256
        data = visitor.get(f"/c/{statement.public_id}/statement.json").content
        assert hashlib.sha256(data).hexdigest() == statement.sha256
        assert json.loads(data)["number"] == statement.number

    def test_are_stored_and_never_run(self, visitor: Client, published: Made) -> None:
        _case, statement = published()
        for file in ("statement.pdf", "statement.json"):
            answer = visitor.get(f"/c/{statement.public_id}/{file}")
            assert answer["Content-Disposition"].startswith(f'attachment; filename="{statement.number}.')
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
            assert "no-store" in answer["Cache-Control"]


class TestCheck:
    def test_knows_its_own_document_and_keeps_nothing(self, visitor: Client, published: Made) -> None:
        _case, statement = published()
        before = set(kept())
        assert "Your PDF is genuine and unchanged" in checked(visitor, statement, pdf_of(statement))
        checked(visitor, statement, pdf_of(statement) + b"\x00" * 5_000_000)
        assert set(kept()) == before

    def test_finds_out_a_forged_or_foreign_file(self, visitor: Client, published: Made) -> None:
        _case, statement = published()
        pdf = pdf_of(statement)
        at = pdf.index(b"stream") + 40
        for held in (
            pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :],
            pdf + b"\n% more\n",
            pdf[:-100],
            PDF,
            b"not a PDF",
            b"\x00" * 1000,
        ):
            shown = checked(visitor, statement, held)
            assert "Your PDF is not this document" in shown
            assert "genuine and unchanged" not in shown
            assert hashlib.sha256(held).hexdigest() in shown

        assert "Something was added behind the end" in checked(visitor, statement, pdf + b"\n% more\n")

    def test_tells_another_statement_of_ours_apart(self, visitor: Client, published: Made) -> None:
        _case, statement = published()
        _case, other = published(title="Second plant")
        assert "but it is not the document of" in checked(visitor, statement, pdf_of(other))

    def test_asks_for_a_file_of_a_reasonable_size(self, visitor: Client, published: Made) -> None:
        _case, statement = published()
        address = f"/c/{statement.public_id}"
        assert visitor.post(address, {}).status_code == 422
        empty = SimpleUploadedFile("mine.pdf", b"", content_type="application/pdf")
        assert visitor.post(address, {"file": empty}).status_code == 422
        kind = "multipart/form-data; boundary=x"
        too_large = visitor.generic("POST", address, b"x", kind, CONTENT_LENGTH="2000000000")
        assert too_large.status_code == 413
        assert "larger than 20 MB" in too_large.content.decode()


def kept() -> Iterator[Path]:
    for folder in (settings.VAR, settings.FILE_UPLOAD_TEMP_DIR):
        yield from (path for path in Path(folder).rglob("*") if path.is_file())


class TestLimits:
    def test_hold_back_who_asks_too_often(self, visitor: Client) -> None:
        answers = [visitor.get(f"/c/{NOBODYS}") for _time in range(125)]
        refused = [answer for answer in answers if answer.status_code == 429]
        assert refused
        assert refused[0]["Retry-After"] == "60"
        assert Client(REMOTE_ADDR="10.9.9.9").get(f"/c/{NOBODYS}").status_code == 404

    def test_let_everybody_through_while_redis_is_away(self, visitor: Client) -> None:
        away = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
        with override_settings(CACHES=away):
            assert visitor.get(f"/c/{NOBODYS}").status_code == 404
