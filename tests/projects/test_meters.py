"""The meters of a project: what a calibration may say, and what the clock of a series shows."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import pytest

from projects import meters
from projects.models import Calibration
from projects.use_cases.calibrate_meter import calibrate_meter
from tests.factories import projects as made
from tests.factories.projects import NOW
from tests.projects import series as exports
from tests.projects.web.readers import Reader, text
from verifier.errors import Unfit
from verifier.people.roles import Role

BERLIN = ZoneInfo("Europe/Berlin")


def utc(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)


class TestMoments:
    @pytest.mark.parametrize(
        ("shown", "found"),
        [
            ("2026-10-25 01:59", [utc(2026, 10, 24, 23, 59)]),
            ("2026-10-25 02:00", [utc(2026, 10, 25, 0), utc(2026, 10, 25, 1)]),
            ("2026-10-25 02:00+02:00", [utc(2026, 10, 25, 0)]),
            ("2026-10-25 02:00+01:00", [utc(2026, 10, 25, 1)]),
            ("2026-10-25 02:00+08:00", []),
            ("2026-10-25 03:00", [utc(2026, 10, 25, 2)]),
            ("2026-03-29 02:30", []),
            ("2026-03-29 02:30+01:00", []),
            ("2026-03-29 03:00", [utc(2026, 3, 29, 1)]),
        ],
    )
    def test_are_all_at_which_the_clock_shows_it(self, shown: str, found: list[datetime]) -> None:
        assert meters.moments(datetime.fromisoformat(shown), BERLIN) == found

    @pytest.mark.parametrize("at", [utc(2026, 10, 25, 0), utc(2026, 10, 25, 1), utc(2026, 3, 29, 1)])
    def test_are_found_again_by_what_the_clock_shows(self, at: datetime) -> None:
        assert meters.moments(datetime.fromisoformat(meters.clock(at, BERLIN)), BERLIN) == [at]
        assert ("+" in meters.clock(at, BERLIN)) is (at.month == 10)


@pytest.mark.django_db
class TestCalibrateMeter:
    @pytest.mark.parametrize(
        ("valid_from", "valid_until"),
        [(date(2026, 1, 1), date(9999, 12, 31)), (date(1, 1, 1), date(2026, 12, 31))],
    )
    def test_is_refused_for_days_at_the_edge_of_the_calendar(self, valid_from: date, valid_until: date) -> None:
        case = made.staffed(scheme="vcs")
        with pytest.raises(Unfit) as no:
            calibrated(case, "A", valid_from, valid_until)
        assert set(no.value.fields) <= {"valid_from", "valid_until"}
        assert not Calibration.objects.exists()


@pytest.mark.django_db
class TestSubstitutionForm:
    @pytest.fixture
    def case(self) -> made.Case:
        return made.staffed(scheme="vcs", period_until=date(2026, 10, 31))

    def lay(self, case: made.Case, begins: datetime, **said: Any) -> tuple[Any, list[tuple[datetime, datetime]]]:
        """A layer over half hours by the clock of Berlin; the page and what came of it."""
        rows = [begins + timedelta(minutes=30 * n) for n in range(16)]
        content = [f"{at.astimezone(BERLIN):%Y-%m-%d %H:%M},A,{7 + n % 5}" for n, at in enumerate(rows)]
        export = "\n".join(["Time,Meter,Energy (kWh)", *content, ""]).encode()
        series = made.measured(case, exports.sent(case, export, zone="Europe/Berlin"))
        said = {"meter": "A", "method": "zero", "rule": "7.3", "reason": "It stood still."} | said
        page = Reader(case[Role.LEAD]).do("substitutions", series.pk, **said)
        return page, list(series.substitutions.values_list("starts_at", "ends_at"))

    def test_asks_for_the_offset_of_a_time_that_the_clock_shows_twice(self, case: made.Case) -> None:
        said = {"starts_at": "2026-10-25 02:00", "ends_at": "2026-10-25 03:00"}
        page, layers = self.lay(case, utc(2026, 10, 24, 22), **said)
        assert page.status_code == 422
        assert "2026-10-25 02:00+02:00 / 2026-10-25 02:00+01:00" in text(page)
        assert not layers

    def test_takes_it_with_its_offset_and_shows_it_so(self, case: made.Case) -> None:
        said = {"starts_at": "2026-10-25 02:00+02:00", "ends_at": "2026-10-25 02:00+01:00"}
        page, layers = self.lay(case, utc(2026, 10, 24, 22), **said)
        assert layers == [(utc(2026, 10, 25, 0), utc(2026, 10, 25, 1))]
        shown = text(Reader(case[Role.LEAD]).client.get(page.url))
        assert "2026-10-25 02:00+02:00 – 2026-10-25 02:00+01:00" in shown

    def test_refuses_a_time_that_the_clock_leaps_over(self, case: made.Case) -> None:
        said = {"starts_at": "2026-03-29 02:30", "ends_at": "2026-03-29 04:00"}
        page, layers = self.lay(case, utc(2026, 3, 28, 22), **said)
        assert page.status_code == 422
        assert "never shows this time" in text(page)
        assert not layers

    @pytest.mark.parametrize("typed", ["0001-01-01 00:00", "9999-12-31 23:59-14:00", "2026-10-25 02:00+99:00"])
    def test_refuses_what_is_no_time(self, case: made.Case, typed: str) -> None:
        page, layers = self.lay(case, utc(2026, 10, 24, 22), starts_at=typed, ends_at="2026-10-25 03:00")
        assert page.status_code == 422
        assert not layers

    def test_says_that_the_client_reads_the_reason(self, case: made.Case) -> None:
        series = made.measured(case, exports.sent(case))
        assert "The client reads it." in text(Reader(case[Role.LEAD]).see("substitutions", series.pk))

    def test_is_filled_in_to_the_end_of_the_series_by_a_lapse_in_the_hour_that_comes_twice(
        self, case: made.Case
    ) -> None:
        said = {"starts_at": "2026-10-25 00:00", "ends_at": "2026-10-25 00:30"}
        self.lay(case, utc(2026, 10, 24, 17, 30), **said)  # until 01:30 UTC, the second 02:30
        calibrated(case, "A", date(2020, 1, 1), date(2021, 1, 1))
        series = case.engagement.evidence.get().readings.get()
        (lapse,) = meters.lapses(series)
        filled = {name: value for name, (value,) in parse_qs(lapse.query).items()}
        answer = Reader(case[Role.LEAD]).do("substitutions", series.pk, **filled, reason="It ran out.")
        assert answer.status_code == 302
        assert series.substitutions.latest("id").ends_at == series.last_at == utc(2026, 10, 25, 1, 30)


def calibrated(case: made.Case, serial: str, valid_from: date, valid_until: date) -> None:
    calibrate_meter(
        engagement_id=case.engagement.pk,
        serial=serial,
        certificate="C-1",
        valid_from=valid_from,
        valid_until=valid_until,
        error_percent=Decimal("0.2"),
        by=case[Role.LEAD],
        at=NOW,
    )
