from decimal import Decimal
from pathlib import Path

from projects.monitoring.reading import read
from projects.monitoring.series import Reading, by_meter, by_month, totals

THIRD = Decimal("0.333333333")


def series(tmp_path: Path, rows: list[str], *, zone: str = "UTC", heading: str = "Time (UTC)") -> Reading:
    path = tmp_path / "meter.csv"
    path.write_text("\n".join((f"Meter,{heading},Power (kW)", *rows)) + "\n")
    return read(path, name=path.name, zone=zone)


class TestTotals:
    def test_give_an_interval_to_the_year_of_the_plant_in_which_it_lies(self, tmp_path: Path) -> None:
        rows = [f"A,2023-12-31 {hour}:00,1000" for hour in (14, 15, 16, 17)]

        assert totals(series(tmp_path, rows)) == ((2023, Decimal(4), Decimal(0)),)
        # 16:00 UTC is midnight in Shanghai.
        assert totals(series(tmp_path, rows, zone="Asia/Shanghai")) == (
            (2023, Decimal(2), Decimal(0)),
            (2024, Decimal(2), Decimal(0)),
        )

    def test_read_a_zone_from_the_heading_before_that_of_the_plant(self, tmp_path: Path) -> None:
        rows = [f"A,2024-01-01 0{hour}:00,1000" for hour in (6, 7, 8, 9)]

        found = series(tmp_path, rows, zone="Asia/Shanghai", heading="时间（UTC+8）")

        assert found.frame["ends_at"].dt.hour().to_list() == [23, 0, 1, 2]
        assert (
            dict(found.understood)[next(label for label, _ in found.understood if "of the times" in label.en)]
            == "UTC+08:00"
        )

    def test_round_once_after_the_sum(self, tmp_path: Path) -> None:
        rows = [f"A,2024-01-01 00:{minute:02},{1000 if minute < 20 else 0}" for minute in range(0, 60, 10)]

        # 2 x 1,000 kW x 600 s is a third of a MWh; rounding each part first would give 0.333333334.
        assert totals(series(tmp_path, rows))[0].exported_mwh == THIRD

    def test_do_not_set_import_of_one_meter_off_against_export_of_another(self, tmp_path: Path) -> None:
        rows = [f"{meter},2024-01-01 {hour:02}:00,{power}" for meter, power in (("A", 5), ("B", -5)) for hour in (0, 1)]

        assert totals(series(tmp_path, rows)) == ((2024, Decimal("0.01"), Decimal("0.01")),)
        assert by_meter(series(tmp_path, rows)) == (("A", Decimal("0.01"), 0), ("B", 0, Decimal("0.01")))

    def test_are_exact_beyond_the_reach_of_floating_point(self, tmp_path: Path) -> None:
        rows = [f"A,2024-01-01 {hour:02}:00,123456789.123456789" for hour in range(3)]

        assert series(tmp_path, rows).frame["energy_kj"].sum() == Decimal("1333333322533.3333212")


class TestByMonth:
    def test_follows_the_calendar_of_the_plant(self, tmp_path: Path) -> None:
        rows = [f"A,2024-03-31 {hour}:00,1000" for hour in (21, 22, 23)]

        # 22:00 UTC is midnight in Berlin's summer.
        assert by_month(series(tmp_path, rows, zone="Europe/Berlin")) == (
            (2024, 3, Decimal(1), Decimal(0)),
            (2024, 4, Decimal(2), Decimal(0)),
        )
