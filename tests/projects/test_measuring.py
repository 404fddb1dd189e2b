"""A series is read once, whole or not at all, and by what was said of its meter."""

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from threading import Event, Thread

import polars as pl
import pytest
from django.conf import settings
from django.db import connections
from structlog.testing import capture_logs

from projects import measuring
from projects.models import Meter, MonthTotal, Series, Signal
from projects.monitoring import parquet
from projects.stages import SeriesStage
from projects.use_cases.confirm_series import confirm_series
from projects.use_cases.map_series import map_series
from projects.use_cases.stop_series import stop_series
from tests.factories import projects as made
from tests.factories.projects import NOW
from tests.projects import series as exports
from verifier.errors import NotYours, OutOfOrder
from verifier.people.roles import Role
from verifier.rulebook.particulars import Misfit


@pytest.fixture
def case() -> made.Case:
    return made.staffed(scheme="vcs")


@pytest.mark.django_db
class TestMeasure:
    def test_keeps_totals_signals_head_and_both_files(self, case: made.Case) -> None:
        """By hand: 48 hours from 1,000 kW up by 1, and from 500 kW up by 2 without the hours 10 to 12."""
        series = exports.read(case)
        assert series.stage == SeriesStage.READ
        assert (series.rows, series.percent, series.interval_seconds) == (93, 100, 3600)
        out = sum(range(1000, 1048)) + sum(500 + 2 * n for n in range(48) if n not in (10, 11, 12))
        assert MonthTotal.objects.get().exported_mwh == Decimal(out) / 1000
        assert [name for name, *_energy in series.meters] == ["A", "B"]
        assert series.head["headings"] == ["Time", "Meter", "Power (kW)"]
        assert series.head["roles"] == ["time", "meter", "quantity"]
        assert series.head["rows"][0] == ["2026-03-14 00:00", "A", "1000"]
        gap = Signal.objects.get(code="gap")
        assert (gap.count, bool(gap.spans), gap.basis["en"] != "") == (3, True, True)
        folder = Path(settings.VAR) / "series"
        assert parquet.scan(folder / series.path).collect().height == 93
        assert (folder / series.pictures).exists()

    def test_weighs_what_it_notices_as_the_scheme_does(self, case: made.Case) -> None:
        """Import at night is to note of a wind farm; of a plant that makes fuel somebody is to look at it."""
        content = exports.export({"A": [*exports.STEADY, -5]})
        fuel = exports.read(made.staffed(scheme="iscc_eu"), content, "fuel.csv")
        wind = exports.read(case, content + b"\n", "wind.csv")
        noticed = [one.noticed.get(code="negative").severity for one in (wind, fuel)]
        assert noticed == ["info", "minor"]

    def test_reads_nothing_twice(self, case: made.Case) -> None:
        series = exports.read(case)
        measuring.measure(series.pk, at=NOW)
        assert MonthTotal.objects.filter(series=series).count() == 1

    def test_says_why_it_cannot_be_read_and_keeps_nothing_of_it(self, case: made.Case) -> None:
        series = exports.read(case, b"Day;Word\n1;one\n2;two\n", "words.csv")
        assert series.stage == SeriesStage.UNREADABLE
        assert series.trouble is not None
        assert {"en", "zh", "mend"} == set(series.trouble)
        assert (series.path, series.rows) == ("", None)
        assert not MonthTotal.objects.exists()

    def test_leaves_nothing_when_it_is_stopped_on_the_way(
        self, case: made.Case, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        series = exports.sent(case).readings.get()
        told: list[float] = []
        progress = measuring._progress

        def stopping(series_id: object) -> Callable[[float], None]:
            tell = progress(series_id)  # type: ignore[arg-type]

            def on(share: float) -> None:
                told.append(share)
                if len(told) == 2:
                    Series.objects.filter(pk=series.pk).update(stage=SeriesStage.CANCELLED)
                tell(share)

            return on

        monkeypatch.setattr(measuring, "_progress", stopping)
        measuring.measure(series.pk, at=NOW)
        series.refresh_from_db()
        assert len(told) == 2
        assert (series.stage, series.path) == (SeriesStage.CANCELLED, "")
        assert not MonthTotal.objects.exists()
        assert not (Path(settings.VAR) / "series").exists()

    def test_says_why_where_a_name_cannot_be_kept(self, case: made.Case) -> None:
        times = pl.datetime_range(pl.datetime(2026, 1, 1), pl.datetime(2026, 1, 2), "1h", eager=True)
        frame = pl.DataFrame({"Time": times, "Meter": ["A\0B"] * 25, "Energy (kWh)": [1.5] * 25})
        file = io.BytesIO()
        frame.write_parquet(file)

        series = exports.read(case, file.getvalue(), "meter.parquet")

        assert series.stage == SeriesStage.UNREADABLE
        assert "NUL" in (series.trouble or {})["en"]

    def test_settles_what_nobody_foresaw_and_says_so(self, case: made.Case, monkeypatch: pytest.MonkeyPatch) -> None:
        series = exports.sent(case).readings.get()

        def breaking(series_id: object) -> Callable[[float], None]:
            def on(share: float) -> None:
                raise ZeroDivisionError

            return on

        monkeypatch.setattr(measuring, "_progress", breaking)
        with capture_logs() as lines:
            measuring.measure(series.pk, at=NOW)

        series.refresh_from_db()
        assert series.stage == SeriesStage.UNREADABLE
        assert "on record" in (series.trouble or {})["en"]
        assert [(one["event"], one["series"], one["fault"]) for one in lines] == [
            ("series.fault", str(series.pk), "ZeroDivisionError")
        ]

    def test_leaves_it_waiting_where_the_machine_failed(self, case: made.Case, monkeypatch: pytest.MonkeyPatch) -> None:
        series = exports.sent(case).readings.get()

        def failing(series_id: object) -> Callable[[float], None]:
            def on(share: float) -> None:
                raise OSError(28, "No space left on device")

            return on

        monkeypatch.setattr(measuring, "_progress", failing)
        with pytest.raises(OSError, match="No space"):
            measuring.measure(series.pk, at=NOW)

        series.refresh_from_db()
        assert series.stage == SeriesStage.WAITING

    @pytest.mark.parametrize(("died", "stage"), [(3, SeriesStage.READ), (4, SeriesStage.UNREADABLE)])
    def test_is_tried_three_times_more_where_its_worker_died(
        self, died: int, stage: SeriesStage, case: made.Case
    ) -> None:
        series = exports.sent(case).readings.get()
        for _ in range(died):
            measuring._begun(series.pk)

        measuring.measure(series.pk, at=NOW)

        series.refresh_from_db()
        assert series.stage == stage
        assert ("broke off" in (series.trouble or {}).get("en", "")) == (stage == SeriesStage.UNREADABLE)


class TestAlone:
    def test_only_one_of_two_workers_reads(self, committed: None) -> None:
        """Another worker is at it, in a session of its own. When it is gone, killed or not, the next one reads."""
        case = made.staffed(scheme="vcs")
        first = exports.read(case)
        series = Series.objects.create(evidence=first.evidence, replaces=first, asked_by=case[Role.LEAD], asked_at=NOW)
        held, done = Event(), Event()

        def other() -> None:
            with measuring._alone(series.pk) as alone:
                assert alone
                held.set()
                done.wait(20)
            connections.close_all()

        worker = Thread(target=other)
        worker.start()
        try:
            assert held.wait(20)
            measuring.measure(series.pk, at=NOW)
            series.refresh_from_db()
            assert series.stage == SeriesStage.WAITING
        finally:
            done.set()
            worker.join(20)
        measuring.measure(series.pk, at=NOW)
        series.refresh_from_db()
        assert series.stage == SeriesStage.READ


@pytest.mark.django_db
class TestMapping:
    def confirmed(self, case: made.Case, *, zone: str = exports.ZONE, **mapping: str) -> Series:
        first = exports.read(case)
        again = map_series(
            series_id=first.pk, mapping=mapping, zone=zone, meter="M-1", flow="exp", by=case[Role.DEVELOPER], at=NOW
        )
        measuring.measure(again.pk, at=NOW)
        return confirm_series(series_id=again.pk, by=case[Role.DEVELOPER], at=NOW)

    def test_takes_the_place_of_the_first_reading(self, case: made.Case) -> None:
        again = self.confirmed(case, multiplier="2")
        first = again.replaces
        assert first is not None
        totals = {one.series_id: one.exported_mwh for one in MonthTotal.objects.all()}
        assert totals[again.pk] == 2 * totals[first.pk]
        assert list(Series.objects.current()) == [again]
        assert list(Series.objects.counting()) == [again]

    def test_is_kept_for_the_meter_and_reused_where_the_headings_are_the_same(self, case: made.Case) -> None:
        self.confirmed(case, multiplier="40")
        later = exports.export({"A": [7] * 24}, begins=exports.BEGINS.replace(month=4))
        series = exports.read(case, later, "april.csv", zone="UTC")
        assert series.meter == Meter.objects.get(serial="M-1")
        assert (series.mapping["multiplier"], series.zone) == ("40", exports.ZONE)
        assert MonthTotal.objects.filter(series=series).last().exported_mwh == Decimal("6.72")  # type: ignore[union-attr]
        assert series.confirmed_at is None

    def test_is_not_reused_where_the_headings_differ(self, case: made.Case) -> None:
        self.confirmed(case, multiplier="40")
        series = exports.read(case, exports.export({"A": [7] * 24}, unit="kWh"), "energy.csv")
        assert (series.meter, series.mapping) == (None, {})

    def test_is_not_reused_in_another_project(self, case: made.Case) -> None:
        self.confirmed(case, multiplier="40")
        series = exports.read(made.staffed(scheme="vcs"), exports.export({"A": [7] * 24}), "april.csv")
        assert (series.meter, series.mapping) == (None, {})

    def test_leaves_open_which_meter_it_is_where_two_have_these_headings(self, case: made.Case) -> None:
        self.confirmed(case)
        meter = Meter.objects.get()
        Meter.objects.create(project=meter.project, serial="M-2", mappings=meter.mappings)
        series = exports.read(case, exports.export({"A": [7] * 24}), "april.csv")
        assert series.meter is None
        assert series.mapping != {}

    def test_is_refused_with_each_fault_named(self, case: made.Case) -> None:
        first = exports.read(case)
        with pytest.raises(Misfit) as no:
            map_series(series_id=first.pk, mapping={"measures": "guess"}, zone="UTC", by=case[Role.DEVELOPER], at=NOW)
        assert set(no.value.fields) == {"measures"}
        assert Series.objects.count() == 1

    def test_is_refused_while_the_file_is_being_read(self, case: made.Case) -> None:
        series = exports.sent(case).readings.get()
        with pytest.raises(OutOfOrder):
            map_series(series_id=series.pk, mapping={}, zone="UTC", by=case[Role.DEVELOPER], at=NOW)

    def test_is_refused_to_who_may_not_send(self, case: made.Case) -> None:
        series = exports.read(case)
        with pytest.raises(NotYours):
            map_series(series_id=series.pk, mapping={}, zone="UTC", by=case[Role.REVIEWER], at=NOW)
        with pytest.raises(NotYours):
            confirm_series(series_id=series.pk, by=case[Role.REVIEWER], at=NOW)
        assert Series.objects.get().confirmed_at is None


@pytest.mark.django_db
class TestStop:
    def test_lets_it_be_read_again(self, case: made.Case) -> None:
        series = exports.sent(case).readings.get()
        stop_series(series_id=series.pk, by=case[Role.DEVELOPER], at=NOW)
        measuring.measure(series.pk, at=NOW)
        series.refresh_from_db()
        assert (series.stage, series.rows) == (SeriesStage.CANCELLED, None)
        again = map_series(series_id=series.pk, mapping={}, zone="UTC", by=case[Role.DEVELOPER], at=NOW)
        measuring.measure(again.pk, at=NOW)
        again.refresh_from_db()
        assert again.stage == SeriesStage.READ
