"""What nobody does to the work by SQL, and what two requests at once do not do together."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from projects import tasks
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
        series = Series.objects.get()
        tasks.read_series(series_id=str(series.pk))
        return series

    @pytest.mark.parametrize("change", ["rows = 1", "stage = 'waiting'", "zone = 'Asia/Shanghai'"])
    def test_stays_as_it_was_read(self, change: str) -> None:
        self.read()
        refused(f"UPDATE projects_series SET {change}")

    def test_takes_no_total_by_hand(self) -> None:
        series = self.read()
        refused(
            "INSERT INTO projects_yeartotal (series_id, year, exported_mwh, imported_mwh) VALUES (%s, 2025, 9, 0)",
            [series.pk],
        )


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
