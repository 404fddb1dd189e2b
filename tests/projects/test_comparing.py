"""Meters against one another, against other sources and their certificates: what is found, kept, and gone again."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from projects import comparing, facts, measuring, metering, meters
from projects.models import Comparison, Series, Signal
from projects.use_cases.calibrate_meter import calibrate_meter
from projects.use_cases.confirm_series import confirm_series
from projects.use_cases.correct_particulars import correct_particulars
from projects.use_cases.dispose_of_signal import dispose_of_signal
from projects.use_cases.substitute import substitute
from tests.factories import projects as made
from tests.factories.projects import NOW
from tests.projects import series as exports
from verifier.errors import OutOfOrder, Unfit
from verifier.people.roles import Role
from verifier.rulebook.rules import Gate

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 14)
HOURS = [990, 1_010] * 12  # 24 MWh


@pytest.fixture
def case() -> made.Case:
    return made.staffed(scheme="vcs")


def counted(case: made.Case, name: str, values: list[int], unit: str = "kWh", **said: Any) -> Series:
    """A confirmed series of hours, of which nothing was compared yet."""
    series = exports.read(case, exports.export({name: values}, unit=unit), f"{name}-{said.get('source', '')}.csv")
    return confirm_series(series_id=series.pk, by=case[Role.LEAD], at=NOW, **said)


def compared(case: made.Case) -> dict[str, Signal]:
    comparing.compare(case.engagement.pk, at=NOW)
    return {one.code: one for one in case.engagement.signals.current().filter(found_in__isnull=False)}


def calibrate(case: made.Case, since: date, until: date, **more: Any) -> None:
    said: dict[str, Any] = {"serial": "M-1", "certificate": f"C-{since}", "error_percent": Decimal("0.1")}
    days = {"valid_from": since, "valid_until": until}
    calibrate_meter(engagement_id=case.engagement.pk, by=case[Role.LEAD], at=NOW, **(said | days | more))


class TestCalibrations:
    def test_that_are_missing_are_a_signal_of_the_series(self, case: made.Case) -> None:
        series = counted(case, "x", HOURS, meter="M-1", flow="exp")
        found = compared(case)["calibration-missing"]
        assert (found.series, found.severity, found.count) == (series, "major", 24)
        assert facts.of(case.engagement, on=NOW.date()).signals_open == (f"{series}: calibration-missing",)

    def test_that_ran_out_say_what_the_class_takes(self, case: made.Case) -> None:
        """By hand: 24 MWh at 0.2 %."""
        counted(case, "x", HOURS, meter="M-1", flow="exp")
        calibrate(case, date(2025, 1, 1), date(2025, 12, 31), class_percent=Decimal("0.2"))
        assert "0.048 MWh" in compared(case)["calibration-late"].message["en"]

    def test_beyond_the_class_are_a_signal(self, case: made.Case) -> None:
        counted(case, "x", HOURS, meter="M-1", flow="exp")
        within = date(2026, 1, 1), date(2026, 12, 31)
        calibrate(case, *within, class_percent=Decimal("0.2"), error_percent=Decimal("-0.5"))
        assert "0.12 MWh" in compared(case)["calibration-error"].message["en"]

    def test_of_no_meter_that_was_read_are_named(self, case: made.Case) -> None:
        counted(case, "x", HOURS, meter="M-1", flow="exp")
        evidence = made.send(case, made.ask(case, "other"))
        calibrate(case, date(2026, 1, 1), date(2026, 12, 31), serial="M-2", evidence_id=evidence.pk)
        assert "C-2026-01-01 (M-2)" in compared(case)["calibration-serial"].message["en"]


class TestSources:
    def test_that_differ_are_a_signal_and_count_once(self, case: made.Case) -> None:
        counted(case, "x", HOURS, meter="M-1", flow="exp")
        counted(case, "x", [980, 1_000] * 12, meter="M-1", flow="exp", source="settlement")
        counted(case, "x", [999, 1_000] * 12, meter="M-1", flow="exp", source="scada")
        found = compared(case)
        assert "2026-03 24 / 23.76 MWh" in found["settlement"].message["en"]
        assert found["settlement"].series is None
        assert "scada" not in found
        assert facts.of(case.engagement, on=NOW.date()).metered[0].exported_mwh == 24

    def test_are_asked_what_they_are_to_be_held_against(self, case: made.Case) -> None:
        with pytest.raises(Unfit) as no:
            counted(case, "x", HOURS, source="settlement")
        assert set(no.value.fields) == {"meter"}
        with pytest.raises(Unfit) as no:
            counted(case, "y", HOURS, meter="M-1", source="settlement")
        assert set(no.value.fields) == {"flow"}
        assert not Series.objects.confirmed().exists()

    def test_that_weigh_are_not_taken_for_electricity(self, case: made.Case) -> None:
        for name, said in (("x", {}), ("w", {"meter": "M-1", "flow": "exp"})):
            with pytest.raises(Unfit) as no:
                counted(case, name, HOURS, "kg", **said)
            assert "flow" in no.value.fields
        with pytest.raises(Unfit):
            counted(case, "y", HOURS, meter="M-1", flow="nh3_out")
        assert counted(case, "z", HOURS, "kg", meter="M-2", flow="nh3_out").meter is not None


class TestPeriod:
    def test_days_without_a_reading_are_a_signal_of_each_flow(self) -> None:
        case = made.staffed(scheme="vcs", period_until=date(2026, 3, 18))
        counted(case, "x", HOURS, meter="M-1", flow="exp")
        found = compared(case)["period-gap"]
        assert (found.count, found.severity) == (4, "major")
        assert "4 of 5 days" in found.message["en"]
        assert "2026-03-15 – 2026-03-18" in found.message["zh"]
        assert found.spans == [["2026-03-14T16:00:00+00:00", "2026-03-18T16:00:00+00:00"]]

    def test_cuts_off_what_is_not_of_it(self) -> None:
        """By hand: the second of two days, 24 hours at 1 MWh; and of it by the hour."""
        case = made.staffed(scheme="vcs", period_from=date(2026, 3, 15), period_until=date(2026, 3, 15))
        counted(case, "x", [500] * 24 + HOURS, meter="M-1", flow="exp")
        assert facts.of(case.engagement, on=NOW.date()).metered[0].exported_mwh == 24
        found = compared(case)["outside"]
        assert (found.count, found.severity) == (1, "info")
        (whole,) = metering.assigned(metering.contents(case.engagement))
        assert whole.frame.height == 24
        # A layer over both days counts for one of them.
        series = Series.objects.confirmed().get()
        span = {"starts_at": series.first_at, "ends_at": series.last_at}
        half = {"method": "factor", "amount": Decimal("0.5"), "rule": "x", "reason": "y"}
        substitute(series_id=series.pk, meter="x", by=case[Role.LEAD], at=NOW, **span, **half)
        assert facts.of(case.engagement, on=NOW.date()).metered[0].exported_mwh == 12


class TestTwice:
    def test_readings_of_a_meter_count_once(self, case: made.Case) -> None:
        counted(case, "x", HOURS, meter="M-1", flow="exp")
        with pytest.raises(OutOfOrder) as no:
            counted(case, "y", HOURS[:8], meter="M-1", flow="exp")
        assert "x-.csv" in str(no.value.message)
        assert facts.of(case.engagement, on=NOW.date()).metered[0].exported_mwh == 24
        assert counted(case, "z", HOURS[:8], meter="M-2", flow="exp").confirmed_at is not None

    def test_are_not_asked_for_of_a_file_that_was_not_read(self, case: made.Case) -> None:
        series = exports.sent(case).readings.get()
        with pytest.raises(OutOfOrder) as no:
            confirm_series(series_id=series.pk, by=case[Role.LEAD], at=NOW, meter="M-1", flow="exp")
        assert "does not wait to be confirmed" in str(no.value.message)

    def test_of_another_project_are_a_signal_that_names_nobody(self, case: made.Case) -> None:
        other = made.staffed(scheme="vcs")
        for each in (other, case):
            evidence = exports.sent(each, exports.export({"A": HOURS}) + b"\n" * (each is case), "a.csv")
            series = evidence.readings.get()
            measuring.measure(series.pk, at=NOW)
            confirm_series(series_id=series.pk, by=each[Role.LEAD], at=NOW)
        found = compared(case)["elsewhere"]
        assert found.severity == "major"
        assert str(other.client) not in str(found.message)
        assert "elsewhere" not in compared(made.staffed(scheme="vcs"))

    @pytest.mark.parametrize(("name", "known"), [("SN-12345678", True), ("INV-01", False)])
    def test_of_a_meter_with_the_number_of_one_elsewhere_are_a_signal(
        self, case: made.Case, name: str, *, known: bool
    ) -> None:
        for each, hours in ((made.staffed(scheme="vcs"), HOURS), (case, HOURS[::-1])):
            evidence = exports.sent(each, exports.export({name: hours}), f"{name}.csv")
            series = evidence.readings.get()
            measuring.measure(series.pk, at=NOW)
            confirm_series(series_id=series.pk, by=each[Role.LEAD], at=NOW)
        assert ("elsewhere" in compared(case)) is known


class TestSite:
    @pytest.fixture
    def case(self) -> made.Case:
        return made.staffed(scheme="iscc_eu", period_from=DAY, period_until=DAY)

    def test_that_does_not_balance_is_a_signal(self, case: made.Case) -> None:
        counted(case, "a", HOURS, meter="M-1", flow="res_gen")
        counted(case, "b", [890, 910] * 12, meter="M-2", flow="ely")
        found = compared(case)
        assert (found["balance"].count, found["balance"].series) == (24, None)
        assert "2026-03 2.4" in found["balance-systematic"].message["en"]

    def test_that_stores_more_than_it_can_is_a_signal(self, case: made.Case) -> None:
        counted(case, "a", HOURS, meter="M-1", flow="ely")
        counted(case, "b", HOURS, meter="M-2", flow="dis")
        assert compared(case)["storage"].count == 24

    def test_is_not_looked_at_where_nothing_comes_in(self, case: made.Case) -> None:
        counted(case, "a", HOURS, meter="M-1", flow="ely")
        assert set(compared(case)) == {"calibration-missing"}


class TestCompare:
    def test_keeps_what_was_said_of_a_signal_that_is_still_found(self, case: made.Case) -> None:
        counted(case, "x", HOURS, meter="M-1", flow="exp")
        signal = compared(case)["calibration-missing"]
        dispose_of_signal(signal_id=signal.pk, verdict="explained", reason="New meter.", by=case[Role.LEAD], at=NOW)
        counted(case, "y", HOURS, meter="M-2", flow="imp")
        comparing.compare(case.engagement.pk, at=NOW)
        assert signal.pk in case.engagement.signals.current().values_list("pk", flat=True)
        assert [one.series.meter.serial for one in case.engagement.signals.open() if one.found_in] == ["M-2"]

    def test_lets_go_what_is_not_found_any_more(self, case: made.Case) -> None:
        counted(case, "x", HOURS, meter="M-1", flow="exp")
        signal = compared(case)["calibration-missing"]
        calibrate(case, date(2026, 1, 1), date(2026, 12, 31))
        assert compared(case) == {}
        signal.refresh_from_db()
        assert signal.gone_in == Comparison.objects.last()

    def test_is_made_once_for_what_has_not_changed(self, case: made.Case) -> None:
        counted(case, "x", HOURS, meter="M-1", flow="exp")
        compared(case)
        compared(case)
        assert Comparison.objects.count() == Signal.objects.filter(found_in__isnull=False).count() == 1

    def test_is_due_after_each_change_and_holds_the_report_back(self, case: made.Case) -> None:
        assert meters.is_compared(case.engagement)

        def due() -> bool:
            case.fresh()
            held = self.breaches(case)
            assert meters.is_compared(case.engagement) is ("meters_are_compared" not in held)
            comparing.compare(case.engagement.pk, at=NOW)
            return "meters_are_compared" in held

        counted(case, "x", HOURS, meter="M-1", flow="exp")
        assert due()
        assert not due()
        calibrate(case, date(2026, 1, 1), date(2026, 12, 31))
        assert due()
        own = case.engagement.particulars | {"claimed_t": "1"}
        correct_particulars(
            engagement_id=case.engagement.pk, particulars=own, reason="Read anew.", by=case[Role.LEAD], at=NOW
        )
        assert due()

    def breaches(self, case: made.Case) -> set[str]:
        found = facts.of(case.engagement, on=NOW.date())
        return {one.rule for one in case.engagement.scheme.breaches(found, gate=Gate.SUBMIT, on=NOW.date())}

    def test_leaves_nothing_that_sql_could_unsay(self, case: made.Case) -> None:
        counted(case, "x", HOURS, meter="M-1", flow="exp")
        signal = compared(case)["calibration-missing"]
        for change in (
            "severity = 'info'",
            "found_in_id = NULL, series_id = NULL",
        ):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE projects_signal SET {change} WHERE id = %s", [signal.pk])
        calibrate(case, date(2026, 1, 1), date(2026, 12, 31))
        compared(case)
        with pytest.raises(IntegrityError), transaction.atomic():
            Signal.objects.filter(pk=signal.pk).update(gone_in=None)
        series = Series.objects.confirmed().get()
        for change in ({"source": "scada"}, {"meter": None}, {"confirmed_at": None}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Series.objects.filter(pk=series.pk).update(**change)
