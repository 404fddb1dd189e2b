"""Official day-ahead prices: what is read from them, and what of a meter does not go for a price."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from projects.monitoring import work
from projects.monitoring.checking import check
from projects.monitoring.profile import NOTHING_SAID, Profile
from projects.monitoring.reading import read
from projects.monitoring.series import Reading, Unreadable
from projects.monitoring.work import Worked, work_through

EXPORTS = Path(__file__).parent / "exports"
HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
GERMANY, LISBON = "Europe/Berlin", "Europe/Lisbon"
PRICED = Profile(measures="price")

Reads = Callable[..., Reading]


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    def reading(text: str, *, profile: Profile = NOTHING_SAID) -> Reading:
        path = tmp_path / "export.csv"
        path.write_text(text)
        return read(path, name=path.name, profile=profile)

    return reading


def of(name: str, zone: str) -> Reading:
    return read(EXPORTS / name, name=name, zone=zone)


def price(n: int) -> Decimal:
    """The invented price of interval `n` in the exports, EUR/MWh."""
    return n * 37 % 211 - Decimal("40.25")


def prices(reading: Reading) -> dict[str, list[Decimal | None]]:
    """As they are kept, in order: a kilowatt-hour is one EUR/MWh."""
    found: dict[str, list[Decimal | None]] = {}
    for meter, kj in reading.frame["meter", "energy_kj"].rows():
        found.setdefault(meter, []).append(None if kj is None else kj / 3600)
    return found


def hourly(*cells: str) -> str:
    return "".join(",".join((f"2024-05-01 {hour:02}:00", *cells)) + "\n" for hour in range(24))


def refusal(reads: Reads, text: str, profile: Profile = NOTHING_SAID) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        reads(text, profile=profile)
    return caught.value


class TestExport:
    def test_of_entsoe_until_2024_names_its_zone_and_currency(self) -> None:
        reading = of("entsoe-until-2024.csv", GERMANY)

        assert prices(reading) == {"BZN|DE-LU": [price(n) for n in range(47)]}
        assert (reading.form.measures, reading.form.units, reading.interval) == ("price", ("EUR/MWh",), HOUR)
        assert reading.frame["ends_at"][0] == datetime(2024, 3, 30, 0, tzinfo=UTC)
        assert {one.code for one in check(reading)} == {"stamp"}

    def test_of_entsoe_has_quarters_over_the_repeated_hour_beside_an_intraday_price(self) -> None:
        reading = of("entsoe.csv", GERMANY)

        assert prices(reading) == {"BZN|FR / Without Sequence": [price(n) for n in range(196)]}
        assert reading.frame["ends_at"].diff().drop_nulls().unique().to_list() == [QUARTER]
        assert {one.code for one in check(reading)} == {"stamp", "repeated-hour"}

    def test_of_entsoe_runs_by_the_clock_in_its_heading_whatever_the_plants(self) -> None:
        reading = of("entsoe.csv", LISBON)

        assert reading.frame.equals(of("entsoe.csv", GERMANY).frame)
        assert (reading.form.zone, reading.zone) == ("Europe/Brussels", LISBON)

    def test_of_smard_has_a_column_for_each_zone(self) -> None:
        reading = of("smard.csv", GERMANY)

        german, austrian = prices(reading).values()
        assert german == [price(n) for n in range(48)]
        assert austrian == [None if n == 5 else price(n) + 1000 for n in range(48)]
        assert reading.frame["ends_at"][0] == datetime(2024, 5, 12, 23, tzinfo=UTC)
        assert reading.form.time_columns == ("Datum von",)

    def test_of_two_columns_may_be_per_kilowatt_hour(self) -> None:
        assert prices(of("prices.csv", GERMANY)) == {"prices": [price(n) for n in range(48)]}


class TestUnit:
    @pytest.mark.parametrize(
        ("heading", "expected"),
        [
            ("Price (EUR/MWh)", 30),
            ("Price [€/MWh]", 30),
            ("Spot [EUR / MWh]", 30),
            ("Price EUR/MWh", 30),
            ("price_eur_mwh", 30),
            ("Price (Euro/MWh)", 30),
            ("EUR per MWh", 30),
            ("Price (EUR/kWh)", 30_000),
            ("日前电价（欧元/兆瓦时）", 30),
        ],
    )
    def test_is_known_in_a_heading(self, reads: Reads, heading: str, expected: int) -> None:
        reading = reads(f"Time,{heading}\n" + hourly("30"))

        assert reading.form.measures == "price"
        assert prices(reading) == {"export": [expected] * 24}

    @pytest.mark.parametrize("unit", ["EUR/MWh", "€ / MWh", "euro/mwh"])
    def test_may_be_said_by_a_person_beside_energy(self, reads: Reads, unit: str) -> None:
        reading = reads("Time,Energy (kWh),Price\n" + hourly("7", "-1.5"), profile=Profile(unit=unit))

        assert prices(reading) == {"export": [Decimal("-1.5")] * 24}

    def test_may_stand_in_a_line_above_a_row_for_each_day(self, reads: Reads) -> None:
        heads, cells = ",".join(f"H{n}" for n in range(1, 25)), ",".join(str(n - 5) for n in range(24))

        reading = reads(f"Unit: EUR/MWh\nDate,{heads}\n2024-05-01,{cells}\n2024-05-02,{cells}\n")

        assert reading.form.measures == "price"
        assert prices(reading) == {"export": [*range(-5, 19)] * 2}

    def test_may_stand_in_each_row(self, reads: Reads) -> None:
        reading = reads("Time,Price,Unit,Multiplier\n" + hourly("0.03", "EUR/kWh", "60"))

        assert (reading.form.measures, prices(reading)) == ("price", {"export": [30] * 24})

    def test_is_asked_for_where_nothing_names_it(self, reads: Reads) -> None:
        assert refusal(reads, "Time,Price\n" + hourly("30")).code == "no-unit"

    def test_is_no_part_of_the_name_of_a_zone(self, reads: Reads) -> None:
        assert [*prices(reads("Time,FR EUR/MWh,DE-LU EUR/MWh\n" + hourly("30", "31")))] == ["DE-LU", "FR"]

    def test_is_not_that_of_a_meter_behind_a_transformer(self, reads: Reads) -> None:
        assert reads("Time,Main CT kWh\n" + hourly("30")).form.measures == "energy"


class TestOtherMoney:
    @pytest.mark.parametrize(
        "heading", ["Price (GBP/MWh)", "Price £/MWh", "电价(元/兆瓦时)", "Price ct/kWh", "Price (XYZ/MWh)", "Price MWh"]
    )
    def test_is_refused_whatever_a_person_says(self, reads: Reads, heading: str) -> None:
        for profile in (NOTHING_SAID, Profile(unit="EUR/MWh"), Profile(quantities=(heading,), unit="EUR/MWh")):
            no = refusal(reads, f"Time,{heading}\n" + hourly("30"), profile)

            assert no.code == "currency"
            assert "official exchange rate" in no.mend.en

    @pytest.mark.parametrize(
        "text",
        [
            "Time,Price (EUR/MWh),Currency\n" + hourly("30", "EUR") + "2024-05-02 00:00,30,GBP\n",
            "Time,Price,Unit\n" + hourly("30", "EUR/MWh") + "2024-05-02 00:00,30,GBP/MWh\n",
            "单位：元/兆瓦时\n时间,电价\n" + hourly("30"),
            "单位：元/兆瓦时\n日期," + ",".join(f"{n}时" for n in range(24)) + "\n2024-05-01" + ",30" * 24 + "\n",
        ],
        ids=["currency of a row", "unit of a row", "line above", "line above days"],
    )
    def test_is_refused_wherever_it_stands(self, reads: Reads, text: str) -> None:
        assert refusal(reads, text).code == "currency"

    def test_does_not_count_beside_energy(self, reads: Reads) -> None:
        assert reads("Time,Power (kW),Price (GBP/MWh)\n" + hourly("1", "30")).form.units == ("kW",)

    def test_is_refused_where_a_price_is_asked_for(self, reads: Reads) -> None:
        assert refusal(reads, "Time,Power (kW),Price (GBP/MWh)\n" + hourly("1", "30"), PRICED).code == "currency"


class TestPrice:
    def test_does_not_count_beside_energy_unless_it_is_asked_for(self, reads: Reads) -> None:
        text = "Time,Energy (kWh),Price (EUR/MWh)\n" + hourly("7", "30")

        assert reads(text).form.units == ("kWh",)
        assert reads(text, profile=PRICED).form.units == ("EUR/MWh",)

    def test_is_not_what_a_unit_of_energy_measures(self, reads: Reads) -> None:
        said = Profile(measures="energy")

        assert refusal(reads, "Time,Energy (kWh)\n" + hourly("7"), Profile(measures="price", unit="kWh")).code == "unit"
        assert refusal(reads, "Time,Price (EUR/MWh)\n" + hourly("7"), said).code == "unit"
        assert refusal(reads, "Time,Value,Unit\n" + hourly("7", "kWh"), PRICED).code == "unit"

    def test_is_neither_a_register_nor_import(self, reads: Reads) -> None:
        rows = "".join(f"2024-05-0{1 + n // 24} {n % 24:02}:00,{n}\n" for n in range(72))

        assert prices(reads("Time,Import price index (EUR/MWh)\n" + rows)) == {"export": [*range(72)]}

    @pytest.mark.parametrize("step", [HOUR, timedelta(minutes=30), QUARTER])
    def test_is_kept_alike_whatever_the_interval(self, reads: Reads, step: timedelta) -> None:
        rows = "".join(f"{datetime(2024, 5, 1) + n * step:%Y-%m-%d %H:%M},-30\n" for n in range(96))  # noqa: DTZ001

        assert set(prices(reads("Time,Price (EUR/MWh)\n" + rows))["export"]) == {Decimal(-30)}


class TestALongFile:
    @pytest.fixture
    def through(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Worked]:
        def grid(text: str) -> Worked:
            monkeypatch.setattr(work, "LEAST_BYTES", 0)
            path = tmp_path / "prices.csv"
            path.write_text(text)
            return work_through(path, name=path.name, zone="UTC", profile=NOTHING_SAID, into=tmp_path)

        return grid

    def test_may_climb_and_names_its_zone(self, through: Callable[[str], Worked]) -> None:
        rows = "".join(f"2024-05-0{1 + n // 24} {n % 24:02}:00,{n},\n" for n in range(72))

        worked = through("MTU (UTC),Price (EUR/MWh),BZN|FR\n" + rows)

        assert [one.meter for one in worked.meters] == ["BZN|FR"]

    def test_is_refused_in_other_money(self, through: Callable[[str], Worked]) -> None:
        with pytest.raises(Unreadable) as caught:
            through("Time,Price (EUR/MWh),Currency\n" + hourly("30", "GBP"))

        assert caught.value.code == "currency"


class TestSignals:
    def rows(self) -> str:
        """Two days that stand still, leap, fall below zero, and lack two hours; one row twice, one blank, one late."""
        rows = [
            f"2024-05-0{1 + n // 24} {n % 24:02}:00,{'9000' if n == 30 else '50' if n < 20 else -20}" for n in range(48)
        ]
        rows[12] = rows[12].removesuffix("50")
        rows[40], rows[41] = rows[41], rows[40]
        del rows[34:36]
        return "\n".join(["Time,Price (EUR/MWh)", *rows, rows[-1]]) + "\n"

    @pytest.mark.parametrize("least", [0, 1 << 40], ids=["grid", "table"])
    def test_are_of_the_file_and_not_of_a_plant(
        self, least: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(work, "LEAST_BYTES", least)
        monkeypatch.setattr(work, "MOST_BYTES", least)
        path = tmp_path / "prices.csv"
        path.write_text(self.rows())

        worked = work_through(
            path,
            name=path.name,
            zone="UTC",
            profile=Profile(nameplate_kw=Decimal(10), technology="solar"),
            into=tmp_path,
            received_at=datetime(2024, 5, 2, 20, tzinfo=UTC),
        )

        kept = {"stamp", "gap", "duplicate", "missing", "order", "clock-shift", "future"}
        assert {one.code for one in worked.signals} == kept
        assert worked.form.measures == "price"
