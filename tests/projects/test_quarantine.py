"""A file's way out of quarantine: on file, held for a look, or refused; and nothing else in between."""

import io
import json
import re
import socket
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import polars as pl
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import transaction
from PIL.ExifTags import Base
from pytest_django import Settings

from projects import schedule, tasks
from projects.models import Evidence, Mark
from projects.quarantine import previews
from projects.stages import EvidenceStage, RequestStage
from projects.use_cases.return_evidence import return_evidence
from tests.factories import projects as made
from tests.factories.projects import NOW, Case
from tests.projects.documents.papers import paper as page
from tests.projects.documents.papers import photograph
from tests.verifier.test_scanning import Scanner, Start, start
from verifier import store
from verifier.local.papers import paper
from verifier.people.roles import Role
from verifier.trail.models import Event

__all__ = ["start"]  # the fixture

INVOICE = (
    "Seller: Baotou Green Power Co.",
    "Invoice number: 26112000000012345678",
    "Invoice date: 2026-01-31",
    "Total: CNY 12,345.67",
)


def examined(case: Case, content: bytes, name: str = "paper.pdf", *, kind: str = "other", **more: Any) -> Evidence:
    """A file that came in for a request of the case and was looked into, as by the worker."""
    request = case.engagement.requests.filter(kind=kind).first() or made.ask(case, kind)
    evidence = made.received(case, request, content, name, **more)
    tasks.examine(evidence_id=str(evidence.pk))
    evidence.refresh_from_db()
    return evidence


def titled(title: str) -> bytes:
    document, buffer = page("Plan"), io.BytesIO()
    document.docinfo["/Title"] = pikepdf.String(title)
    document.save(buffer)
    return buffer.getvalue()


def shot_by(maker: str) -> bytes:
    picture, buffer = photograph((64, 48)), io.BytesIO()
    exif = picture.getexif()
    exif[Base.Make] = maker
    picture.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def table(heading: str) -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame({heading: [1]}).write_parquet(buffer)
    return buffer.getvalue()


def raises(fault: type[Exception]) -> Callable[..., Any]:
    def fall(*_: object, **__: object) -> Any:
        raise fault

    return fall


def acts(evidence: Evidence) -> list[str]:
    return list(Event.objects.filter(subject=f"evidence:{evidence.pk}").order_by("id").values_list("act", flat=True))


@pytest.fixture
def case() -> Case:
    return made.staffed()


@pytest.fixture
def discarded(django_capture_on_commit_callbacks: Any) -> Callable[[Evidence], bool]:
    """Whether the quarantine is rid of the bytes, once the transaction is through."""

    def check(evidence: Evidence) -> bool:
        with django_capture_on_commit_callbacks(execute=True):
            tasks.examine(evidence_id=str(evidence.pk))
        return not store.quarantined(evidence.pk).exists()

    return check


@pytest.fixture
def scanner(start: Start, tmp_path: Path, settings: Settings) -> Scanner:
    """A scanner that answers "OK" until its `answer` is changed."""
    settings.CLAMAV_ADDRESS = f"unix:{tmp_path / 'clamd'}"
    door = socket.socket(socket.AF_UNIX)
    door.bind(str(tmp_path / "clamd"))
    return start(door)


@pytest.mark.django_db
class TestExamine:
    def test_puts_a_safe_file_on_file_with_what_was_seen(
        self, case: Case, discarded: Callable[[Evidence], bool]
    ) -> None:
        evidence = examined(case, paper("Single-line diagram", "Two transformers"))
        assert (evidence.stage, evidence.media, evidence.scan) == (EvidenceStage.ON_FILE, "pdf", "")
        assert evidence.digest["pages"] == 1
        assert default_storage.open(evidence.path).read() == paper("Single-line diagram", "Two transformers")
        assert storages["previews"].open(f"{previews(evidence)}page-0001.webp").read(4) == b"RIFF"
        assert b"Two transformers" in storages["previews"].open(f"{previews(evidence)}page-0001.txt").read()
        assert acts(evidence) == ["evidence.received", "evidence.filed"]
        assert discarded(evidence)

    def test_refuses_what_is_not_what_it_says_and_keeps_the_reason_alone(
        self, case: Case, discarded: Callable[[Evidence], bool]
    ) -> None:
        evidence = examined(case, b"\x89PNG\r\n\x1a\n" + bytes(100), "paper.pdf")
        assert evidence.stage == EvidenceStage.REFUSED
        assert evidence.refusal["en"]
        assert evidence.refusal["zh"]
        assert evidence.refusal["mend"]["zh"]
        assert evidence.confirmed_at is None
        assert acts(evidence)[-1] == "evidence.refused"
        assert discarded(evidence)
        assert not default_storage.exists(evidence.path)
        assert not storages["previews"].exists(evidence.path)

    def test_takes_again_what_mends_a_refused_file(self, case: Case) -> None:
        refused = examined(case, b"\x89PNG\r\n\x1a\n" + bytes(100), "paper.pdf")
        assert examined(case, paper("Mended")).stage == EvidenceStage.ON_FILE
        assert list(refused.request.evidence.standing().values_list("name", "stage")) == [("paper.pdf", "on_file")]

    def test_is_done_once_however_often_it_is_asked(self, case: Case) -> None:
        evidence = examined(case, paper("Invoice", *INVOICE))
        left = Mark.objects.count()
        tasks.examine(evidence_id=str(evidence.pk))
        assert (Mark.objects.count(), len(acts(evidence))) == (left, 2)
        assert left

    def test_leaves_all_as_it_was_when_it_is_killed_in_the_middle(self, case: Case) -> None:
        evidence = made.received(case, made.ask(case, "other"), paper("Invoice", *INVOICE), "paper.pdf")
        with transaction.atomic():
            tasks.examine(evidence_id=str(evidence.pk))
            transaction.set_rollback(True)
        evidence.refresh_from_db()
        assert evidence.stage == EvidenceStage.QUARANTINED
        assert store.quarantined(evidence.pk).exists()
        assert not Mark.objects.exists()
        tasks.examine(evidence_id=str(evidence.pk))
        evidence.refresh_from_db()
        assert evidence.stage == EvidenceStage.ON_FILE
        assert acts(evidence) == ["evidence.received", "evidence.filed"]

    def test_reads_a_meter_series_once_it_is_on_file(self, case: Case) -> None:
        evidence = examined(case, made.meter_export(case), "meter.csv", kind="meter_export")
        assert evidence.stage == EvidenceStage.ON_FILE
        assert evidence.readings.count() == 1

    @pytest.mark.parametrize(
        ("name", "content", "fact", "value"),
        [
            ("a.pdf", titled("Plan\0 B"), "title", "Plan B"),
            ("a.jpg", shot_by("Can\0on"), "make", "Canon"),
            ("a.parquet", table("Meter\0"), "schema", [["Meter", "Int64"]]),
        ],
    )
    def test_puts_a_file_on_file_whatever_letters_it_holds(
        self, case: Case, name: str, content: bytes, fact: str, value: object
    ) -> None:
        evidence = examined(case, content, name)
        assert evidence.stage == EvidenceStage.ON_FILE
        assert evidence.digest["facts"][fact] == value

    @pytest.mark.parametrize("step", ["zipfile.is_zipfile", "subprocess.Popen"])
    def test_refuses_what_makes_it_fall_over(
        self, case: Case, step: str, monkeypatch: pytest.MonkeyPatch, discarded: Callable[[Evidence], bool]
    ) -> None:
        monkeypatch.setattr(step, raises(KeyError))
        evidence = examined(case, paper("Beyond us"))
        assert evidence.stage == EvidenceStage.REFUSED
        assert evidence.refusal["en"] == "The file holds something that could not be examined."
        assert evidence.refusal["zh"]
        assert discarded(evidence)

    def test_refuses_what_the_database_does(self, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("projects.documents.digest.UNWRITABLE", re.compile("(?!)"))
        evidence = examined(case, titled("Plan\0 B"), "a.pdf")
        assert (evidence.stage, evidence.digest) == (EvidenceStage.REFUSED, None)
        assert acts(evidence) == ["evidence.received", "evidence.refused"]

    @pytest.mark.parametrize("step", ["zipfile.is_zipfile", "subprocess.Popen"])
    def test_looks_again_after_a_fault_that_is_not_the_files(
        self, case: Case, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        evidence = made.received(case, made.ask(case, "other"), paper("The disk is away"), "paper.pdf")
        with monkeypatch.context() as away:
            away.setattr(step, raises(OSError))
            with pytest.raises(OSError), transaction.atomic():
                tasks.examine(evidence_id=str(evidence.pk))
        tasks.examine(evidence_id=str(evidence.pk))
        evidence.refresh_from_db()
        assert evidence.stage == EvidenceStage.ON_FILE

    def test_keeps_the_preview_of_each_kind_of_the_same_bytes(self, case: Case) -> None:
        content = b"a;b\tc\n1;2\t3\n"
        rows = []
        for name in ("x.csv", "x.tsv"):
            evidence = examined(made.staffed(), content, name)
            with storages["previews"].open(f"{previews(evidence)}sheet-0001/rows-0001.json") as kept:
                rows.append(json.load(kept)["rows"][0])
        assert rows == [["a", "b\tc"], ["a;b", "c"]]

    def test_writes_anew_what_was_half_written_into_the_store(self, case: Case) -> None:
        content = paper("Half written")
        evidence = made.received(case, made.ask(case, "other"), content, "paper.pdf")
        default_storage.save(evidence.path, ContentFile(content[:100]))
        tasks.examine(evidence_id=str(evidence.pk))
        evidence.refresh_from_db()
        assert evidence.stage == EvidenceStage.ON_FILE
        assert default_storage.open(evidence.path).read() == content

    def test_owes_again_what_was_sent_back_when_the_next_file_is_refused(self, case: Case) -> None:
        first = made.send(case, made.ask(case, "other"))
        return_evidence(request_id=first.request_id, text="Page 2 is missing.", by=case[Role.LEAD], at=NOW)
        request = first.request
        examined(case, b"\x89PNG\r\n\x1a\n" + bytes(100), "paper.pdf")
        request.refresh_from_db()
        assert request.stage == RequestStage.RETURNED


@pytest.mark.django_db
class TestScanner:
    def test_lets_a_clean_file_through(self, case: Case, scanner: Scanner) -> None:
        assert examined(case, paper("Clean")).scan == "clean"

    def test_has_an_infected_file_refused(self, case: Case, scanner: Scanner) -> None:
        scanner.answer = b"stream: Eicar-Test-Signature FOUND\0"
        evidence = examined(case, paper("Bad"))
        assert (evidence.stage, evidence.scan) == (EvidenceStage.REFUSED, "infected")
        assert "Eicar-Test-Signature" in evidence.refusal["zh"]
        assert not default_storage.exists(evidence.path)

    def test_does_not_call_clean_what_is_too_big_for_it(self, case: Case, scanner: Scanner, settings: Settings) -> None:
        settings.CLAMAV_MOST_BYTES = 10
        evidence = examined(case, paper("Big"))
        assert (evidence.stage, evidence.scan) == (EvidenceStage.ON_FILE, "too_big")

    def test_that_is_away_leaves_the_file_in_quarantine_till_the_clock_asks_again(
        self, case: Case, settings: Settings, tmp_path: Path
    ) -> None:
        settings.CLAMAV_ADDRESS = f"unix:{tmp_path / 'nobody'}"
        evidence = examined(case, paper("Waiting"))
        assert evidence.stage == EvidenceStage.QUARANTINED
        assert store.quarantined(evidence.pk).exists()
        assert not default_storage.exists(evidence.path)
        settings.CLAMAV_ADDRESS = ""
        schedule.resume_intake()
        evidence.refresh_from_db()
        assert evidence.stage == EvidenceStage.ON_FILE


@pytest.mark.django_db
class TestResumeIntake:
    def test_leaves_alone_what_came_a_moment_ago(self, case: Case) -> None:
        evidence = made.received(case, made.ask(case, "other"), paper("Fresh"), "paper.pdf")
        assert not Evidence.objects.quarantined(before=evidence.received_at).exists()
        assert Evidence.objects.quarantined(before=evidence.received_at + timedelta(seconds=1)).exists()
