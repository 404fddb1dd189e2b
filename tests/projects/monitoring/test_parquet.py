from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from projects.monitoring import parquet
from projects.monitoring.parquet import Kept, Substitution, effect, scan, site, span, write
from projects.monitoring.series import ENERGY, MonthTotal

QUARTER = timedelta(minutes=15)
FIRST = datetime(2025, 3, 31, 21, 0, tzinfo=UTC)  # an hour before April in Berlin
EVER = date.min, date.max
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

    def test_gives_a_span_in_whatever_zone_it_is_told(self, path: Path) -> None:
        berlin = ZoneInfo("Europe/Berlin")

        found = span(path, "A", at(1).astimezone(berlin), at(5).astimezone(berlin))

        assert found["ends_at"].to_list() == [at(2), at(3), at(5)]

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

    def test_gives_such_decimals_as_they_were(self, tmp_path: Path) -> None:
        frame = pl.DataFrame(
            {"meter": ["A"], "ends_at": [at(1)], "energy_kj": [Decimal("0.123456789012345678")]},
            schema=part("A", []).schema | {"energy_kj": ENERGY},
        )
        write([frame], tmp_path / "fine.parquet", kept=Kept(Decimal(1), QUARTER, "UTC"))

        (energy,) = span(tmp_path / "fine.parquet", "A", at(0), at(1))["energy_kj"]
        (out,) = site(tmp_path / "fine.parquet", ()).frame["out"]

        assert energy == out == Decimal("0.123456789012345678")


ABSENT = "absent"
METERS = ("A", "B", "C")
COUNTS = st.one_of(st.none(), st.just(ABSENT), st.integers(-(2**61), 2**61), st.integers(-9, 9))
LAYERS = st.builds(
    lambda meter, start, length, method, amount: Substitution(
        meter, at(start), at(start + length), method, None if method == "zero" else amount
    ),
    st.sampled_from(METERS),
    st.integers(-2, 9),
    st.integers(1, 6),
    st.sampled_from(["zero", "value", "factor"]),
    st.decimals("-2", "2", places=3),
)


def one_by_one(
    series: dict[str, list[int | str | None]], layers: list[Substitution]
) -> dict[str, dict[int, Decimal | None]]:
    """By meter and quarter what counts, kJ, without columns."""
    found: dict[str, dict[int, Decimal | None]] = {meter: {} for meter in METERS}
    for meter, counts in series.items():
        for place, count in enumerate(counts):
            if count != ABSENT:
                found[meter][place] = None if count is None else int(count) * Decimal("0.36")
    for layer in layers:
        own = found[layer.meter]
        for place in range((layer.starts_at - FIRST) // QUARTER, (layer.ends_at - FIRST) // QUARTER):
            if layer.method != "factor":
                own[place] = (layer.amount or Decimal(0)) * 3600
            elif own.get(place) is not None:
                own[place] *= layer.amount
    return found


class TestSite:
    @given(
        st.fixed_dictionaries({meter: st.lists(COUNTS, min_size=8, max_size=8) for meter in METERS}),
        st.lists(LAYERS, max_size=4),
    )
    @settings(max_examples=60, deadline=None)
    def test_is_what_each_meter_counts_one_by_one(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        series: dict[str, list[int | str | None]],
        layers: list[Substitution],
    ) -> None:
        parts = []
        for meter, counts in series.items():
            absent = tuple(place for place, count in enumerate(counts) if count == ABSENT)
            parts.append(part(meter, [None if count == ABSENT else count for count in counts], absent=absent))
        assume(any(one.height for one in parts))
        made = tmp_path_factory.mktemp("site") / "series.parquet"
        write(parts, made, kept=KEPT)

        found = site(made, layers)

        counted = one_by_one(series, layers)
        assert found.meters == sum(bool(own) for own in counted.values())
        rows = []
        for place in sorted({place for own in counted.values() for place in own}):
            there = [own[place] for own in counted.values() if own.get(place) is not None]
            out = sum((energy for energy in there if energy > 0), Decimal(0))
            rows.append((at(place + 1), out, out - sum(there, Decimal(0)), len(there)))
        assert found.frame.rows() == rows

    def test_adds_up_more_than_64_bits_hold(self, tmp_path: Path) -> None:
        made = tmp_path / "series.parquet"
        write([part(meter, [2**62]) for meter in "ABCD"], made, kept=KEPT)

        assert site(made, ()).frame["out"].to_list() == [4 * 2**62 * Decimal("0.36")]

    def test_counts_a_meter_without_a_row_as_not_measured(self, path: Path) -> None:
        found = site(path, ())

        assert (found.meters, found.interval) == (2, QUARTER)
        assert found.frame["measured"].to_list() == [2, 2, 1, 1, 2, 2, 2, 2]

    def test_counts_no_meter_of_which_there_is_nothing(self, path: Path) -> None:
        assert site(path, [Substitution("C", at(0), at(8), "factor", Decimal(2))]).meters == 2

    def test_counts_what_a_value_fills_as_measured(self, path: Path) -> None:
        found = site(path, [Substitution("A", at(2), at(4), "value", Decimal(1))])

        assert found.frame["measured"].to_list() == [2] * 8


class TestEffect:
    def test_of_a_value_fills_what_is_missing_and_absent(self, path: Path) -> None:
        new = Substitution("A", at(2), at(4), "value", Decimal("1.5"))

        # April begins with the fifth quarter, by the clock of Berlin.
        assert effect(path, earlier=(), new=new, zone="Europe/Berlin", within=EVER) == mwh((3, "0.003", "0"))
        assert effect(path, earlier=(), new=new, zone="Asia/Shanghai", within=EVER) == mwh((4, "0.003", "0"))

    def test_of_zero_takes_off_export_and_import(self, path: Path) -> None:
        new = Substitution("A", at(0), at(8), "zero", None)

        assert effect(path, earlier=(), new=new, zone="Europe/Berlin", within=EVER) == mwh(
            (3, "-0.002", "0"), (4, "-0.003", "-0.001")
        )

    def test_is_that_of_the_days_that_count(self, path: Path) -> None:
        new = Substitution("A", at(0), at(8), "zero", None)

        march = date(2025, 3, 1), date(2025, 3, 31)
        assert effect(path, earlier=(), new=new, zone="Europe/Berlin", within=march) == mwh((3, "-0.002", "0"))

    def test_of_a_factor_leaves_what_is_missing(self, path: Path) -> None:
        new = Substitution("A", at(0), at(8), "factor", Decimal("0.9"))

        found = effect(path, earlier=(), new=new, zone="Europe/Berlin", within=EVER)

        assert found == mwh((3, "-0.0002", "0"), (4, "-0.0003", "-0.0001"))

    def test_goes_over_the_layers_before_in_their_order(self, path: Path) -> None:
        earlier = [
            Substitution("A", at(4), at(8), "value", Decimal(7)),
            Substitution("A", at(6), at(8), "value", Decimal(2)),
            Substitution("B", at(4), at(8), "value", Decimal(100)),
        ]

        found = effect(
            path,
            earlier=earlier,
            new=Substitution("A", at(5), at(7), "factor", Decimal("0.5")),
            zone="UTC",
            within=EVER,
        )

        assert found == mwh((3, "-0.0045", "0"))

    def test_leaves_the_file_as_it_is(self, path: Path) -> None:
        before = path.read_bytes()

        effect(path, earlier=(), new=Substitution("A", at(0), at(8), "zero", None), zone="UTC", within=EVER)

        assert path.read_bytes() == before
