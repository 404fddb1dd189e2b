import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from projects.monitoring.reading import read
from projects.monitoring.series import Reading, Unreadable, by_meter, totals
from tests.projects.monitoring.workbook import Cell, write

EXTRACTS = Path(__file__).parent / "extracts"
CSV = EXTRACTS / "kelmarsh-two-turbines.csv"
XLSX = EXTRACTS / "kelmarsh-two-turbines.xlsx"

Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write_text(text: str, name: str = "meter.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write_text


def read_text(save: Save, text: str, *, encoding: str = "utf-8", zone: str = "UTC") -> Reading:
    path = save(text, encoding=encoding)
    return read(path, name=path.name, zone=zone)


def hours_of_a_day(value: str = "1", *, day: str = "2024-01-01", sep: str = ",") -> str:
    return "".join(f"{day} {hour:02}:00{sep}{value}\n" for hour in range(24))


def refusal(save: Save, text: str, *, zone: str = "UTC") -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_text(save, text, zone=zone)
    assert caught.value.message.zh
    assert caught.value.mend.en
    assert caught.value.mend.zh
    return caught.value


def codes(reading: Reading) -> dict[str, int]:
    return {signal.code: signal.count for signal in reading.signals}


def extract_cells() -> list[list[Cell]]:
    """The CSV's cells in the types in which a workbook keeps them."""
    with CSV.open(newline="", encoding="utf-8") as file:
        titles, *rows = csv.reader(file)

    def number(cell: str) -> Cell:
        return cell if cell == "NaN" else Decimal(cell)

    return [
        list(titles),
        *([m, number(w), number(p), date.fromisoformat(d), time.fromisoformat(t)] for m, w, p, d, t in rows),
    ]


def independent_mwh() -> dict[str, tuple[Decimal, Decimal]]:
    """Export and import of the extract by fractions, row by row."""
    sums: dict[str, list[Fraction]] = {}
    with CSV.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            power = Fraction(0 if row["Power (kW)"] == "NaN" else row["Power (kW)"])
            sums.setdefault(row["Alternative Title"], [Fraction(0), Fraction(0)])[power < 0] += abs(power) / 6 / 1000
    billion = 10**9
    return {meter: tuple(Decimal(round(part * billion)) / billion for part in pair) for meter, pair in sums.items()}


class TestReadTheExtract:
    @pytest.mark.parametrize("path", [CSV, XLSX], ids=["csv", "xlsx"])
    def test_agrees_with_an_independent_sum_to_the_last_digit(self, path: Path) -> None:
        reading = read(path, name=path.name, zone="Europe/London")

        found = {total.meter: (total.exported_mwh, total.imported_mwh) for total in by_meter(reading)}

        assert found == independent_mwh()
        assert found["KWF1"] == (Decimal("4.294650710"), Decimal("0.029887929"))
        assert [total.year for total in totals(reading)] == [2021]

    @pytest.mark.parametrize("path", [CSV, XLSX], ids=["csv", "xlsx"])
    def test_puts_each_label_where_the_order_says(self, path: Path) -> None:
        reading = read(path, name=path.name, zone="Europe/London")

        ends = reading.frame.filter(meter="KWF1")["ends_at"].to_list()

        assert ends == [datetime(2021, 1, 1, tzinfo=UTC) + n * timedelta(minutes=10) for n in range(1, 145)]
        assert codes(reading)["half-clock"] == 144
        assert next(s for s in reading.signals if s.code == "half-clock").rows[:10] == tuple(range(74, 84))

    def test_keeps_a_word_for_a_number_as_missing(self) -> None:
        reading = read(CSV, name=CSV.name)

        assert reading.frame.filter(row=205)["energy_kj"].to_list() == [None]
        assert reading.frame["energy_kj"].null_count() == 1

    def test_gives_the_cells_their_own_digits(self) -> None:
        reading = read(XLSX, name=XLSX.name)

        assert reading.frame["energy_kj"][0] == Decimal("-1.338018031") * 600

    def test_tells_what_it_understood(self) -> None:
        reading = read(XLSX, name=XLSX.name, zone="Europe/London")

        understood = {label.en: value for label, value in reading.understood}

        assert understood["Time"] == "Date + Time"
        assert understood["Meter"] == "Alternative Title"
        assert understood["Quantity"] == "Power (kW)"
        assert understood["Period (UTC)"] == "2021-01-01 00:00 – 2021-01-02 00:00"
        assert reading.interval == timedelta(minutes=10)
        assert (reading.sheet, reading.header_row) == ("Sheet1", 1)

    def test_finds_the_workbook_as_its_cells_make_it(self, tmp_path: Path) -> None:
        made = write(tmp_path / "made.xlsx", {"Sheet1": extract_cells()})

        assert read(made, name=XLSX.name).frame.equals(read(XLSX, name=XLSX.name).frame)


class TestReadText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
    @pytest.mark.parametrize("sep", [",", ";", "\t", "|"])
    def test_knows_the_encoding_and_the_separator(self, save: Save, encoding: str, sep: str) -> None:
        text = f"某风电场\n\n设备{sep}日期{sep}时间{sep}上网电量（万千瓦时）\n" + "".join(
            f"一号表{sep}2024年1月1日{sep}{hour:02}:00{sep}0.5\n" for hour in range(24)
        )

        reading = read_text(save, text, encoding=encoding, zone="Asia/Shanghai")

        assert by_meter(reading) == (("一号表", Decimal(120), Decimal(0)),)
        assert reading.header_row == 3
        assert reading.frame["row"].to_list() == list(range(4, 28))

    def test_takes_a_comma_for_the_decimal_sign_where_it_must_be(self, save: Save) -> None:
        text = "Time;Energy (kWh)\n" + hours_of_a_day("1.234,5", sep=";")

        assert totals(read_text(save, text))[0].exported_mwh == Decimal("29.628")

    def test_takes_a_comma_for_thousands_where_it_must_be(self, save: Save) -> None:
        text = "Time;Energy (kWh)\n" + hours_of_a_day("1,234.5", sep=";")

        assert totals(read_text(save, text))[0].exported_mwh == Decimal("29.628")

    def test_refuses_a_comma_that_may_be_either(self, save: Save) -> None:
        assert refusal(save, "Time;Energy (kWh)\n" + hours_of_a_day("1,234", sep=";")).code == "comma"

    def test_reads_an_exponent(self, save: Save) -> None:
        assert totals(read_text(save, "Time,Energy (MWh)\n" + hours_of_a_day("1.5E-3")))[0].exported_mwh == Decimal(
            "0.036"
        )

    def test_takes_a_figure_no_meter_can_mean_for_missing(self, save: Save) -> None:
        text = "Time,Energy (MWh)\n" + hours_of_a_day() + "2024-01-02 00:00,1e19\n"

        assert read_text(save, text).frame["energy_kj"].to_list()[-1] is None

    def test_names_the_only_meter_after_the_file(self, save: Save) -> None:
        assert by_meter(read_text(save, "Time,Energy (kWh)\n" + hours_of_a_day()))[0].meter == "meter"

    def test_does_not_count_a_line_of_totals(self, save: Save) -> None:
        reading = read_text(save, "Time,Energy (kWh)\n" + hours_of_a_day() + "\nTotal,24\n")

        assert totals(reading)[0].exported_mwh == Decimal("0.024")
        assert codes(reading)["unplaced"] == 1
        assert next(s for s in reading.signals if s.code == "unplaced").rows == (27,)

    @pytest.mark.parametrize(
        ("unit", "mwh"),
        [("W", "0.000024"), ("kW", "0.024"), ("MW", "24"), ("kWh", "0.024"), ("MWh", "24"), ("度", "0.024")],
    )
    def test_knows_the_unit(self, save: Save, unit: str, mwh: str) -> None:
        assert totals(read_text(save, f"Time,Output ({unit})\n" + hours_of_a_day()))[0].exported_mwh == Decimal(mwh)


class TestRefuse:
    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("no-heading", "a,b\n1,2\n"),
            ("no-rows", "Time,Power (kW)\n"),
            ("no-unit", "Time,Power\n" + hours_of_a_day()),
            ("no-heading", "时间,温度\n" + hours_of_a_day()),
            ("many-quantities", "Time,Energy (kWh),Power (kW)\n2024-01-01 00:00,1,1\n"),
            ("many-times", "Timestamp,Local time,Power (kW)\n2024-01-01 00:00,2024-01-01 00:00,1\n"),
            ("nul", "Time,Power (kW)\n2024-01-01 00:00,\x001\n"),
            ("no-times", "Time,Power (kW)\nsoon,1\nlater,2\n"),
            ("short", "Time,Power (kW)\n2024-01-01 00:00,1\n"),
            ("interval", "Time,Power (kW)\n2024-01-01 00:00,1\n2024-01-02 00:00,1\n2024-01-03 00:00,1\n"),
            ("irregular", "Time,Power (kW)\n" + hours_of_a_day() + "2024-01-02 00:20,1\n"),
            ("ragged", "Time,Power (kW)\n2024-01-01 00:00,1,5\n2024-01-01 01:00,1,5\n"),
            ("zones", "Time,Power (kW)\n2024-01-01T00:00:00Z,1\n2024-01-01T01:00:00,1\n"),
            ("day-or-month", "Time,Power (kW)\n01/02/2024 00:00,1\n01/02/2024 01:00,1\n"),
            ("empty", ""),
        ],
        ids=lambda value: value if "\n" not in value else "",
    )
    def test_says_why_and_what_would_mend_it(self, save: Save, code: str, text: str) -> None:
        assert refusal(save, text).code == code

    def test_a_zone_that_is_not_one(self, save: Save) -> None:
        assert refusal(save, "Time,Power (kW)\n" + hours_of_a_day(), zone="Mars/Base").code == "zone"

    def test_a_register_under_another_name(self, save: Save) -> None:
        rows = "".join(f"2024-01-{1 + n // 24:02} {n % 24:02}:00,{1000 + n}\n" for n in range(72))

        assert refusal(save, "Time,Energy (kWh)\n" + rows).code == "counter"

    def test_a_workbook_with_two_series(self, tmp_path: Path) -> None:
        cells: list[list[Cell]] = [["Time", "Power (kW)"], ["2024-01-01 00:00", Decimal(1)]]
        path = write(tmp_path / "two.xlsx", {"A": cells, "B": cells})

        with pytest.raises(Unreadable) as caught:
            read(path, name="two.xlsx")
        assert caught.value.code == "many-sheets"

    def test_what_may_not_be_opened(self, save: Save) -> None:
        path = save("<html>", name="page.csv")

        with pytest.raises(Unreadable) as caught:
            read(path, name="page.csv")
        assert caught.value.code == "markup"
