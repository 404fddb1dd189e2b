"""What is not certain is refused, or said to whoever looks, by the way through a table and by that through a grid."""

import io
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from projects.monitoring import bulk, work
from tests.projects.monitoring.told import Read, Refusal, energy, of

BEGINS = datetime(2026, 1, 1)  # noqa: DTZ001 - a wall clock in a file
DAY = 24


@pytest.fixture(params=["table", "grid"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    least, most = (1 << 40, 1 << 40) if request.param == "table" else (0, 0)
    monkeypatch.setattr(work, "LEAST_BYTES", least)
    monkeypatch.setattr(work, "MOST_BYTES", most)
    return str(request.param)


def export(*columns: Sequence[object], head: str = "Time,Meter,Energy (kWh)", meter: str | None = "A") -> str:
    named = () if meter is None else (meter,)
    rows = (
        ",".join([f"{BEGINS + timedelta(hours=n):%Y-%m-%d %H:%M}", *named, *map(str, cells)])
        for n, cells in enumerate(zip(*columns, strict=True))
    )
    return "\n".join((head, *rows, ""))


@pytest.mark.usefixtures("way")
class TestImport:
    HEAD = "Time,Export (kWh),Import (kWh)"

    def of(self, *imports: object) -> str:
        return export([5] * DAY, imports, head=self.HEAD, meter=None)

    @pytest.mark.parametrize("usual", [-300, 300])
    def test_keeps_the_sign_of_most_of_its_energy(self, usual: int, read: Read) -> None:
        """By hand: 23 of 300 kWh are import; a watt-hour the other way is noise."""
        found = read(self.of(*[usual] * 23, "-0.001" if usual > 0 else "0.001"))

        assert energy(found) == (Decimal("0.120001"), Decimal("6.9"))
        assert of(found, "both-ways") is None

    @pytest.mark.parametrize("usual", [-300, 300])
    def test_that_goes_both_ways_is_a_grave_signal(self, usual: int, read: Read) -> None:
        found = read(self.of(*[usual] * 21, *[-usual / 100] * 3))

        assert of(found, "both-ways") == ("major", 3)
        assert next(one.rows for one in found.signals if one.code == "both-ways") == (23, 24, 25)
        assert energy(found) == (Decimal("0.129"), Decimal("6.3"))


@pytest.mark.usefixtures("way")
class TestRegister:
    """Of a register under the heading of energy per interval."""

    def readings(self, hours: int, begins: int = 100_000) -> list[int]:
        chance = random.Random(1)  # noqa: S311 - data of a test
        made = [begins]
        while len(made) < hours:
            made.append(made[-1] + chance.randint(50, 150))
        return made

    @pytest.mark.parametrize("hours", [12, 24, 60 * DAY])
    def test_is_refused_from_a_dozen_values_on(self, hours: int, refusal: Refusal) -> None:
        assert refusal(export(self.readings(hours))).code == "counter"

    def test_is_refused_where_a_reading_drops(self, refusal: Refusal) -> None:
        readings = self.readings(60 * DAY)
        readings[700], readings[900] = 0, 17

        assert refusal(export(readings)).code == "counter"

    def test_is_refused_beside_a_dead_meter(self, refusal: Refusal) -> None:
        dead, own = export([0] * DAY), export(self.readings(DAY), meter="B")

        no = refusal(dead + own.split("\n", 1)[1])
        assert no.code == "counter"
        assert "“B”" in no.message.en

    def test_is_refused_where_it_counts_below_zero(self, refusal: Refusal) -> None:
        assert refusal(export([-one for one in self.readings(DAY)])).code == "counter"

    def test_is_refused_where_it_begins_at_nought(self, refusal: Refusal) -> None:
        assert refusal(export(self.readings(60, begins=0))).code == "counter"

    def test_is_not_seen_in_a_few_values_or_in_a_morning(self, read: Read) -> None:
        assert energy(read(export(self.readings(11))))[0] > 1000
        morning = [0] * 6 + [10 * n for n in range(1, 15)] + [0] * 4
        assert energy(read(export(morning))) == (Decimal("1.05"), 0)

    def test_is_not_seen_in_energy_that_hardly_changes(self, read: Read) -> None:
        chance = random.Random(2)  # noqa: S311 - data of a test
        assert of(read(export([1000 + chance.randint(0, 9) for _ in range(200)])), "stamp") is not None


@pytest.mark.usefixtures("way")
class TestDecimalSign:
    def of(self, *cells: str) -> str:
        rows = [f'"{cells[n % len(cells)]}"' for n in range(DAY)]
        return export(rows)

    @pytest.mark.parametrize(
        ("one", "other"), [("12,5", "1,234.50"), ("1.234,50", "1,234.50"), ("1.234.567", "12.5"), ("0,125", "0.125")]
    )
    def test_is_refused_where_cells_contradict_and_both_are_named(self, one: str, other: str, refusal: Refusal) -> None:
        no = refusal(self.of("7", one, other, one))

        assert no.code == "comma"
        assert f"{one} and {other}" in no.message.en

    @pytest.mark.parametrize(
        ("cells", "kwh"),
        [
            (("1,234", "12.5"), "1246.5"),
            (("1.234", "12,5"), "1246.5"),
            (("1.234.567", "12,5"), "1234579.5"),
            (("1.234.567", "1"), "1234568"),
            (("1,23,456.5", "0.5"), "123457"),
            (("12.5", "off, see note"), "12.5"),
            (("1,5e3", "0,5"), "1500.5"),
        ],
    )
    def test_is_what_the_cells_tell_that_cannot_be_otherwise(
        self, cells: tuple[str, ...], kwh: str, read: Read
    ) -> None:
        assert energy(read(self.of(*cells)))[0] == Decimal(kwh) * DAY / len(cells) / 1000

    def test_is_refused_where_no_cell_tells(self, refusal: Refusal) -> None:
        assert refusal(self.of("1,234", "2.345", "7")).code == "comma"


@pytest.mark.usefixtures("way")
class TestOffset:
    def of(self, *offsets: str) -> str:
        at = (f"2026-07-01T{hour:02}:00:00{offsets[hour % len(offsets)]}" for hour in range(DAY))
        return "\n".join(("Time,Meter,Energy (kWh)", *(f"{one},A,{n + 1}" for n, one in enumerate(at)), ""))

    @pytest.mark.parametrize("offset", ["+99:99", "+14:30", "+23:00", "-12:30"])
    def test_that_no_place_has_is_no_time(self, offset: str, read: Read, refusal: Refusal) -> None:
        assert refusal(self.of(offset)).code == "no-times"
        assert of(read(self.of("Z", "Z", "Z", offset)), "unplaced") == ("major", 6)

    @pytest.mark.parametrize("offset", ["-12:00", "+14:00", "+03:00"])
    def test_that_the_zone_does_not_have_is_a_grave_signal(self, offset: str, read: Read) -> None:
        assert of(read(self.of(offset), zone="Europe/Berlin"), "zone-offset") == ("major", DAY)

    @pytest.mark.parametrize("offset", ["Z", "+00:00", "+01:00", "+02:00"])
    def test_of_the_zone_with_or_without_summer_time_or_of_utc_is_none(self, offset: str, read: Read) -> None:
        assert of(read(self.of(offset), zone="Europe/Berlin"), "zone-offset") is None

    def test_of_summer_in_winter_is_one(self, read: Read) -> None:
        text = self.of("+02:00").replace("2026-07", "2026-01")

        assert of(read(text, zone="Europe/Berlin"), "zone-offset") == ("major", DAY)


@pytest.mark.usefixtures("way")
class TestSpan:
    @pytest.mark.parametrize(
        "times",
        [
            ("1900-01-01 00:00:00", "1900-01-01 00:00:01", "2999-12-31 00:00:00"),
            ("1920-01-01 00:00:00", "1920-01-01 01:00:00", "2026-12-31 00:00:00"),
            ("2020-01-01 00:00:00", "2020-01-01 00:00:01", "2026-12-31 00:00:00"),
        ],
    )
    def test_of_more_than_a_plant_lives_or_a_meter_tells_is_refused(
        self, times: tuple[str, ...], refusal: Refusal
    ) -> None:
        no = refusal("Time,Meter,Energy (kWh)\n" + "".join(f"{at},A,5\n" for at in times))

        assert no.code == "span"
        assert times[-1][:10] in no.message.en

    def test_of_months_counts_what_each_lacks(self, read: Read) -> None:
        """In Berlin, March 2026 has 743 hours and October 745; the file has a day in each."""
        lines = [f"{day} {hour:02}:00,A,{hour + 1}" for day in ("2026-03-01", "2026-10-31") for hour in range(DAY)]

        found = read("\n".join(("Time,Meter,Energy (kWh)", *lines, "")), zone="Europe/Berlin")

        months = next(one for one in found.signals if one.code == "missing-month")
        assert f"2026-03 ({Decimal(719) / 743:.1%})" in months.message.en
        assert "2026-04 (100.0%)" in months.message.en
        assert f"2026-10 ({Decimal(721) / 745:.1%})" in months.message.en
        assert months.count == 719 + 720 + 744 + 720 + 744 + 744 + 720 + 721


class TestSparse:
    SPARSE = "Time,Energy (kWh)\n2026-01-01 00:00,1\n2026-01-01 01:00,2\n2026-04-11 00:00,3\n"

    def test_is_left_to_the_table_of_rows(self, read: Read, refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
        """Three readings in a hundred days of hours; where no table is allowed, it cannot be read."""
        monkeypatch.setattr(work, "LEAST_BYTES", 0)
        monkeypatch.setattr(work, "MOST_BYTES", 0)
        assert read(self.SPARSE).rows == 3

        monkeypatch.setattr(bulk, "LEAST_SLOTS", 0)
        assert refusal(self.SPARSE).code == "size"


class TestMultiplier:
    HEAD = "Time,Power (kW),Multiplier"

    def of(self, *multipliers: str) -> str:
        own = [multipliers[n % len(multipliers)] for n in range(DAY)]
        return export([5] * DAY, own, head=self.HEAD, meter=None)

    def test_that_is_blank_throughout_is_none(self, read: Read) -> None:
        found = read(self.of(""))

        assert energy(found)[0] == Decimal("0.12")
        assert (of(found, "multiplier"), of(found, "missing")) == (None, None)

    @pytest.mark.parametrize("said", ["-1", "0", "NaN", "sNaN", "Infinity", "1e400", "1e30", "1e-30"])
    def test_that_no_meter_has_is_named(self, said: str, refusal: Refusal) -> None:
        no = refusal(self.of("1", said))

        assert no.code == "multiplier"
        assert f"“{said}”" in no.message.en

    def test_that_is_never_a_number_is_named(self, refusal: Refusal) -> None:
        assert refusal(self.of("ratio")).code == "multiplier"


class TestParquet:
    def of(self, **columns: Any) -> bytes:
        hours = [BEGINS + timedelta(hours=n) for n in range(DAY)]
        frame = pl.DataFrame({"Time": hours, "Meter": ["A"] * DAY, "Energy (kWh)": [1.5] * DAY} | columns)
        file = io.BytesIO()
        frame.write_parquet(file)
        return file.getvalue()

    @pytest.mark.parametrize("value", [[1.5], b"\xff\xfe", {"a": 1}, timedelta(hours=1)], ids=str)
    def test_column_that_no_text_stands_for_is_refused_only_where_it_counts(
        self, value: object, read: Read, refusal: Refusal
    ) -> None:
        assert energy(read(self.of(note=[value] * DAY), "m.parquet"))[0] == Decimal("0.036")
        no = refusal(self.of(**{"Energy (kWh)": [value] * DAY}), "m.parquet")
        assert no.code == "column-kind"
        assert "“Energy (kWh)”" in no.message.en

    def test_holds_no_character_that_a_database_does_not_take(self, read: Read, refusal: Refusal) -> None:
        assert refusal(self.of(Meter=["A\0B"] * DAY), "m.parquet").code == "nul"
        found = read(self.of(**{"no\0te": ["a\0b"] * DAY}), "m.parquet")
        assert "\0" not in repr((found.head, found.understood)).replace("\\x00", "\0")
