"""Whole files as common systems write them, and ways of writing times, units and multipliers that they have."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from projects.monitoring.checking import check
from projects.monitoring.profile import NOTHING_SAID, Profile
from projects.monitoring.reading import read
from projects.monitoring.series import Reading, Unreadable, by_meter

EXPORTS = Path(__file__).parent / "exports"
CHINA, BRITAIN, GERMANY, TEXAS = "Asia/Shanghai", "Europe/London", "Europe/Berlin", "America/Chicago"
SUN = sum(0 if not 24 <= n < 76 else round(1000 * (1 - ((n / 4 - 12.5) / 6.5) ** 2)) + n % 7 for n in range(96))

Reads = Callable[..., Reading]


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    def reading(text: str, *, zone: str = "UTC", encoding: str = "utf-8", profile: Profile = NOTHING_SAID) -> Reading:
        path = tmp_path / "export.csv"
        path.write_bytes(text.encode(encoding))
        return read(path, name=path.name, zone=zone, profile=profile)

    return reading


def of(name: str, zone: str) -> Reading:
    return read(EXPORTS / name, name=name, zone=zone)


def sums(reading: Reading) -> dict[str, tuple[Decimal, Decimal]]:
    return {total.meter: (total.exported_mwh, total.imported_mwh) for total in by_meter(reading)}


def codes(reading: Reading) -> set[str]:
    return {one.code for one in check(reading)}


def refusal(reads: Reads, text: str) -> str:
    with pytest.raises(Unreadable) as caught:
        reads(text)
    assert caught.value.message.zh
    assert caught.value.mend.zh
    return caught.value.code


class TestExport:
    def test_of_huawei_inverters_has_a_column_each_under_lines_of_title(self) -> None:
        reading = of("huawei-inverters.csv", CHINA)

        mwh = Decimal(SUN) / 10 / 4 / 1000
        assert sums(reading) == {"INV-01 有功功率": (mwh, 0), "INV-02 有功功率": (mwh / 2, 0)}
        assert (reading.header_row, reading.form.encoding, reading.interval) == (4, "gb18030", timedelta(minutes=15))

    def test_of_sungrow_inverters_has_a_row_per_device_and_time(self) -> None:
        reading = of("sungrow-inverters.csv", CHINA)

        first, second = sums(reading).values()
        assert list(sums(reading)) == ["1号逆变器 / A210001", "2号逆变器 / A210002"]
        assert first[0] * 2 == second[0] == Decimal("1.7306")

    def test_of_siemens_turbines_has_means_beside_their_extremes(self) -> None:
        reading = of("siemens-ten-minutes.csv", GERMANY)

        expected = sum(Decimal(500 + (n * 37) % 211) - Decimal("0.5") for n in range(144)) / 6 / 1000
        assert sums(reading)["WTG01 Active power avg"] == (expected.quantize(Decimal("1e-9")), 0)
        assert sums(reading)["WTG02 Active power avg"][1] == Decimal("0.01225")
        assert len(sums(reading)) == 2

    def test_of_state_grid_registers_is_multiplied_by_the_ratio_in_each_row(self) -> None:
        reading = of("state-grid-registers.csv", CHINA)

        assert sums(reading) == {
            "0312345678 / 正向有功总示数": (Decimal(48 * 35000) * Decimal("0.25") / 1000, 0),
            "0312345678 / 反向有功总示数": (0, Decimal(48 * 35000) * Decimal("0.01") / 1000),
            "0398765432 / 正向有功总示数": (Decimal(48 * 200) * Decimal("1.5") / 1000, 0),
            "0398765432 / 反向有功总示数": (0, Decimal(48 * 200) * Decimal("0.01") / 1000),
        }
        assert {"multiplier", "direction"} <= codes(reading)

    def test_of_enphase_is_in_watt_hours(self) -> None:
        assert sums(of("enphase.csv", TEXAS)) == {"enphase": (Decimal(SUN) / 10**6, 0)}

    def test_of_solaredge_is_in_watts_by_a_clock_of_twelve_hours(self) -> None:
        reading = of("solaredge.csv", TEXAS)

        assert sums(reading) == {"solaredge": (Decimal(SUN * 3) / 4 / 10**6, 0)}
        assert reading.form.half_clock

    def test_of_a_german_load_profile_is_grouped_by_points(self) -> None:
        reading = of("lastgang.csv", GERMANY)

        assert sums(reading) == {"lastgang": (sum(1200 + n * Decimal("0.25") for n in range(96)) / 4 / 1000, 0)}
        assert (reading.form.decimal_mark, reading.form.delimiter) == (",", ";")
        assert reading.frame["ends_at"][0] == datetime(2024, 5, 12, 22, 15, tzinfo=UTC)

    def test_of_american_hours_has_am_and_pm(self) -> None:
        reading = of("us-hourly.csv", TEXAS)

        assert sums(reading) == {"Sample Wind": (sum(1000 + n * 37 % 91 + Decimal("0.5") for n in range(48)), 0)}
        assert reading.frame["ends_at"][0] == datetime(2024, 5, 13, 6, tzinfo=UTC)


class TestSettlementPeriod:
    @pytest.mark.parametrize(("name", "last"), [("elexon-spring.csv", 46), ("elexon-autumn.csv", 50)])
    def test_counts_the_half_hours_as_they_pass(self, name: str, last: int) -> None:
        reading = of(name, BRITAIN)

        periods = [*range(1, 49), *range(1, last + 1)]
        assert sums(reading) == {"T_SAMP-1": (sum(10 + Decimal(period * 7 % 50) / 100 for period in periods), 0)}
        ends = reading.frame["ends_at"]
        assert ends.diff().drop_nulls().unique().to_list() == [timedelta(minutes=30)]
        assert ends[-1] - ends[0] == timedelta(minutes=30) * (47 + last)
        assert codes(reading) == {"stamp", "benford-unfit"}

    def test_beyond_the_days_own_has_no_time(self, reads: Reads) -> None:
        rows = "".join(f"2024-10-26,{period},{period % 7 + 1}\n" for period in range(1, 51))

        reading = reads("Settlement Date,Settlement Period,Energy (kWh)\n" + rows, zone=BRITAIN)

        assert next(one for one in reading.signals if one.code == "unplaced").rows == (50, 51)

    def test_of_part_of_a_day_tells_no_length(self, reads: Reads) -> None:
        assert refusal(reads, "Date,Period,Energy (kWh)\n2024-05-01,1,5\n2024-05-01,2,6\n") == "periods"

    def test_may_be_an_hour_ending_by_the_clock(self, reads: Reads) -> None:
        rows = "".join(f"2024-05-01,{hour:02}:00,{hour % 7 + 1}\n" for hour in range(1, 25))

        reading = reads("Date,Hour Ending,Energy (kWh)\n" + rows)

        assert reading.frame["ends_at"][0] == datetime(2024, 5, 1, 1, tzinfo=UTC)

    def test_may_begin_at_nought(self, reads: Reads) -> None:
        rows = "".join(f"2024-05-01,{hour},{hour % 7 + 1}\n" for hour in range(24))

        reading = reads("Date,Delivery Hour,Energy (kWh)\n" + rows)

        assert reading.frame["ends_at"].to_list()[::23] == [
            datetime(2024, 5, 1, 1, tzinfo=UTC),
            datetime(2024, 5, 2, tzinfo=UTC),
        ]


class TestLongDay:
    def test_has_a_column_that_other_days_leave_blank(self) -> None:
        reading = of("us-hours-ending.csv", TEXAS)

        assert sums(reading) == {"GEN1": (Decimal(300 + 325 + 300), 0)}
        assert reading.frame["ends_at"].diff().drop_nulls().unique().to_list() == [timedelta(hours=1)]
        assert codes(reading) == {"stamp", "benford-unfit"}

    def test_may_be_labelled_by_the_clock_twice(self, reads: Reads) -> None:
        labels = ["00:00", "01:00", "01:00b", *(f"{hour:02}:00" for hour in range(2, 24))]
        ordinary = ["1", "2", "", *(str(hour + 1) for hour in range(2, 24))]
        long = [str(n + 1) for n in range(25)]

        reading = reads(
            f"Unit: kWh\nDate,{','.join(labels)}\n2024-10-26,{','.join(ordinary)}\n2024-10-27,{','.join(long)}\n",
            zone=BRITAIN,
        )

        assert sums(reading) == {"export": (Decimal(300 + 325) / 1000, 0)}
        assert reading.frame["ends_at"].diff().drop_nulls().unique().to_list() == [timedelta(hours=1)]
        assert codes(reading) == {"stamp", "repeated-hour", "benford-unfit"}

    @pytest.mark.parametrize("columns", [25, 50, 100, 150, 300])
    def test_has_as_many_as_its_intervals(self, reads: Reads, columns: int) -> None:
        heads = ",".join(f"P{n}" for n in range(1, columns + 1))
        cells = ",".join(str(n % 9 + 1) for n in range(columns))

        reading = reads(f"Unit: kWh\nDate,{heads}\n2024-10-27,{cells}\n", zone=BRITAIN)

        assert reading.frame.height == columns
        assert reading.interval * columns == timedelta(hours=25)

    def test_loses_its_last_column_where_an_hour_is_skipped(self, reads: Reads) -> None:
        heads = ",".join(f"H{n}" for n in range(1, 26))
        cells = ",".join([*(str(n % 9 + 1) for n in range(23)), "", ""])

        reading = reads(f"Unit: kWh\nDate,{heads}\n2024-03-31,{cells}\n", zone=BRITAIN)

        assert reading.frame.height == 23
        assert codes(reading) == {"stamp", "benford-unfit"}


class TestMultiplier:
    def rows(self, heading: str) -> str:
        return f"时间,倍率,{heading}\n" + "".join(
            f"2024-05-01 {hour:02}:00,{100 if hour else 1},{hour % 5 + 1}\n" for hour in range(24)
        )

    def test_is_applied_to_power(self, reads: Reads) -> None:
        reading = reads(self.rows("有功功率(kW)"))

        assert sums(reading)["export"][0] == (sum(hour % 5 + 1 for hour in range(24)) * 100 - 99) / Decimal(1000)
        assert next(one for one in reading.signals if one.code == "multiplier").count == 23

    def test_is_not_applied_again_to_energy_that_has_it_counted_in(self, reads: Reads) -> None:
        reading = reads(self.rows("电量(kWh)"))

        assert sums(reading)["export"][0] == sum(hour % 5 + 1 for hour in range(24)) / Decimal(1000)
        assert "not applied" in next(one.message.en for one in reading.signals if one.code == "multiplier")

    def test_of_a_profile_overrules_the_column(self, reads: Reads) -> None:
        reading = reads(self.rows("有功功率(kW)"), profile=Profile(multiplier=Decimal(2)))

        assert sums(reading)["export"][0] == sum(hour % 5 + 1 for hour in range(24)) * 2 / Decimal(1000)

    def test_that_is_no_number_leaves_its_readings_missing(self, reads: Reads) -> None:
        reading = reads(self.rows("有功功率(kW)").replace("01:00,100", "01:00,?"))

        assert next(one for one in check(reading) if one.code == "missing").rows == (3,)


class TestUnitOfRow:
    def test_counts_for_its_row_also_in_utf_16_without_a_mark(self) -> None:
        reading = of("units-by-row.tsv", CHINA)

        assert sums(reading) == {"M1": (300, 0), "M2": (150, 0)}
        assert reading.form.encoding == "utf-16-le"
        assert next(one for one in reading.signals if one.code == "other-units").count == 24

    def test_may_be_of_power(self, reads: Reads) -> None:
        rows = "".join(f"2024-05-01 {hour:02}:00,{hour % 5 + 1},MW\n" for hour in range(24))

        reading = reads("Time,Value,Unit\n" + rows)

        assert reading.form.measures == "power"
        assert sums(reading)["export"][0] == sum(hour % 5 + 1 for hour in range(24))

    def test_is_refused_where_power_and_energy_stand_mixed(self, reads: Reads) -> None:
        assert refusal(reads, "Time,Value,Unit\n2024-05-01 00:00,1,kW\n2024-05-01 01:00,1,kWh\n") == "units"

    def test_is_refused_where_it_is_of_something_else(self, reads: Reads) -> None:
        assert refusal(reads, "Time,Value,Unit\n2024-05-01 00:00,1,m3\n2024-05-01 01:00,1,m3\n") == "no-unit"


class TestEncoding:
    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
    def test_may_be_utf_16_with_a_mark_or_without(self, reads: Reads, encoding: str) -> None:
        rows = "".join(f"2024-05-01 {hour:02}:00,{hour % 5 + 1}\n" for hour in range(24))

        reading = reads("统计时间,一号线有功功率（千瓦）\n" + rows, encoding=encoding)

        assert reading.form.encoding == encoding
        assert sums(reading)["export"][0] == sum(hour % 5 + 1 for hour in range(24)) / Decimal(1000)


class TestMass:
    def test_is_kept_as_tonnes_where_energy_has_megawatt_hours(self, reads: Reads) -> None:
        rows = "".join(f"2024-05-01 {hour:02}:00,{hour % 5 + 1}\n" for hour in range(24))

        in_kg, in_tonnes = (reads(f"Time,NH3 out ({unit})\n{rows}") for unit in ("kg", "t"))

        assert (in_kg.form.measures, in_kg.form.units) == ("mass", ("kg",))
        assert sums(in_kg)["export"][0] * 1000 == sums(in_tonnes)["export"][0] == sum(n % 5 + 1 for n in range(24))

    def test_does_not_count_beside_energy(self, reads: Reads) -> None:
        rows = "".join(f"2024-05-01 {hour:02}:00,{hour % 5 + 1},7\n" for hour in range(24))

        assert reads("Time,Power (kW),Steam (t)\n" + rows).form.units == ("kW",)

    def test_is_no_unit_outside_brackets(self, reads: Reads) -> None:
        assert refusal(reads, "Time,Turbine T\n2024-05-01 00:00,1\n2024-05-01 01:00,2\n") == "no-heading"
