"""Evidence asked for and received, meter series read, particulars corrected."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from projects.models import Correction, Evidence, EvidenceRequest, Series
from projects.stages import SeriesStage
from projects.use_cases.correct_particulars import correct_particulars
from projects.use_cases.release_evidence import release_evidence
from tests.factories import projects as made
from tests.factories.projects import NOW
from tests.factories.worked import AMMONIA
from verifier.errors import NotYours, OutOfOrder, Unfit
from verifier.people.roles import Role

pytestmark = pytest.mark.django_db


class TestEvidenceRequest:
    def test_is_asked_once_per_kind(self) -> None:
        case = made.staffed()
        made.ask(case, "chemical_invoices")
        with pytest.raises(OutOfOrder):
            made.ask(case, "chemical_invoices")

    def test_is_refused_for_a_kind_the_scheme_does_not_know(self) -> None:
        with pytest.raises(Unfit):
            made.ask(made.staffed(), "horoscope")

    def test_is_refused_for_a_day_that_is_past(self) -> None:
        with pytest.raises(Unfit):
            made.ask(made.staffed(), "chemical_invoices", due_on=NOW.date() - timedelta(days=1))
        assert not EvidenceRequest.objects.exists()


class TestReceiveEvidence:
    def test_gives_a_receipt_that_the_store_confirms(self, django_capture_on_commit_callbacks: Any) -> None:
        case = made.staffed()
        request = made.ask(case, "chemical_invoices")
        with django_capture_on_commit_callbacks(execute=True):
            evidence = made.send(case, request, name="../../发票.pdf")
        evidence.refresh_from_db()
        assert evidence.name == "发票.pdf"
        assert evidence.path.endswith(evidence.sha256)
        assert evidence.confirmed_at is not None

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (b"", "empty.pdf"),
            (b"MZ\x90\x00" + bytes(64), "tool.exe"),
            (b"<html></html>", "page.html"),
        ],
    )
    def test_is_refused_for_what_is_not_evidence(self, content: bytes, name: str) -> None:
        case = made.staffed()
        request = made.ask(case, "chemical_invoices")
        with pytest.raises(Unfit) as refusal:
            made.send(case, request, content, name)
        assert "file" in refusal.value.fields
        assert not Evidence.objects.exists()

    def test_is_refused_for_the_same_file_again(self) -> None:
        case = made.staffed()
        request = made.ask(case, "chemical_invoices")
        made.send(case, request)
        with pytest.raises(OutOfOrder, match="here already"):
            made.send(case, request)
        assert Evidence.objects.count() == 1

    def test_lets_a_file_replace_one_of_the_same_request(self) -> None:
        case = made.staffed()
        request = made.ask(case, "chemical_invoices")
        first = made.send(case, request)
        second = made.send(case, request, made.PDF + b"% corrected\n%%EOF\n", replaces=first.pk)
        assert list(Evidence.objects.on_file()) == [second]

    def test_is_refused_in_the_place_of_a_file_that_another_replaced(self) -> None:
        case = made.staffed()
        request = made.ask(case, "chemical_invoices")
        first = made.send(case, request)
        made.send(case, request, made.PDF + b"% corrected\n%%EOF\n", replaces=first.pk)
        with pytest.raises(OutOfOrder):
            made.send(case, request, made.PDF + b"% corrected again\n%%EOF\n", replaces=first.pk)
        assert Evidence.objects.count() == 2

    def test_reads_a_meter_series(self, django_capture_on_commit_callbacks: Any) -> None:
        case = made.staffed()
        request = made.ask(case, "meter_export")
        with django_capture_on_commit_callbacks(execute=True):
            made.send(
                case, request, b"Time,Meter,Power (kW)\n2026-09-01 00:00,M1,600\n2026-09-01 01:00,M1,-60\n", "m.csv"
            )
        series = Series.objects.get()
        assert series.stage == SeriesStage.READ
        total = series.totals.get()
        assert (total.year, str(total.exported_mwh.normalize()), str(total.imported_mwh.normalize())) == (
            2026,
            "0.6",
            "0.06",
        )
        assert series.noticed.filter(code="negative").exists()

    def test_says_why_a_series_cannot_be_read(self, django_capture_on_commit_callbacks: Any) -> None:
        case = made.staffed()
        request = made.ask(case, "meter_export")
        with django_capture_on_commit_callbacks(execute=True):
            made.send(case, request, b"name,colour\nwind,blue\n", "m.csv")
        series = Series.objects.get()
        assert series.stage == SeriesStage.UNREADABLE
        assert series.trouble["en"]
        assert series.trouble["zh"]
        assert not series.totals.exists()

    def test_is_refused_to_whoever_may_not_send(self) -> None:
        case = made.staffed()
        request = made.ask(case, "chemical_invoices")
        case.people[Role.DEVELOPER] = case[Role.REVIEWER]
        with pytest.raises(NotYours):
            made.send(case, request)

    @pytest.mark.parametrize(
        "change",
        [
            "sha256 = repeat('0', 64)",
            "name = 'x'",
            "size = 1",
            "confirmed_at = NULL",
            "media = 'exe'",
            "scan = 'infected'",
            "remark = 'x'",
            "looked_at = now(), remark = 'x'",
        ],
    )
    def test_is_never_rewritten(self, change: str, django_capture_on_commit_callbacks: Any) -> None:
        case = made.staffed()
        with django_capture_on_commit_callbacks(execute=True):
            made.send(case, made.ask(case, "chemical_invoices"))
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(f"UPDATE projects_evidence SET {change}")

    @pytest.mark.parametrize("changed", [{"remark": "Another reason."}, {"media": "exe"}, {"remark": ""}])
    def test_keeps_what_was_said_of_a_held_file(self, changed: dict[str, str]) -> None:
        case = made.staffed()
        evidence = made.held(case, made.ask(case, "other"))
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.filter(pk=evidence.pk).update(remark="Nobody has looked.")
        release_evidence(evidence_id=evidence.pk, remark="The grid's own table.", by=case[Role.LEAD], at=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.filter(pk=evidence.pk).update(**changed)


class TestReplacement:
    """Of a file on file, by one that is examined and replaced itself meanwhile."""

    @pytest.fixture
    def files(self) -> list[Evidence]:
        case = made.staffed()
        request = made.ask(case, "chemical_invoices")
        first = made.send(case, request)
        second = made.received(case, request, made.PDF + b"% 2\n%%EOF\n", "second.pdf", replaces=first.pk)
        third = made.received(case, request, made.PDF + b"% 3\n%%EOF\n", "third.pdf", replaces=second.pk)
        return [first, second, third]

    def refuse(self, file: Evidence) -> None:
        file.refuse({"en": "No.", "zh": "不行。", "mend": {"en": "", "zh": ""}}, at=NOW)

    def test_counts_alone_when_the_one_between_is_refused(self, files: list[Evidence]) -> None:
        first, second, third = files
        self.refuse(second)
        assert list(Evidence.objects.on_file()) == [first]
        assert list(Evidence.objects.standing()) == [third]
        assert first.replacement == third
        third = made.shelved(third)
        assert list(Evidence.objects.on_file()) == list(Evidence.objects.standing()) == [third]

    def test_counts_alone_while_the_one_between_is_still_examined(self, files: list[Evidence]) -> None:
        _first, second, third = files
        third = made.shelved(third)
        assert list(Evidence.objects.on_file()) == [third]
        made.shelved(second)
        assert list(Evidence.objects.on_file()) == [third]

    def test_is_none_when_all_that_came_was_refused(self, files: list[Evidence]) -> None:
        first, second, third = files
        self.refuse(third)
        self.refuse(second)
        assert list(Evidence.objects.on_file()) == list(Evidence.objects.standing()) == [first]
        assert first.replacement is None


class TestCorrectParticulars:
    def test_keeps_what_it_was_and_why(self) -> None:
        case = made.staffed()
        correct_particulars(
            engagement_id=case.engagement.pk,
            particulars=AMMONIA | {"fuel_kg": "24999000"},
            reason="Weighbridge",
            by=case[Role.LEAD],
            at=NOW,
        )
        correction = Correction.objects.get()
        assert (correction.field, correction.was, correction.became) == ("fuel_kg", "25000000", "24999000")
        assert case.engagement.application.particulars["fuel_kg"] == "25000000"

    def test_is_refused_when_nothing_differs(self) -> None:
        case = made.staffed()
        with pytest.raises(OutOfOrder):
            correct_particulars(
                engagement_id=case.engagement.pk, particulars=AMMONIA, reason="None", by=case[Role.LEAD], at=NOW
            )

    def test_is_refused_to_the_client(self) -> None:
        case = made.staffed()
        with pytest.raises(NotYours):
            correct_particulars(
                engagement_id=case.engagement.pk,
                particulars=AMMONIA | {"fuel_kg": "24999000"},
                reason="Better",
                by=case[Role.DEVELOPER],
                at=NOW,
            )
        assert not Correction.objects.exists()
