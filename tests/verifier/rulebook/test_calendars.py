"""Working days by country."""

from datetime import date

import pytest

from verifier.rulebook.calendars import CHINA, Calendar, Override

# A day off that nobody announced, and a Saturday that a made-up announcement makes a working day.
MADE_UP = Calendar(
    "CN",
    announced_until=2026,
    overrides=(
        Override(date(2026, 7, 21), working=False, source="Announcement 1"),
        Override(date(2026, 7, 25), working=True, source="Announcement 1"),
    ),
)


class TestCalendar:
    @pytest.mark.parametrize(
        ("day", "working"),
        [
            (date(2026, 7, 17), True),  # a Friday
            (date(2026, 7, 18), False),
            (date(2026, 7, 19), False),
            (date(2026, 10, 1), False),  # National Day
            (date(2026, 10, 9), True),
            (date(2026, 9, 25), False),  # Mid-Autumn
        ],
    )
    def test_has_the_working_days_of_china(self, day: date, *, working: bool) -> None:
        assert CHINA.is_working(day) is working

    @pytest.mark.parametrize("day", [date(2026, 9, 20), date(2026, 10, 10)])
    def test_counts_weekend_days_worked_in_exchange_only_when_asked(self, day: date) -> None:
        assert not CHINA.is_working(day)
        assert CHINA.is_working(day, worked_weekends=True)

    def test_works_on_no_other_weekend(self) -> None:
        assert not CHINA.is_working(date(2026, 7, 18), worked_weekends=True)

    @pytest.mark.parametrize("asked", [True, False])
    def test_believes_its_overrides_first(self, *, asked: bool) -> None:
        assert not MADE_UP.is_working(date(2026, 7, 21), worked_weekends=asked)
        assert MADE_UP.is_working(date(2026, 7, 25), worked_weekends=asked)
        assert MADE_UP.is_working(date(2026, 7, 22), worked_weekends=asked)
        assert CHINA.is_working(date(2026, 7, 21))

    def test_is_provisional_for_years_that_are_not_announced(self) -> None:
        assert not CHINA.is_provisional(date(2026, 12, 31))
        assert CHINA.is_provisional(date(2027, 1, 1))
        assert not Calendar("GB").is_provisional(date(2040, 1, 1))

    def test_knows_other_countries(self) -> None:
        boxing_day = date(2025, 12, 26)
        assert not Calendar("GB").is_working(boxing_day)
        assert CHINA.is_working(boxing_day)
