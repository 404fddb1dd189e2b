"""What a file has in common with those of other cases holds it, till a person has looked."""

import io
import threading
import time
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection, connections, transaction
from pytest_django import Settings

from projects import tasks
from projects.documents.marks import marks
from projects.models import Evidence, Likeness, Mark, Reuse, SharedDocument
from projects.stages import EvidenceStage
from tests.factories import projects as made
from tests.factories.projects import NOW, Case
from tests.projects.documents.papers import photograph
from tests.projects.test_quarantine import INVOICE, acts, examined
from verifier.local.papers import paper
from verifier.people.roles import Role


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

    @pytest.mark.parametrize("heading", ["Meter ID", "计量点编号", "设备SN"])
    def test_of_a_meter_is_found_under_the_headings_that_are_read(self, case: Case, heading: str) -> None:
        rows = "".join(f"2026-03-14 {hour:02}:00,SN12345678,{hour}\n" for hour in range(24))
        export = f"Time,{heading},Energy (kWh)\n{rows}".encode()
        first, second = examined(made.staffed(), export, "m.csv"), examined(case, export + b"\n", "m.csv")
        assert second.stage == EvidenceStage.HELD
        assert set(Reuse.objects.values_list("other", "kind", "value")) == {(first.pk, "meter", "SN12345678")}

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
