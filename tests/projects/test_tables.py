"""What nobody does to the work by SQL, and what two requests at once do not do together."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from projects.models import Appointment, Series
from projects.use_cases.stand_down import stand_down
from tests.factories import projects as made
from tests.factories.projects import NOW
from verifier.errors import OutOfOrder
from verifier.people.roles import Role


def refused(statement: str, values: list[Any] | None = None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
class TestCounterTable:
    @pytest.mark.parametrize("change", ["last = last + 2", "last = 0", "last = last", "name = 'other'"])
    def test_counts_one_by_one(self, change: str) -> None:
        made.opened()
        refused(f"UPDATE projects_counter SET {change}")

    def test_begins_at_one(self) -> None:
        refused("INSERT INTO projects_counter (name, last) VALUES ('other', 7)")


@pytest.mark.django_db
class TestSeriesTable:
    def read(self) -> Series:
        made.evidenced()
        return Series.objects.get()

    @pytest.mark.parametrize("change", ["rows = 1", "stage = 'waiting'", "zone = 'Asia/Shanghai'"])
    def test_stays_as_it_was_read(self, change: str) -> None:
        self.read()
        refused(f"UPDATE projects_series SET {change}")

    def test_takes_no_total_by_hand(self) -> None:
        series = self.read()
        refused(
            "INSERT INTO projects_monthtotal (series_id, year, month, exported_mwh, imported_mwh)"
            " VALUES (%s, 2025, 9, 1, 0)",
            [series.pk],
        )


@pytest.mark.django_db
class TestEvidenceTable:
    @pytest.mark.parametrize(
        "change",
        ["stage = 'quarantined'", "stage = 'held'", "stage = 'refused', refusal = '{}'", "digest = '[]'", "path = 'x'"],
    )
    def test_stays_on_file(self, change: str) -> None:
        made.evidenced()
        refused(f"UPDATE projects_evidence SET {change}")

    def test_is_refused_with_a_reason_or_not_at_all(self) -> None:
        case = made.staffed()
        made.received(case, made.ask(case, "chemical_invoices"))
        refused("UPDATE projects_evidence SET stage = 'refused'")

    def test_is_not_on_file_before_its_bytes_were_hashed_again(self) -> None:
        case = made.staffed()
        made.received(case, made.ask(case, "chemical_invoices"))
        refused("UPDATE projects_evidence SET stage = 'on_file'")


@pytest.mark.django_db
class TestWhatWasSaid:
    @pytest.mark.parametrize(
        ("table", "column"),
        [
            ("requestremark", "text"),
            ("pin", "text"),
            ("mark", "value"),
            ("reuse", "value"),
            ("shareddocument", "reason"),
            ("calibration", "certificate"),
            ("comparison", "compared"),
            ("disposition", "verdict"),
            ("substitution", "amount"),
            ("monthtotal", "exported_mwh"),
        ],
    )
    def test_is_neither_rewritten_nor_removed(self, table: str, column: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT has_column_privilege('verifier_app', %s, %s, 'UPDATE'),"
                " has_table_privilege('verifier_app', %s, 'DELETE'),"
                " (SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = 'rows_stay')",
                [f"projects_{table}", column, f"projects_{table}", f"projects_{table}"],
            )
            assert cursor.fetchone() == (False, False, 1)


class TestStandDown:
    def test_leaves_one_of_two_coordinators_who_end_each_others_service_at_once(
        self, committed: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = made.accepted()
        made.serve(case, Role.COORDINATOR)
        both, said = Barrier(2), []
        end = Appointment.end

        def together(self: Appointment, **how: Any) -> None:
            with suppress(BrokenBarrierError):  # the other waits for the lock, as it should
                both.wait(1)
            end(self, **how)

        def go(held: Appointment) -> None:
            try:
                stand_down(appointment_id=held.pk, reason="Leaves", by=held.person, at=NOW)
            except OutOfOrder as refusal:
                said.append(str(refusal))
            finally:
                connections.close_all()

        monkeypatch.setattr(Appointment, "end", together)
        serving = Appointment.objects.serving().filter(role=Role.COORDINATOR).select_related("person")
        threads = [Thread(target=go, args=[held]) for held in serving]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert said == ["A case keeps at least one coordinator."]
        assert serving.all().count() == 1
