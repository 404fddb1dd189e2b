"""A file's way out of quarantine: on file, held for a look, or refused; and nothing else in between."""

import io
import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage, storages
from django.db import connection, connections, transaction
from pytest_django import Settings

from projects import schedule, tasks
from projects.documents.marks import marks
from projects.models import Evidence, Likeness, Mark, Reuse, SharedDocument
from projects.stages import EvidenceStage, RequestStage
from projects.use_cases.return_evidence import return_evidence
from tests.factories import projects as made
from tests.factories.projects import NOW, Case
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


def elsewhere(*lines: str, case: Case | None = None) -> Evidence:
    """A paper on file in another case, with the marks that these lines leave."""
    case = case or made.staffed()
    evidence = made.send(case, made.ask(case, "other"), paper("Elsewhere", *lines))
    Mark.objects.bulk_create(Mark(evidence=evidence, kind=one.kind, value=one.value) for one in marks(lines))
    return evidence


def photo(quality: int = 90, *, side: int = 640) -> bytes:
    buffer = io.BytesIO()
    photograph((side, side * 3 // 4)).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def acts(evidence: Evidence) -> list[str]:
    return list(Event.objects.filter(subject=f"evidence:{evidence.pk}").order_by("id").values_list("act", flat=True))


def alone(evidence: Evidence) -> None:
    """Look into a file on a connection of one's own."""
    try:
        tasks.examine(evidence_id=str(evidence.pk))
    finally:
        connections.close_all()


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone() is not None


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
        assert storages["previews"].open(f"{evidence.path}/page-0001.webp").read(4) == b"RIFF"
        assert b"Two transformers" in storages["previews"].open(f"{evidence.path}/page-0001.txt").read()
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


@pytest.mark.django_db
class TestLikeness:
    def test_of_content_holds_a_file_of_another_case(self, case: Case) -> None:
        first, second = elsewhere(), examined(case, paper("Elsewhere"))
        assert (first.stage, second.stage) == (EvidenceStage.ON_FILE, EvidenceStage.HELD)
        reuse = Reuse.objects.get()
        assert (reuse.evidence, reuse.other, reuse.kind) == (second, first, Likeness.CONTENT)
        assert acts(second)[-1] == "evidence.held"
        assert default_storage.exists(second.path)

    def test_of_content_is_nothing_within_a_case(self, case: Case) -> None:
        elsewhere(case=case)
        assert examined(case, paper("Elsewhere"), kind="mass_balance").stage == EvidenceStage.ON_FILE

    def test_to_a_refused_file_is_nothing(self, case: Case) -> None:
        other = made.staffed()
        refused = made.received(other, made.ask(other, "other"), paper("Elsewhere"))
        refused.refuse({"en": "No.", "zh": "不行。", "mend": {"en": "", "zh": ""}}, at=NOW)
        assert examined(case, paper("Elsewhere")).stage == EvidenceStage.ON_FILE

    def test_of_a_document_that_many_may_share_holds_nothing(self, case: Case) -> None:
        first = elsewhere()
        SharedDocument.objects.create(sha256=first.sha256, reason="Published.", by=case[Role.LEAD], at=NOW)
        assert examined(case, paper("Elsewhere")).stage == EvidenceStage.ON_FILE

    @pytest.mark.parametrize(
        ("kind", "was", "now"),
        [
            # the sale under another number
            ("invoice", INVOICE, (INVOICE[0], "Invoice number: 26112000000099999999", *INVOICE[2:])),
            # the number with another amount
            ("invoice", INVOICE, (*INVOICE[:3], "Total: CNY 99,999.00")),
            ("meter", ("Meter serial number: AB-1234567",), ("Meter serial number: AB1234567", "Read in May")),
            (
                "certificate",
                ("Calibration certificate number: CAL-2026-00123",),
                ("Calibration certificate number: CAL-2026-00123", "A copy"),
            ),
        ],
    )
    def test_of_marks_holds_a_file_of_another_project(
        self, case: Case, kind: str, was: tuple[str, ...], now: tuple[str, ...]
    ) -> None:
        first = elsewhere("\n".join(was))
        second = examined(case, paper("Two", *now))
        assert second.stage == EvidenceStage.HELD
        assert set(Reuse.objects.values_list("other", "kind")) == {(first.pk, kind)}

    def test_of_a_meter_is_nothing_within_a_project(self, case: Case) -> None:
        project = case.engagement.project
        other = made.staffed(
            client=case.client,
            by=case[Role.DEVELOPER],
            period_from=NOW.date().replace(year=2025, month=1, day=1),
            period_until=NOW.date().replace(year=2025, month=1, day=31),
        )
        assert other.engagement.project == project
        lines = ("Meter serial number: AB-1234567",)
        elsewhere("\n".join((*lines, *INVOICE)), case=other)
        assert examined(case, paper("This year", *lines)).stage == EvidenceStage.ON_FILE
        assert examined(case, paper("An invoice", *INVOICE)).stage == EvidenceStage.HELD

    def test_of_a_picture_holds_the_same_view_saved_anew(self, case: Case) -> None:
        first = examined(made.staffed(), photo(), "meter.jpg")
        second = examined(case, photo(quality=40, side=800), "copy.jpg")
        assert first.sha256 != second.sha256
        assert (second.media, second.stage) == ("jpg", EvidenceStage.HELD)
        assert set(Reuse.objects.values_list("other", "kind")) == {(first.pk, "picture")}

    def test_is_found_by_the_file_that_replaces_one(self, case: Case) -> None:
        elsewhere("\n".join(INVOICE))
        first = made.send(case, made.ask(case, "other"))
        second = examined(case, paper("Invoice, corrected", *INVOICE), replaces=first.pk)
        assert (second.stage, second.replaces) == (EvidenceStage.HELD, first)
        assert list(Evidence.objects.on_file().filter(engagement=case.engagement)) == [first]


class TestTwoAtOnce:
    def test_the_later_sees_the_marks_of_the_earlier(self, committed: None, settings: Settings, tmp_path: Path) -> None:
        settings.CLAMAV_ADDRESS = f"unix:{tmp_path / 'nobody'}"  # both wait
        first, second = (
            made.received(case, made.ask(case, "other"), paper(f"Invoice {case.engagement}", *INVOICE), "paper.pdf")
            for case in (made.staffed(), made.staffed())
        )
        settings.CLAMAV_ADDRESS = ""
        later = threading.Thread(target=alone, args=(second,))
        with transaction.atomic():
            tasks.examine(evidence_id=str(first.pk))
            later.start()
            while later.is_alive() and not somebody_waits():
                time.sleep(0.05)
        later.join()
        assert [Evidence.objects.get(pk=one.pk).stage for one in (first, second)] == ["on_file", "held"]
