"""Exports in the manner of SCADA systems, meter reading and settlement: how each lies, and what it comes to."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from projects.monitoring.profile import NOTHING_SAID, Profile
from projects.monitoring.reading import read
from projects.monitoring.series import Reading, Unreadable, by_meter, totals

Read = Callable[..., Reading]


@pytest.fixture
def reads(tmp_path: Path) -> Read:
    def reading(
        text: str, *, encoding: str = "utf-8", zone: str = "Asia/Shanghai", profile: Profile = NOTHING_SAID
    ) -> Reading:
        path = tmp_path / "export.csv"
        path.write_bytes(text.encode(encoding))
        return read(path, name=path.name, zone=zone, profile=profile)

    return reading


def hourly(*cells: str, sep: str = ",") -> str:
    """A day of hours with the same cells in each."""
    return "".join(sep.join((f"2024-05-01 {hour:02}:00", *cells)) + "\n" for hour in range(24))


def sums(reading: Reading) -> dict[str, tuple[Decimal, Decimal]]:
    return {total.meter: (total.exported_mwh, total.imported_mwh) for total in by_meter(reading)}


def refused(reads: Read, text: str, *, profile: Profile = NOTHING_SAID) -> str:
    with pytest.raises(Unreadable) as caught:
        reads(text, profile=profile)
    assert caught.value.message.zh
    assert caught.value.mend.zh
    return caught.value.code


class TestWide:
    def test_has_one_meter_to_a_column(self, reads: Read) -> None:
        reading = reads("Time,T01 Power (kW),T02 Power (MW)\n" + hourly("500", "2"))

        assert sums(reading) == {"T01 Power": (Decimal(12), Decimal(0)), "T02 Power": (Decimal(48), Decimal(0))}
        assert reading.form.layout == "wide"
        assert reading.form.units == ("kW", "MW")

    def test_keeps_the_source_row_of_every_cell(self, reads: Read) -> None:
        reading = reads("Time,T01 (kW),T02 (kW)\n" + hourly("5", "-"))

        assert reading.frame.filter(meter="T02")["row"].to_list() == list(range(2, 26))
        assert reading.frame.filter(meter="T02")["energy_kj"].null_count() == 24

    def test_takes_a_row_of_units_under_the_names(self, reads: Read) -> None:
        reading = reads("Timestamp;WTG01;WTG02;Wind\n;kW;kW;m/s\n" + hourly("1,5", "2,25", "7,1", sep=";"))

        assert sums(reading) == {"WTG01": (Decimal("0.036"), 0), "WTG02": (Decimal("0.054"), 0)}
        assert reading.form.header_rows == (1, 2)
        assert (reading.form.delimiter, reading.form.decimal_mark) == (";", ",")

    def test_takes_the_names_of_meters_over_groups_of_columns(self, reads: Read) -> None:
        text = "某风电场二号线\n,#1机组,,#2机组,\n时间,有功功率(kW),风速(m/s),有功功率(kW),风速(m/s)\n"

        reading = reads(text + hourly("100", "5", "200", "6"))

        assert sums(reading) == {"#1机组 有功功率": (Decimal("2.4"), 0), "#2机组 有功功率": (Decimal("4.8"), 0)}
        assert reading.form.header_rows == (2, 3)

    def test_takes_the_time_from_the_upper_of_two_rows(self, reads: Read) -> None:
        text = "时间,#1机组,,#2机组,\n,有功功率(kW),风速(m/s),有功功率(kW),风速(m/s)\n"

        assert sums(reads(text + hourly("100", "5", "200", "6"))) == {
            "#1机组 有功功率": (Decimal("2.4"), 0),
            "#2机组 有功功率": (Decimal("4.8"), 0),
        }

    def test_takes_the_unit_from_a_line_above(self, reads: Read) -> None:
        reading = reads("单位：万千瓦时\n时间,一号线,二号线,备注\n" + hourly("0.5", "1", "正常"), encoding="gb18030")

        assert sums(reading) == {"一号线": (Decimal(120), 0), "二号线": (Decimal(240), 0)}
        assert reading.form.encoding == "gb18030"

    def test_counts_import_against_export_without_netting_them(self, reads: Read) -> None:
        rows = "".join(f"M1|2024-05-01|{hour:02}:00|10|3\n" for hour in range(24))

        reading = reads("表号|日期|时间|上网电量(kWh)|下网电量(kWh)\n" + rows)

        assert sums(reading) == {"M1 / 上网电量": (Decimal("0.24"), 0), "M1 / 下网电量": (0, Decimal("0.072"))}
        assert totals(reading) == ((2024, Decimal("0.24"), Decimal("0.072")),)
        assert reading.form.delimiter == "|"

    def test_leaves_import_that_is_already_negative_as_it_is(self, reads: Read) -> None:
        assert sums(reads("Time,Export (kWh),Import (kWh)\n" + hourly("10", "-3"))) == {
            "Export": (Decimal("0.24"), 0),
            "Import": (0, Decimal("0.072")),
        }

    def test_does_not_count_phases_beside_their_sum(self, reads: Read) -> None:
        assert sums(reads("时间,A相有功功率(kW),B相有功功率(kW),有功功率(kW)\n" + hourly("1", "2", "3"))) == {
            "export": (Decimal("0.072"), 0)
        }

    def test_does_not_count_a_column_of_sums(self, reads: Read) -> None:
        assert list(sums(reads("Time,T01 (kWh),T02 (kWh),Total (kWh)\n" + hourly("1", "2", "3")))) == ["T01", "T02"]

    def test_says_how_forward_and_reverse_were_taken(self, reads: Read) -> None:
        reading = reads("时间,正向有功电量(kWh),反向有功电量(kWh)\n" + hourly("10", "3"))

        assert totals(reading) == ((2024, Decimal("0.24"), Decimal("0.072")),)
        assert "direction" in {signal.code for signal in reading.signals}

    @pytest.mark.parametrize(
        "headings",
        ["发电量(kWh),上网电量(kWh)", "Power (kW),Energy (kWh)", "电量(kWh),累计电量(kWh)", "T1 (kWh),T1 (kWh)"],
    )
    def test_is_refused_where_the_columns_would_count_twice(self, reads: Read, headings: str) -> None:
        assert refused(reads, f"时间,{headings}\n" + hourly("1", "2")) == "many-quantities"

    def test_lets_a_profile_choose_the_column(self, reads: Read) -> None:
        reading = reads(
            "时间,发电量(kWh),上网电量(kWh)\n" + hourly("5", "4"), profile=Profile(quantities=("上网电量(kWh)",))
        )

        assert totals(reading)[0].exported_mwh == Decimal("0.096")

    def test_is_refused_beyond_thousands_of_columns(self, reads: Read) -> None:
        wide = ",".join(f"T{n} (kW)" for n in range(9_999))

        assert refused(reads, f"Time,{wide}\n") == "columns"


class TestRowADay:
    @pytest.mark.parametrize("slots", [24, 48, 96])
    @pytest.mark.parametrize("ordinal", ["{}", "P{}", "H{:02}", "第{}时段"])
    def test_has_its_intervals_in_order(self, reads: Read, slots: int, ordinal: str) -> None:
        labels = ",".join(ordinal.format(n) for n in range(1, slots + 1))
        values = ",".join(str(n * 7 % slots + 1) for n in range(slots))

        reading = reads(f"单位：kWh\n表号,日期,{labels}\nA,2024-05-01,{values}\nB,2024-05-01,{values}\n")

        assert reading.interval == timedelta(days=1) / slots
        assert reading.form.layout == "days"
        whole = Decimal(slots * (slots + 1) // 2) / 1000
        assert sums(reading) == {"A": (whole, 0), "B": (whole, 0)}
        # Midnight in Shanghai.
        assert reading.frame["ends_at"][0] == datetime(2024, 4, 30, 16, tzinfo=UTC) + reading.interval

    def test_may_label_its_intervals_in_chinese_beside_a_multiplier(self, reads: Read) -> None:
        labels = ",".join(f"{n // 4}点{n % 4 * 15}分" for n in range(96))

        reading = reads(f"单位：kWh\n计量点编号,数据日期,倍率,{labels}\n7,2024-05-01,100,{','.join(['0.5'] * 96)}\n")

        assert sums(reading) == {"7": (Decimal("0.048"), 0)}

    @pytest.mark.parametrize("closing", ["24:00", "00:00"])
    def test_ends_its_intervals_where_the_labels_run_up_to_midnight(self, reads: Read, closing: str) -> None:
        labels = [f"{n // 4:02}:{n % 4 * 15:02}" for n in range(1, 96)] + [closing]
        rows = "".join(f"2024-05-0{day},{','.join(['100'] * 96)}\n" for day in (1, 2))

        reading = reads(f"Date (kW),{','.join(labels)}\n{rows}")

        assert totals(reading)[0].exported_mwh == Decimal("4.8")
        assert reading.frame["ends_at"].to_list()[::95][:2] == [
            datetime(2024, 4, 30, 16, 15, tzinfo=UTC),
            datetime(2024, 5, 1, 16, 0, tzinfo=UTC),
        ]
        assert reading.frame.height == 192

    def test_may_label_its_intervals_from_and_to(self, reads: Read) -> None:
        labels = ",".join(f"{n:02}:00-{n + 1:02}:00" for n in range(24))

        reading = reads(f"Unit: MWh\nDate,{labels}\n2024-05-01,{','.join(['2'] * 24)}\n")

        assert totals(reading)[0].exported_mwh == 48
        assert next(signal for signal in reading.signals if signal.code == "stamp").severity == "info"

    def test_is_refused_without_a_unit(self, reads: Read) -> None:
        labels = ",".join(map(str, range(1, 25)))
        text = f"日期,{labels}\n2024-05-01,{labels}\n"

        assert refused(reads, text) == "no-unit"
        assert totals(reads(text, profile=Profile(unit="MWh")))[0].exported_mwh == 300


class TestProfile:
    def test_gives_the_unit_and_the_multiplier(self, reads: Read) -> None:
        text = "时间,有功功率\n" + hourly("1.5")

        assert refused(reads, text) == "no-unit"
        found = totals(reads(text, profile=Profile(unit="kW", multiplier=Decimal(35000))))
        assert found[0].exported_mwh == Decimal(1260)

    def test_says_where_a_time_stands(self, reads: Read) -> None:
        reading = reads("Time,Power (kW)\n" + hourly("1"), profile=Profile(stamped="end"), zone="UTC")

        assert reading.frame["ends_at"][0] == datetime(2024, 5, 1, tzinfo=UTC)

    def test_is_refused_where_the_file_has_no_such_column(self, reads: Read) -> None:
        text = "Time,Power (kW)\n" + hourly("1")

        assert refused(reads, text, profile=Profile(quantities=("Output",))) == "no-column"
        assert refused(reads, text, profile=Profile(measures="energy")) == "unit"


class TestZones:
    def test_may_be_written_with_each_time_across_summer_time(self, reads: Read) -> None:
        rows = ["2024-10-27T02:00+02:00", "2024-10-27T02:30+02:00", "2024-10-27T02:00+01:00", "2024-10-27T02:30+01:00"]

        reading = reads("Time,Power (kW)\n" + "".join(f"{at},1\n" for at in rows))

        assert reading.frame["ends_at"].to_list() == [
            datetime(2024, 10, 27, 0, 30, tzinfo=UTC) + n * timedelta(minutes=30) for n in range(4)
        ]

    def test_may_change_from_row_to_row_and_are_reported(self, reads: Read) -> None:
        rows = "2024-05-01T00:00+08:00,1\n2024-05-01T01:00+08:00,1\n2024-04-30T18:00Z,1\n"

        reading = reads("Time,Power (kW)\n" + rows)

        assert reading.frame["ends_at"].dt.hour().to_list() == [17, 18, 19]
        assert [one.rows for one in reading.signals if one.code == "mixed-zones"] == [(4,)]

    def test_may_not_be_named_by_some_times_only(self, reads: Read) -> None:
        rows = "2024-05-01T00:00+08:00,1\n2024-05-01 01:00,1\n2024-05-01T02:00+08:00,1\n"

        assert refused(reads, "Time,Power (kW)\n" + rows) == "zones"


class TestHalfClock:
    def test_with_am_and_pm_is_told(self, reads: Read) -> None:
        rows = "".join(f"05/13/2024 {hour % 12 or 12}:00 {'AM' if hour < 12 else 'PM'},{hour}\n" for hour in range(24))

        reading = reads("Time,Power (kW)\n" + rows, zone="UTC")

        assert reading.form.half_clock
        assert reading.frame["energy_kj"].to_list() == [Decimal(hour * 3600) for hour in range(24)]


class TestParquet:
    def test_reads_as_its_columns_say(self, tmp_path: Path) -> None:
        path = tmp_path / "inverters.parquet"
        at = [datetime(2024, 5, 1, hour) for hour in range(24)]  # noqa: DTZ001 - as a recorder without a zone keeps it
        pl.DataFrame({"timestamp": at, "inverter": ["A"] * 24, "energy (kWh)": [0.1] * 24}).write_parquet(path)

        reading = read(path, name=path.name, zone="Asia/Shanghai")

        assert sums(reading) == {"A": (Decimal("0.0024"), 0)}
        assert reading.form.source == "Parquet"
        assert reading.frame["ends_at"][0] == datetime(2024, 4, 30, 17, tzinfo=UTC)

    def test_keeps_the_zone_of_its_times(self, tmp_path: Path) -> None:
        path = tmp_path / "inverters.parquet"
        at = [datetime(2024, 5, 1, hour, tzinfo=UTC) for hour in range(24)]
        pl.DataFrame({"timestamp": at, "power (kW)": [Decimal("1.5")] * 24}).write_parquet(path)

        reading = read(path, name=path.name, zone="Asia/Shanghai")

        assert reading.frame["ends_at"][0] == datetime(2024, 5, 1, 1, tzinfo=UTC)

    def test_is_refused_where_it_is_damaged(self, tmp_path: Path) -> None:
        path = tmp_path / "inverters.parquet"
        path.write_bytes(b"PAR1" + b"\1" * 50)

        with pytest.raises(Unreadable) as caught:
            read(path, name=path.name)
        assert caught.value.code == "parquet"
