"""Statements, the register and the seals, as a program reads them."""

import hashlib
import json
from typing import Any

import pytest

from reports.stages import StatementStage
from tests.api import Program
from tests.factories import projects as made
from tests.factories import reports as written
from tests.factories.projects import NOW
from verifier.people.roles import Role
from verifier.trail.models import Seal
from verifier.trail.sealing import GENESIS, seal_hash


@pytest.fixture
def signed(db: None, django_capture_on_commit_callbacks: Any) -> Any:
    """A case whose statement is made and signed, as the worker does it."""
    with django_capture_on_commit_callbacks(execute=True):
        return written.approved()


class TestStatement:
    def test_is_published_read_by_all_and_withdrawn(self, signed: Any) -> None:
        case, statement = signed
        path, people = f"statements/{statement.pk}", Program(case[Role.COORDINATOR])
        anybody = Program(None)
        assert people.get(path).data["stage"] == "signed"
        assert anybody.get(f"register/{statement.public_id}").status_code == 404
        assert anybody.get("register").data["results"] == []
        assert anybody.get(path).status_code == 401

        assert Program(case[Role.DEVELOPER]).post(f"{path}/publication").status_code == 403
        assert people.post(f"{path}/publication").data["stage"] == "published"
        entry = anybody.get(f"register/{statement.public_id}").data
        assert (entry["number"], entry["standing"]) == (statement.number, "valid")
        canonical = json.dumps(entry["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(canonical.encode()).hexdigest() == entry["sha256"]

        certifier = Program(case[Role.CERTIFIER])
        assert certifier.post(f"{path}/withdrawal", reason=" ").status_code == 400
        assert certifier.post(f"{path}/withdrawal", reason="Meter was wrong.").data["stage"] == "withdrawn"
        (row,) = anybody.get("register").data["results"]
        assert (row["standing"], row["withdrawn_because"]) == ("withdrawn", "Meter was wrong.")

    def test_is_given_as_an_attachment_to_the_people_of_the_case(self, signed: Any) -> None:
        case, statement = signed
        path = f"statements/{statement.pk}/document"
        answer = Program(case[Role.DEVELOPER]).get(path, headers={"Accept": "application/pdf"})
        pdf = b"".join(answer.streaming_content)
        statement.refresh_from_db()
        assert hashlib.sha256(pdf).hexdigest() == statement.document.sha256
        assert answer["Content-Disposition"].startswith("attachment;")
        assert Program(made.opened()[Role.DEVELOPER]).get(path).status_code == 404

    @pytest.mark.django_db
    def test_has_no_document_before_it_is_made(self) -> None:
        case, statement = written.approved()
        assert statement.stage == StatementStage.APPROVED
        assert Program(case[Role.DEVELOPER]).get(f"statements/{statement.pk}/document").status_code == 404
        assert Program(case[Role.DEVELOPER]).get(f"statements/{statement.pk}").data["document"] is None


class TestRegister:
    def test_is_searched(self, signed: Any) -> None:
        case, statement = signed
        Program(case[Role.COORDINATOR]).post(f"statements/{statement.pk}/publication")
        anybody = Program(None)
        for query, found in {"words=赤峰": 1, "words=nowhere": 0, "scheme=iscc_eu": 1, "scheme=vcs": 0}.items():
            assert len(anybody.get(f"register?{query}").data["results"]) == found

    @pytest.mark.django_db
    @pytest.mark.parametrize("public_id", ["0" * 26, "%00", "no such", "'"])
    def test_knows_nothing_of_an_identifier_it_did_not_give(self, public_id: str) -> None:
        assert Program(None).get(f"register/{public_id}").status_code == 404

    @pytest.mark.django_db
    def test_answers_only_so_often(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("verifier.desk.api.doors.OpenToAll.rate", "3/min")
        answers = [Program(None).get("register", REMOTE_ADDR="203.0.113.9").status_code for _ in range(4)]
        assert answers == [200, 200, 200, 429]


@pytest.mark.django_db
class TestSeals:
    def test_are_open_to_all(self) -> None:
        root = bytes(range(32))
        Seal.objects.create(size=3, horizon="7", root=root, previous=GENESIS, hash=seal_hash(GENESIS, root, 3), at=NOW)
        (shown,) = Program(None).get("seals").data["results"]
        raw = bytes.fromhex(shown["previous"]) + bytes.fromhex(shown["root"]) + shown["size"].to_bytes(8, "big")
        assert hashlib.sha256(raw).hexdigest() == shown["hash"]
        assert shown["root"] == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
