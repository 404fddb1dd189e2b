from datetime import UTC, date, datetime, timedelta, timezone

import polars as pl
import pytest

from projects.monitoring.series import Unreadable
from projects.monitoring.stamps import Times, moments

PLUS_8 = timezone(timedelta(hours=8))


def of(times: list[str], *, zone: str = "UTC", meter: str = "m") -> Times:
    frame = pl.DataFrame({"row": range(2, len(times) + 2), "meter": [meter] * len(times), "day": times, "clock": times})
    return moments(frame, zone=zone, offset=None)


def half_day(day: date) -> list[str]:
    """Hourly labels of half a day on a 12-hour clock: 12, 1, 2 ... 11."""
    return [f"{day} {hour or 12}:00" for hour in range(12)]


class TestMoments:
    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("2024-03-05 18:10", datetime(2024, 3, 5, 18, 10, tzinfo=UTC)),
            ("2024/3/5 18:10:30", datetime(2024, 3, 5, 18, 10, 30, tzinfo=UTC)),
            ("2024年3月5日 18时10分", datetime(2024, 3, 5, 18, 10, tzinfo=UTC)),
            ("2024-03-05 下午6:10", datetime(2024, 3, 5, 18, 10, tzinfo=UTC)),
            ("2024-03-05 12:10 AM", datetime(2024, 3, 5, 0, 10, tzinfo=UTC)),
            ("2024-03-05 12:10 p.m.", datetime(2024, 3, 5, 12, 10, tzinfo=UTC)),
            ("2024-03-05T18:10:00.000+08:00", datetime(2024, 3, 5, 18, 10, tzinfo=PLUS_8)),
            ("2024-03-05T18:10:00-0330", datetime(2024, 3, 5, 21, 40, tzinfo=UTC)),
            ("2024-03-05T18:10Z", datetime(2024, 3, 5, 18, 10, tzinfo=UTC)),
            ("2024-03-05 24:00", datetime(2024, 3, 6, 0, 0, tzinfo=UTC)),
            ("25.03.2024 18:10", datetime(2024, 3, 25, 18, 10, tzinfo=UTC)),
            ("03/25/2024 18:10", datetime(2024, 3, 25, 18, 10, tzinfo=UTC)),
        ],
    )
    def test_read_what_was_written(self, written: str, expected: datetime) -> None:
        assert of([written]).frame["at"].to_list() == [expected]

    @pytest.mark.parametrize(
        "written", ["2024-02-30 00:00", "2024-01-01 24:10", "2024-01-01 12:60", "9999-12-31 23:00", "Total", ""]
    )
    def test_are_none_where_there_is_no_such_time(self, written: str) -> None:
        assert of([written]).frame["at"].to_list() == [None]

    def test_let_unbroken_days_decide_between_day_and_month(self) -> None:
        found = of(["01/02/2024 00:00", "02/02/2024 00:00", "03/02/2024 00:00"]).frame["at"]

        assert found.to_list() == [datetime(2024, 2, day, tzinfo=UTC) for day in (1, 2, 3)]


class TestZone:
    def test_puts_the_second_of_a_repeated_label_later(self) -> None:
        times = of(
            ["2021-10-31 01:00", "2021-10-31 01:30", "2021-10-31 01:00", "2021-10-31 01:30"], zone="Europe/London"
        )

        assert times.frame["at"].to_list() == [
            datetime(2021, 10, 31, hour, minute, tzinfo=UTC) for hour in (0, 1) for minute in (0, 30)
        ]
        assert times.repeated == (2, 3, 4, 5)

    def test_leaves_out_an_hour_that_never_was(self) -> None:
        assert of(["2021-03-28 01:30"], zone="Europe/London").frame["at"].to_list() == [None]


class TestHalfClock:
    def test_is_unfolded_by_the_order_of_rows(self) -> None:
        day = date(2024, 5, 1)

        times = of(half_day(day) + half_day(day))

        assert times.frame["at"].to_list() == [datetime(2024, 5, 1, hour, tzinfo=UTC) for hour in range(24)]
        assert times.afternoon == tuple(range(14, 26))

    def test_joins_a_half_day_to_the_day_beside_it(self) -> None:
        first, second, third = (date(2024, 5, day) for day in (1, 2, 3))

        times = of(half_day(first) + half_day(second) * 2 + half_day(third))

        expected = [datetime(2024, 5, 1, 12, tzinfo=UTC) + timedelta(hours=n) for n in range(48)]
        assert times.frame["at"].to_list() == expected

    def test_is_refused_where_a_half_day_stands_alone(self) -> None:
        with pytest.raises(Unreadable) as caught:
            of(half_day(date(2024, 5, 1)) * 2 + half_day(date(2024, 5, 4)))
        assert caught.value.code == "half-clock"
        assert "2024-05-04" in caught.value.message.en

    def test_is_refused_where_the_rows_turn_back_twice(self) -> None:
        with pytest.raises(Unreadable):
            of(half_day(date(2024, 5, 1)) * 3)

    def test_is_not_seen_in_an_ordinary_morning(self) -> None:
        times = of([f"2024-05-01 {hour:02}:00" for hour in range(1, 13)])

        assert times.afternoon is None
        assert times.frame["at"].to_list()[-1] == datetime(2024, 5, 1, 12, tzinfo=UTC)
