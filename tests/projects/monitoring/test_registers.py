from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from projects.monitoring.checking import check
from projects.monitoring.reading import read
from projects.monitoring.series import Reading, Signal, Unreadable, by_meter, totals

Made = Callable[..., Reading]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def make(readings: Sequence[str], *, heading: str = "正向有功总电量(kWh)") -> Reading:
        path = tmp_path / "register.csv"
        at = (f"2024-05-{1 + n // 24:02} {n % 24:02}:00" for n in range(len(readings)))
        rows = (f"{stamp},{register}\n" for stamp, register in zip(at, readings, strict=True) if register != "-")
        path.write_text(f"时间,{heading}\n" + "".join(rows))
        return read(path, name=path.name)

    return make


def rising(start: int, step: int, count: int) -> list[str]:
    return [str(start + n * step) for n in range(count)]


def signals(reading: Reading) -> dict[str, Signal]:
    found = {signal.code: signal for signal in check(reading)}
    assert all(signal.basis.en and signal.basis.zh for signal in found.values())
    return found


class TestRegister:
    @pytest.mark.parametrize(
        "heading", ["正向有功总电量(kWh)", "累计发电量（kWh）", "INV1 Total Yield (kWh)", "表底示数 kWh"]
    )
    def test_gives_the_energy_between_its_readings(self, made: Made, heading: str) -> None:
        reading = made(rising(1000, 7, 25), heading=heading)

        assert reading.form.measures == "counter"
        assert reading.frame.height == 24
        assert reading.frame["energy_kj"].unique().to_list() == [Decimal(7 * 3600)]
        # What it rose between midnight and one o'clock lies in the hour that begins at midnight.
        assert totals(reading)[0].exported_mwh == Decimal("0.168")
        assert str(reading.frame["ends_at"][0]) == "2024-05-01 01:00:00+00:00"

    def test_passes_its_last_digit(self, made: Made) -> None:
        reading = made(["9980", "9990", "9999", "8", "18", "27"])

        assert totals(reading)[0].exported_mwh == Decimal("0.047")
        assert signals(reading)["register-rollover"].rows == (5,)
        assert "register-reset" not in signals(reading)

    def test_that_begins_again_does_not_guess(self, made: Made) -> None:
        reading = made([*rising(5000, 10, 6), *rising(0, 10, 6)])

        assert totals(reading)[0].exported_mwh == Decimal("0.1")
        assert (signals(reading)["register-reset"].rows, signals(reading)["register-reset"].severity) == ((8,), "major")
        assert signals(reading)["missing"].count == 1

    @pytest.mark.parametrize("dropped", [["0"], ["0", "0", "0"], ["17"]])
    def test_that_drops_and_comes_back_counts_on(self, made: Made, dropped: list[str]) -> None:
        reading = made(["5000", "5010", *dropped, *(str(5020 + 10 * n) for n in range(len(dropped), 6))])

        assert signals(reading)["register-dropout"].count == len(dropped)
        assert totals(reading)[0].exported_mwh == Decimal("0.07")

    def test_counts_over_a_gap_where_it_is_read_again(self, made: Made) -> None:
        reading = made(["100", "110", "-", "-", "140", "150"])

        assert totals(reading)[0].exported_mwh == Decimal("0.05")
        assert reading.frame["energy_kj"].to_list() == [Decimal(n * 3600) for n in (10, 30, 10)]
        assert signals(reading)["register-gap"].count == 1
        assert signals(reading)["gap"].count == 2

    def test_keeps_its_decimals_exactly(self, made: Made) -> None:
        reading = made(["123456789.123", "123456789.456", "123456790.001"], heading="累计电量(MWh)")

        assert totals(reading)[0].exported_mwh == Decimal("0.878")

    def test_of_import_counts_as_import(self, made: Made) -> None:
        reading = made(rising(10, 1, 5), heading="下网累计电量(kWh)")

        assert [(total.exported_mwh, total.imported_mwh) for total in by_meter(reading)] == [(0, Decimal("0.004"))]

    def test_is_none_where_it_falls_as_often_as_it_rises(self, made: Made) -> None:
        with pytest.raises(Unreadable) as caught:
            made(["500", "900", "300", "800", "200", "700", "100", "600"])
        assert caught.value.code == "not-a-counter"
