"""When something is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.rulebook.calendars import CHINA, Calendar, Override
from verifier.rulebook.deadlines import Count, Deadline, Due, Pause, Trigger, Unit, Yearly, due, due_dates, trigger_days
from verifier.rulebook.fieldwork import FieldWork, Visit
from verifier.rulebook.figures import Sureness
from verifier.rulebook.wording import Text


def days(number: int, *, inclusive: bool = False) -> Count:
    return Count(number=number, unit=Unit.DAYS, inclusive=inclusive)


def working(number: int, *, inclusive: bool = False, calendar: Calendar = CHINA) -> Count:
    return Count(number=number, unit=Unit.WORKING_DAYS, inclusive=inclusive, calendar=calendar)


def months(number: int, *, inclusive: bool = False) -> Count:
    return Count(number=number, unit=Unit.MONTHS, inclusive=inclusive)


def years(number: int) -> Count:
    return Count(number=number, unit=Unit.YEARS)


NOTICE = working(20, inclusive=True)
STARTED = date(2026, 7, 17)


class TestDue:
    def test_counts_a_notice_with_its_first_and_last_day(self) -> None:
        assert due(STARTED, NOTICE) == Due(date(2026, 8, 13))

    def test_counts_a_registration_from_the_day_after(self) -> None:
        found = due(date(2026, 9, 1), working(15))
        assert found == Due(date(2026, 9, 22), on_worked_weekends=date(2026, 9, 21))

    def test_counts_a_hundred_days_from_the_day_after(self) -> None:
        assert due(STARTED, days(100)) == Due(date(2026, 10, 25))

    def test_counts_the_first_day_or_not(self) -> None:
        assert due(STARTED, days(1, inclusive=True)).on == STARTED
        assert due(STARTED, days(1)).on == date(2026, 7, 18)
        assert due(STARTED, working(1)).on == date(2026, 7, 20)
        assert due(date(2026, 7, 18), working(1, inclusive=True)).on == date(2026, 7, 20)

    def test_goes_back_by_years(self) -> None:
        assert due(date(2026, 10, 10), years(-5)) == Due(date(2021, 10, 10))
        assert due(date(2024, 2, 29), years(-1)).on == date(2023, 2, 28)
        assert due(date(2026, 3, 31), months(-1)).on == date(2026, 2, 28)

    def test_goes_forward_by_months_to_a_day_there_is(self) -> None:
        assert due(date(2026, 1, 31), months(1)).on == date(2026, 2, 28)
        assert due(date(2026, 1, 1), months(12, inclusive=True)).on == date(2026, 12, 31)
        assert due(date(2024, 2, 29), years(1)).on == date(2025, 2, 28)

    def test_is_a_fixed_day_of_a_following_year(self) -> None:
        for trigger in (date(2027, 1, 1), date(2027, 12, 31)):
            assert due(trigger, Yearly(month=4, day=15)) == Due(date(2028, 4, 15))
        assert due(date(2027, 6, 1), Yearly(month=9, day=30, years=0)).on == date(2027, 9, 30)

    def test_rolls_forward_to_a_working_day(self) -> None:
        def rolled(number: int, calendar: Calendar = CHINA) -> Due:
            return due(STARTED, Count(number=number, unit=Unit.DAYS, roll_forward=True, calendar=calendar))

        assert rolled(1).on == date(2026, 7, 20)
        assert rolled(3).on == date(2026, 7, 20)
        assert rolled(4).on == date(2026, 7, 21)
        assert rolled(76) == Due(date(2026, 10, 8))  # from 1 October, the first of seven days off
        off = Calendar("CN", overrides=(Override(date(2026, 7, 20), working=False, source="Announcement 1"),))
        assert rolled(1, off).on == date(2026, 7, 21)

    def test_rolls_months_forward_too(self) -> None:
        way = Count(number=3, unit=Unit.MONTHS, roll_forward=True, calendar=CHINA)
        assert due(date(2026, 7, 4), way) == Due(date(2026, 10, 8))
        # 10 October is a Saturday worked in exchange.
        assert due(date(2026, 7, 10), way) == Due(date(2026, 10, 12), on_worked_weekends=date(2026, 10, 10))

    def test_is_provisional_beyond_the_holidays_announced(self) -> None:
        assert due(date(2026, 12, 20), working(20)).provisional
        assert not due(date(2026, 12, 1), working(20)).provisional
        assert due(date(2027, 3, 1), working(1)).provisional
        assert not due(date(2026, 12, 20), days(100)).provisional

    def test_counts_by_the_overrides_of_a_calendar(self) -> None:
        calendar = Calendar("CN", overrides=(Override(date(2026, 7, 21), working=False, source="Announcement 1"),))
        assert due(STARTED, working(20, inclusive=True, calendar=calendar)).on == date(2026, 8, 14)

    def test_waits_for_a_pause(self) -> None:
        pause = Pause(date(2026, 8, 1), date(2026, 8, 10))
        assert due(STARTED, days(100), [pause]).on == date(2026, 11, 4)
        assert due(STARTED, NOTICE, [pause]).on == date(2026, 8, 21)  # six of the ten days are working days
        assert due(STARTED, days(10), [pause]).on == date(2026, 7, 27)
        assert due(STARTED, months(1), [pause]).on == date(2026, 8, 27)

    def test_counts_a_day_under_two_pauses_once(self) -> None:
        one, other = Pause(date(2026, 8, 1), date(2026, 8, 10)), Pause(date(2026, 8, 5), date(2026, 8, 12))
        assert due(STARTED, days(100), [one, other]) == due(STARTED, days(100), [Pause(one.since, other.until)])

    def test_moves_on_when_it_is_pushed_into_another_pause(self) -> None:
        pauses = [Pause(date(2026, 8, 1), date(2026, 8, 10)), Pause(date(2026, 8, 20), date(2026, 8, 29))]
        assert due(STARTED, months(1), pauses).on == date(2026, 9, 6)

    def test_begins_after_a_pause_that_holds_the_first_day(self) -> None:
        pause = Pause(date(2026, 7, 10), date(2026, 7, 19))
        assert due(STARTED, days(1, inclusive=True), [pause]).on == date(2026, 7, 20)

    def test_begins_after_it_in_months_too_on_whatever_day_of_it(self) -> None:
        pause = Pause(date(2026, 1, 25), date(2026, 2, 5))
        for day in range(25, 32):
            assert due(date(2026, 1, day), months(1), [pause]).on == date(2026, 3, 5)
            assert due(date(2026, 1, day), months(1, inclusive=True), [pause]).on == date(2026, 3, 5)
        assert due(date(2026, 1, 31), months(-1), [pause]).on == date(2025, 12, 31)

    @pytest.mark.parametrize("unit", [Unit.WORKING_DAYS, Unit.DAYS])
    def test_needs_a_calendar_for_working_days(self, unit: Unit) -> None:
        with pytest.raises(ValueError, match="calendar"):
            Count(number=1, unit=unit, roll_forward=unit is Unit.DAYS)

    @pytest.mark.parametrize("number", [0, -5])
    def test_counts_one_day_or_more(self, number: int) -> None:
        with pytest.raises(ValueError, match="one or more"):
            days(number)


DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2027, 6, 30))
NUMBERS = st.integers(min_value=1, max_value=60)
FLAGS = st.booleans()


@st.composite
def counted(draw: st.DrawFn) -> Count:
    return Count(
        number=draw(NUMBERS),
        unit=draw(st.sampled_from(Unit)),
        inclusive=draw(FLAGS),
        roll_forward=draw(FLAGS),
        calendar=CHINA,
    )


@st.composite
def pauses(draw: st.DrawFn) -> list[Pause]:
    return [
        Pause(since, since + timedelta(days=draw(st.integers(min_value=0, max_value=40))))
        for since in draw(st.lists(DAYS, max_size=3))
    ]


class TestProperties:
    @given(DAYS, DAYS, counted())
    def test_a_later_trigger_is_never_due_earlier(self, one: date, other: date, way: Count) -> None:
        assert due(min(one, other), way).on <= due(max(one, other), way).on

    @given(DAYS, DAYS, counted(), pauses())
    def test_nor_is_it_with_pauses(self, one: date, other: date, way: Count, paused: list[Pause]) -> None:
        assert due(min(one, other), way, paused).on <= due(max(one, other), way, paused).on

    @given(DAYS, counted(), NUMBERS, pauses())
    def test_a_longer_time_is_never_due_earlier(
        self, trigger: date, way: Count, more: int, paused: list[Pause]
    ) -> None:
        longer = Count(
            number=way.number + more,
            unit=way.unit,
            inclusive=way.inclusive,
            roll_forward=way.roll_forward,
            calendar=way.calendar,
        )
        assert due(trigger, way, paused).on <= due(trigger, longer, paused).on

    @given(DAYS, counted(), pauses(), DAYS)
    def test_a_pause_never_makes_it_earlier(self, trigger: date, way: Count, paused: list[Pause], since: date) -> None:
        further = [*paused, Pause(since, since + timedelta(days=9))]
        assert due(trigger, way, paused).on <= due(trigger, way, further).on

    @given(DAYS, NUMBERS)
    def test_the_first_day_counted_saves_one(self, trigger: date, number: int) -> None:
        assert due(trigger, days(number)).on - due(trigger, days(number, inclusive=True)).on == timedelta(days=1)

    @given(DAYS, NUMBERS, FLAGS)
    def test_working_days_end_on_one(self, trigger: date, number: int, inclusive: bool) -> None:
        found = due(trigger, working(number, inclusive=inclusive))
        assert CHINA.is_working(found.on)
        assert found.on_worked_weekends is None or found.on_worked_weekends < found.on


def deadline(trigger: Trigger) -> Deadline:
    said = Text("words", "文字")
    return Deadline(code="one", title=said, trigger=trigger, way=days(30), clause="Art. 1", sure=Sureness.READ)


class TestDueDates:
    def test_leave_open_what_a_case_does_not_know(self) -> None:
        asked = [deadline(Trigger.PERIOD_END), deadline(Trigger.ISSUE)]
        found = list(due_dates(asked, {Trigger.PERIOD_END: date(2026, 6, 30)}))
        assert [one.due for one in found] == [Due(date(2026, 7, 30)), None]

    def test_run_from_the_days_of_the_case(self) -> None:
        visits = tuple(Visit(on=date(2026, 8, day), kind="physical", persons=2) for day in (20, 21, 19))
        work = FieldWork(visits=visits, notice_from=STARTED)
        assert trigger_days(date(2026, 6, 30), work) == {
            Trigger.PERIOD_END: date(2026, 6, 30),
            Trigger.NOTICE_START: STARTED,
            Trigger.VISIT_END: date(2026, 8, 21),
        }
