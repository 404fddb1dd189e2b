from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from projects.monitoring import parquet
from projects.monitoring.parquet import Kept, Substitution, effect, scan, span, write
from projects.monitoring.series import MonthTotal

QUARTER = timedelta(minutes=15)
FIRST = datetime(2025, 3, 31, 21, 0, tzinfo=UTC)  # an hour before April in Berlin
KEPT = Kept(Decimal("0.36"), QUARTER, "Europe/Berlin")


def part(meter: str, counts: list[int | None], *, absent: tuple[int, ...] = ()) -> pl.DataFrame:
    """Quarter hours from FIRST, in counts of 0.36 kJ (a ten-thousandth of a kWh)."""
    places = [place for place in range(len(counts)) if place not in absent]
    return pl.DataFrame(
        {
            "meter": [meter] * len(places),
            "ends_at": [FIRST + QUARTER * (place + 1) for place in places],
            "energy_kj": [counts[place] for place in places],
        },
        schema={"meter": pl.String, "ends_at": pl.Datetime("us", "UTC"), "energy_kj": pl.Int64},
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A: 1 kWh in each of eight quarters, but nothing known of the third and no row for the fourth. B: 2 kWh."""
    made = tmp_path / "series.parquet"
    own = [10_000, 10_000, None, 0, 10_000, 10_000, 10_000, -10_000]
    write([part("A", own, absent=(3,)), part("B", [20_000] * 8)], made, kept=KEPT)
    return made


def at(quarter: int) -> datetime:
    return FIRST + QUARTER * quarter


def mwh(*months: tuple[int, str, str]) -> tuple[MonthTotal, ...]:
    return tuple(MonthTotal(2025, month, Decimal(exported), Decimal(imported)) for month, exported, imported in months)


class TestTheFile:
    def test_says_what_a_count_is(self, path: Path) -> None:
        assert parquet.kept(path) == KEPT
        assert scan(path).filter(pl.col("energy").is_null()).collect()["quality"].to_list() == ["missing"]

    def test_is_the_same_byte_for_byte(self, path: Path, tmp_path: Path) -> None:
        again = tmp_path / "again.parquet"
        frame = scan(path).collect().rename({"energy": "energy_kj"}).drop("quality")
        write(iter([frame[:7], frame[7:]]), again, kept=KEPT)

        assert again.read_bytes() == path.read_bytes()

    def test_gives_a_span_of_one_meter_exactly(self, path: Path) -> None:
        found = span(path, "A", at(1), at(5))

        assert found["ends_at"].to_list() == [at(2), at(3), at(5)]
        assert found["energy_kj"].to_list() == [Decimal(3600), None, Decimal(3600)]

    def test_lets_through_what_a_part_raises(self, tmp_path: Path) -> None:
        def parts():
            yield part("A", [1])
            raise InterruptedError

        with pytest.raises(InterruptedError):
            write(parts(), tmp_path / "none.parquet", kept=KEPT)

    def test_keeps_decimals_that_no_count_holds(self) -> None:
        energy = pl.Series([Decimal("12345678901.123456789012345678")], dtype=pl.Decimal(38, 18))

        found, step = parquet.counted(energy)

        assert (found.to_list(), step) == (energy.to_list(), 1)


class TestEffect:
    def test_of_a_value_fills_what_is_missing_and_absent(self, path: Path) -> None:
        new = Substitution("A", at(2), at(4), "value", Decimal("1.5"))

        # April begins with the fifth quarter, by the clock of Berlin.
        assert effect(path, earlier=(), new=new, zone="Europe/Berlin") == mwh((3, "0.003", "0"))
        assert effect(path, earlier=(), new=new, zone="Asia/Shanghai") == mwh((4, "0.003", "0"))

    def test_of_zero_takes_off_export_and_import(self, path: Path) -> None:
        new = Substitution("A", at(0), at(8), "zero", None)

        assert effect(path, earlier=(), new=new, zone="Europe/Berlin") == mwh(
            (3, "-0.002", "0"), (4, "-0.003", "-0.001")
        )

    def test_of_a_factor_leaves_what_is_missing(self, path: Path) -> None:
        new = Substitution("A", at(0), at(8), "factor", Decimal("0.9"))

        found = effect(path, earlier=(), new=new, zone="Europe/Berlin")

        assert found == mwh((3, "-0.0002", "0"), (4, "-0.0003", "-0.0001"))

    def test_goes_over_the_layers_before_in_their_order(self, path: Path) -> None:
        earlier = [
            Substitution("A", at(4), at(8), "value", Decimal(7)),
            Substitution("A", at(6), at(8), "value", Decimal(2)),
            Substitution("B", at(4), at(8), "value", Decimal(100)),
        ]

        found = effect(path, earlier=earlier, new=Substitution("A", at(5), at(7), "factor", Decimal("0.5")), zone="UTC")

        assert found == mwh((3, "-0.0045", "0"))

    def test_leaves_the_file_as_it_is(self, path: Path) -> None:
        before = path.read_bytes()

        effect(path, earlier=(), new=Substitution("A", at(0), at(8), "zero", None), zone="UTC")

        assert path.read_bytes() == before
