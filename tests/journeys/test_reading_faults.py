"""A worker is killed in the middle of a reading, or it is stopped: no half series, and one whole one in the end."""

import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from projects.models import MonthTotal, Series, Signal
from projects.stages import EvidenceStage, SeriesStage
from projects.use_cases.stop_series import stop_series
from tests.factories import projects as made
from tests.factories.projects import NOW
from tests.journeys.test_faults import children, until
from tests.projects import series as exports
from verifier import store
from verifier.celery import app
from verifier.local.programs import Programs
from verifier.people.roles import Role

MINUTES = 250_000

pytestmark = pytest.mark.usefixtures("served")


@pytest.fixture
def waiting(served: Programs) -> Series:
    """A reading that takes a second or two, of a file that lies in the store as if it had come in and been examined."""
    case, content = made.staffed(scheme="vcs"), large()
    file = made.file(content, "large.csv")
    evidence = made.ask(case, "meter_export").evidence.create(
        engagement=case.engagement,
        name=file.name,
        media="csv",
        size=file.size,
        sha256=file.sha256,
        path=store.keep(file.path, file.sha256),
        stage=EvidenceStage.ON_FILE,
        received_by=case[Role.DEVELOPER],
        received_at=NOW,
        confirmed_at=NOW,
        digest={},
    )
    return Series.objects.create(evidence=evidence, asked_by=case[Role.LEAD], asked_at=NOW)


def large() -> bytes:
    rows = (f"{exports.BEGINS + timedelta(minutes=n):%Y-%m-%d %H:%M},A,{1000 + n % 997}" for n in range(MINUTES))
    return "\n".join(("Time,Meter,Power (kW)", *rows, "")).encode()


def queue(series: Series) -> None:
    """To the real worker: what is queued in this process would run in it."""
    app.send_task("projects.tasks.read_series", kwargs={"series_id": str(series.pk)})


def begun(series: Series) -> Callable[[], bool]:
    return lambda: Series.objects.filter(pk=series.pk, percent__gt=0, stage=SeriesStage.WAITING).exists()


def is_whole(series: Series) -> bool:
    return Series.objects.filter(pk=series.pk, stage=SeriesStage.READ).exists()


class TestKilledWorker:
    def test_child_is_followed_by_another_that_reads_it_whole(self, served: Programs, waiting: Series) -> None:
        queue(waiting)
        until(begun(waiting))
        for child in children(served.running["worker"].pid):
            os.kill(child, signal.SIGKILL)
        assert not is_whole(waiting)
        assert not MonthTotal.objects.filter(series=waiting).exists()
        until(lambda: is_whole(waiting))
        assert_once(waiting)

    def test_tree_is_followed_by_another_that_reads_it_whole(self, served: Programs, waiting: Series) -> None:
        queue(waiting)
        until(begun(waiting))
        os.killpg(served.running["worker"].pid, signal.SIGKILL)
        served.running["worker"].wait()
        assert not is_whole(waiting)
        served.start_worker()
        queue(waiting)  # as the clock does with what was left undone
        until(lambda: is_whole(waiting))
        assert_once(waiting)


class TestStopped:
    def test_reading_ends_and_nothing_of_it_is_kept(self, served: Programs, waiting: Series) -> None:
        queue(waiting)
        until(begun(waiting))
        stop_series(series_id=waiting.pk, by=waiting.asked_by, at=NOW)
        queue(waiting)  # a second delivery finds nothing to do
        time.sleep(3)
        waiting.refresh_from_db()
        assert (waiting.stage, waiting.rows, waiting.path) == (SeriesStage.CANCELLED, None, "")
        assert not MonthTotal.objects.filter(series=waiting).exists()
        assert not Signal.objects.filter(series=waiting).exists()


def assert_once(series: Series) -> None:
    """The totals once, by hand: so many minutes from 1,000 kW up; and no file but the two of the one reading."""
    out = sum(1000 + n % 997 for n in range(MINUTES))
    totals = MonthTotal.objects.filter(series=series)
    assert abs(sum(one.exported_mwh for one in totals) - Decimal(out) / 60_000) < Decimal("1e-6")
    kept = {path.name for path in (Path(settings.VAR) / "series").iterdir()}
    series.refresh_from_db()
    assert kept == {series.path, series.pictures}
