from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from projects.monitoring.checking import check
from projects.monitoring.reading import read
from projects.monitoring.series import Reading, Signal, totals

Made = Callable[[list[tuple[str, str, str]]], Reading]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A reading of rows (meter, time on 2024-05-01 or day and time, mean kW)."""

    def make(rows: list[tuple[str, str, str]]) -> Reading:
        path = tmp_path / "meter.csv"
        lines = (f"{meter},{at if ' ' in at else f'2024-05-01 {at}'},{power}" for meter, at, power in rows)
        path.write_text("\n".join(("Meter,Time,Power (kW)", *lines)) + "\n")
        return read(path, name=path.name)

    return make


def day(
    meter: str = "A", *, but: dict[int, str] | None = None, without: tuple[int, ...] = ()
) -> list[tuple[str, str, str]]:
    """Hourly rows of one day with values that differ, except where told otherwise."""
    values = {hour: str(100 + hour) for hour in range(24)} | (but or {})
    return [(meter, f"{hour:02}:00", value) for hour, value in values.items() if hour not in without]


def signals(
    reading: Reading, *, nameplate_kw: Decimal | None = None, technology: str | None = None
) -> dict[str, Signal]:
    found = check(reading, nameplate_kw=nameplate_kw, technology=technology)
    assert all(signal.message.en and signal.message.zh for signal in found)
    assert all(signal.basis.en and signal.basis.zh for signal in found)
    return {signal.code: signal for signal in found}


class TestCheck:
    def test_says_only_how_times_were_taken_of_a_sound_series(self, made: Made) -> None:
        found = signals(made(day()), nameplate_kw=Decimal(200))

        assert list(found) == ["stamp", "benford-unfit"]
        assert {one.severity for one in found.values()} == {"info"}
        assert "bounded by its power" in found["benford-unfit"].message.en

    def test_counts_intervals_without_a_row_within_and_at_either_end(self, made: Made) -> None:
        rows = day("A") + day("B", without=(0, 5, 6, 22, 23))

        gap = signals(made(rows))["gap"]

        assert (gap.count, gap.severity) == (5, "major")
        assert gap.rows == (26, 30, 44)
        assert "48" in gap.message.en

    def test_keeps_the_first_of_equal_rows_and_reports_the_other(self, made: Made) -> None:
        reading = made([*day(), ("A", "03:00", "103.0")])

        assert (signals(reading)["duplicate"].rows, signals(reading)["duplicate"].severity) == ((26,), "minor")
        assert "conflict" not in signals(reading)
        assert totals(reading) == totals(made(day()))

    def test_takes_another_value_for_the_same_time_gravely(self, made: Made) -> None:
        reading = made([*day(), ("A", "03:00", "900")])

        assert (signals(reading)["conflict"].rows, signals(reading)["conflict"].severity) == ((26,), "major")
        assert totals(reading) == totals(made(day()))

    def test_names_rows_out_of_order(self, made: Made) -> None:
        rows = day()
        rows[4], rows[5] = rows[5], rows[4]

        assert signals(made(rows))["order"].rows == (7,)

    def test_keeps_meters_apart_when_it_looks_at_the_order(self, made: Made) -> None:
        assert "order" not in signals(made(day("A") + day("B")))

    def test_counts_blanks_and_words_as_missing_and_fills_nothing_in(self, made: Made) -> None:
        reading = made(day(but={4: "", 9: "n/a"}))

        assert (signals(reading)["missing"].rows, signals(reading)["missing"].severity) == ((6, 11), "major")
        assert totals(reading)[0].exported_mwh == Decimal(sum(range(100, 124)) - 104 - 109) / 1000

    def test_calls_little_missing_minor(self, made: Made) -> None:
        rows = [row for meter in "ABCDE" for row in day(meter)]

        assert signals(made([*rows[:-1], (*rows[-1][:2], "")]))["missing"].severity == "minor"

    def test_counts_negative_power_as_import(self, made: Made) -> None:
        reading = made(day(but={2: "-50"}))

        assert signals(reading)["negative"].rows == (4,)
        assert totals(reading)[0].imported_mwh == Decimal("0.05")

    def test_sees_a_flatline_of_more_than_six_hours(self, made: Made) -> None:
        six, seven = (signals(made(day(but=dict.fromkeys(range(8, end), "55")))) for end in (14, 15))

        assert "flat" not in six
        assert (seven["flat"].count, seven["flat"].rows) == (7, (10,))

    def test_lets_a_gap_or_another_meter_break_a_flatline(self, made: Made) -> None:
        flat = dict.fromkeys(range(8, 16), "55")
        across = day("A", but=dict.fromkeys(range(20, 24), "55")) + day("B", but=dict.fromkeys(range(4), "55"))

        assert "flat" not in signals(made(day(but=flat, without=(12,))))
        assert "flat" not in signals(made(across))

    def test_does_not_call_standing_still_at_zero_a_flatline(self, made: Made) -> None:
        assert "flat" not in signals(made(day(but=dict.fromkeys(range(24), "0"))))

    def test_sees_the_same_value_four_times_or_more(self, made: Made) -> None:
        three, four = (signals(made(day(but=dict.fromkeys(range(8, end), "55")))) for end in (11, 12))

        assert "repeat" not in three
        assert (four["repeat"].count, four["repeat"].rows, four["repeat"].severity) == (4, (10,), "info")

    def test_says_of_one_run_either_that_it_repeats_or_that_it_is_flat(self, made: Made) -> None:
        found = signals(made(day(but=dict.fromkeys(range(8, 16), "55"))))

        assert "flat" in found
        assert "repeat" not in found

    def test_does_not_call_zero_a_repeat(self, made: Made) -> None:
        assert "repeat" not in signals(made(day(but=dict.fromkeys(range(8, 12), "0"))))

    def test_sees_round_numbers_beyond_three_standard_deviations(self, made: Made) -> None:
        # Of 24 readings 4.8 end in 0 or 5 by chance; sqrt(24 x 0.2 x 0.8) is 1.96, and three of these 5.88.
        ten, eleven = (
            signals(made(day(but={hour: f"{hour}.{5 if hour < round_ones else 3}" for hour in range(24)})))
            for round_ones in (10, 11)
        )

        assert "round" not in ten
        assert (eleven["round"].count, eleven["round"].severity) == (11, "info")
        assert "z = 3.2" in eleven["round"].message.en

    def test_does_not_take_powers_of_ten_or_nought_for_last_digits(self, made: Made) -> None:
        assert "round" not in signals(made(day(but={hour: f"1.{hour:02}1E5" for hour in range(24)})))
        assert "round" not in signals(made(day(but=dict.fromkeys(range(12), "0"))))

    def test_sees_a_jump_but_not_across_a_gap(self, made: Made) -> None:
        assert "jump" not in signals(made(day(but={9: "360"})))
        assert signals(made(day(but={9: "600"})))["jump"].rows == (11, 12)
        assert "jump" not in signals(made(day(but={9: "600"}, without=(8, 10))))

    def test_keeps_meters_apart_when_it_looks_for_jumps(self, made: Made) -> None:
        rows = day("A") + [("B", at, str(int(power) * 1000)) for _, at, power in day("B")]

        assert "jump" not in signals(made(rows))

    def test_sees_solar_power_at_night_only_where_it_is_told_that_it_is_solar(self, made: Made) -> None:
        dark = dict.fromkeys((*range(5), 22, 23), "0")
        reading = made(day(but=dark | {2: "0.1", 3: "0.2", 22: "0.3", 23: "0.4"}))

        assert "night" not in signals(reading)
        assert "night" not in signals(reading, technology="wind")
        assert signals(reading, technology="solar")["night"].rows == (4, 25)

    def test_sees_a_clock_that_repeats_an_hour_without_a_reason(self, made: Made) -> None:
        times = [f"{hour:02}:{minute:02}" for hour in range(6) for minute in (0, 30)]
        rows = [("A", at, str(n + 11)) for n, at in enumerate([*times[:6], *times[4:]])]

        found = signals(made(rows))

        assert (found["clock-shift"].rows, found["clock-shift"].severity) == ((8,), "major")
        assert "clock-shift" not in signals(made([("A", at, str(n + 11)) for n, at in enumerate(times)]))

    @pytest.mark.parametrize(("power", "severity"), [("204", "minor"), ("205", "major"), ("-205", "major")])
    def test_weighs_power_beyond_the_nameplate(self, made: Made, power: str, severity: str) -> None:
        found = signals(made(day(but={5: power})), nameplate_kw=Decimal(200))

        assert (found["nameplate"].rows, found["nameplate"].severity) == ((7,), severity)

    def test_shows_no_more_rows_than_a_chart_marks_but_counts_them_all(self, made: Made) -> None:
        rows = [row for number in range(10) for row in day(f"M{number}", but=dict.fromkeys(range(24), "-1"))]

        found = signals(made(rows))["negative"]

        assert (found.count, found.rows) == (240, tuple(range(2, 202)))


class TestStamp:
    @pytest.mark.parametrize("midnight", ["24:00", "2024-05-02 00:00"])
    def test_is_the_end_where_the_series_runs_up_to_midnight(self, made: Made, midnight: str) -> None:
        reading = made([*(("A", f"{hour:02}:00", str(hour)) for hour in range(1, 24)), ("A", midnight, "24")])

        assert reading.frame["ends_at"].dt.to_string("%d %H:%M").to_list()[::23] == ["01 01:00", "02 00:00"]
        assert signals(reading)["stamp"].severity == "info"

    def test_is_the_start_where_nothing_tells_and_says_so(self, made: Made) -> None:
        reading = made([("A", f"{hour:02}:00", str(hour)) for hour in range(3, 9)])

        assert reading.frame["ends_at"].dt.hour().to_list() == [4, 5, 6, 7, 8, 9]
        assert signals(reading)["stamp"].severity == "minor"
        assert "assumed" in signals(reading)["stamp"].message.en

    def test_is_what_the_heading_says(self, tmp_path: Path) -> None:
        path = tmp_path / "meter.csv"
        path.write_text("截止时间,电量(kWh)\n" + "".join(f"2024-05-01 {hour:02}:00,1\n" for hour in range(24)))

        reading = read(path, name=path.name)

        assert reading.frame["ends_at"].dt.hour().to_list() == list(range(24))
