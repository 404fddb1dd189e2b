"""Matching of electricity by the interval; the worked totals stand with the schemes."""

from datetime import date
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.rulebook.columns import Columns
from verifier.rulebook.facts import Interval
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.fuel_examples import DIRECT_DAY
from verifier.rulebook.fuel_figures import RFNBO
from verifier.rulebook.matching import Cheap, Direct, balance, contracted, correlated, direct
from verifier.rulebook.particulars import read
from verifier.rulebook.production import Production
from verifier.rulebook.quantities import CONTEXT
from verifier.schemes.iscc_eu.examples.metering import CONTRACTED_DAY

FIGURES = FigureBook(RFNBO, on=date(2026, 3, 31))
DAY = tuple(read(Interval, row) for row in DIRECT_DAY)
CONTRACTED = tuple(read(Interval, row) for row in CONTRACTED_DAY)


def plant(storage: str = "680", *, opening: str = "0", efficiency: str = "0.95") -> Production:
    return Production(
        fuel="ammonia",
        fuel_kg=Decimal(60_000),
        lhv_mj_per_kg=Decimal("18.6"),
        operation_on=date(2025, 7, 16),
        storage_mwh=Decimal(storage),
        storage_opening_mwh=Decimal(opening),
        charge_efficiency=Decimal(efficiency),
        discharge_efficiency=Decimal(efficiency),
    )


def interval(**values: str) -> Interval:
    needed = ("renewable_mwh", "electrolyser_mwh", "auxiliary_mwh", "imported_mwh")
    return read(Interval, {**dict.fromkeys(needed, "0"), **values})


def found(intervals: tuple[Interval, ...], production: Production) -> Direct:
    with localcontext(CONTEXT):
        return direct(intervals, production)


MWH = st.decimals(min_value=0, max_value=500, allow_nan=False, places=3).map(str)
ANY = st.lists(
    st.builds(
        interval,
        electrolyser_mwh=MWH,
        auxiliary_mwh=MWH,
        imported_mwh=MWH,
        charged_mwh=MWH,
        discharged_mwh=MWH,
        contracted_mwh=MWH,
    ),
    max_size=12,
).map(tuple)


# What a division at fifty digits may leave over.
TRACE = Decimal("1e-40")


class TestDirect:
    def test_follows_the_storage_through_the_day(self) -> None:
        stored = [f"{held:.4f}" for held in found(DAY, plant()).stored_mwh]
        assert stored == ["47.5000", "66.5000", "13.8684", "3.3421", "3.3421", "3.3421"]

    def test_gives_the_electrolyser_its_part_of_each_interval(self) -> None:
        assert f"{found(DAY, plant()).electrolyser_direct_mwh:.4f}" == "486.3636"

    @given(intervals=ANY)
    def test_accounts_for_the_whole_load(self, intervals: tuple[Interval, ...]) -> None:
        proved = found(intervals, plant())
        with localcontext(CONTEXT):
            assert abs(proved.direct_mwh + proved.grid_mwh - proved.load_mwh) < TRACE
        assert proved.direct_mwh >= -TRACE
        assert all(grid >= 0 for grid in proved.remaining)

    def test_leaves_out_what_a_sub_meter_shows_to_be_for_something_else(self) -> None:
        hour = interval(electrolyser_mwh="100", imported_mwh="30", outside_mwh="30")
        assert found((hour,), plant()).direct_mwh == 100

    def test_remembers_what_was_charged_from_the_grid(self) -> None:
        night = interval(imported_mwh="50", charged_mwh="50")
        day = interval(electrolyser_mwh="40", discharged_mwh="40")
        assert found((night, day), plant(efficiency="1")).direct_mwh == 0

    def test_mixes_grid_and_renewable_energy_in_storage_pro_rata(self) -> None:
        night = interval(imported_mwh="50", charged_mwh="50")
        noon = interval(renewable_mwh="150", charged_mwh="150")
        evening = interval(electrolyser_mwh="100", discharged_mwh="100")
        assert found((night, noon, evening), plant(efficiency="1")).direct_mwh == 75

    @pytest.mark.parametrize(
        ("storage", "opening", "faults"), [("680", "0", ()), ("66.5", "0", ()), ("66.4", "0", (2,)), ("60", "0", (2,))]
    )
    def test_names_intervals_in_which_storage_holds_too_much(
        self, storage: str, opening: str, faults: tuple[int, ...]
    ) -> None:
        assert found(DAY, plant(storage, opening=opening)).faults == faults

    def test_counts_what_storage_gives_and_never_had_as_grid_and_names_the_interval(self) -> None:
        proved = found((interval(electrolyser_mwh="3", discharged_mwh="2"),), plant())
        assert (proved.faults, proved.direct_mwh) == ((1,), 1)


class TestCheap:
    @pytest.mark.parametrize(
        ("price", "allowance", "cheap"),
        [
            ("20", None, True),
            ("20.01", None, False),
            ("-5", None, True),
            ("28.79", "80", True),
            ("28.80", "80", False),
            ("25", "80", True),
            (None, "80", False),
        ],
    )
    def test_includes_twenty_euros_and_excludes_the_share_of_the_allowance(
        self, price: str | None, allowance: str | None, *, cheap: bool
    ) -> None:
        prices = [None if given is None else Decimal(given) for given in (price, allowance)]
        assert Cheap.of(FIGURES).covers(*prices) is cheap


class TestCorrelated:
    def test_ignores_the_order_of_hours_within_a_month(self) -> None:
        remaining = [Decimal(100)] * 6
        turned = CONTRACTED[::-1]
        assert correlated(CONTRACTED, remaining, FIGURES, hourly=False) == 595
        assert correlated(turned, remaining, FIGURES, hourly=False) == 595

    def test_counts_nothing_without_a_plant_even_in_cheap_hours(self) -> None:
        hour = interval(price="5")
        assert correlated([hour], [Decimal(100)], FIGURES, hourly=True) == 0

    @given(intervals=ANY)
    def test_is_never_more_by_the_hour_than_by_the_month(self, intervals: tuple[Interval, ...]) -> None:
        remaining = found(intervals, plant()).remaining
        by_hour = correlated(intervals, remaining, FIGURES, hourly=True)
        by_month = correlated(intervals, remaining, FIGURES, hourly=False)
        assert 0 <= by_hour <= by_month <= sum(remaining, Decimal(0))


class TestContracted:
    @pytest.mark.parametrize(
        ("there", "here", "counts"), [("30", "30", 7), ("30.01", "30", 7), ("29.99", "30", 5), (None, "30", 5)]
    )
    def test_counts_an_interconnected_zone_while_its_price_is_no_lower(
        self, there: str | None, here: str, counts: int
    ) -> None:
        priced = {"elsewhere_price": there} if there else {}
        hour = interval(contracted_mwh="5", elsewhere_mwh="2", price=here, **priced)
        assert list(contracted([hour])) == [counts]

    def test_counts_nothing_of_it_without_a_price_here(self) -> None:
        assert list(contracted([interval(elsewhere_mwh="2", elsewhere_price="30")])) == [0]


class TestBalance:
    def test_is_nothing_where_no_meter_is_missing(self) -> None:
        assert balance(DAY) == 0
        hour = interval(
            renewable_mwh="100", imported_mwh="12", outside_mwh="2", exported_mwh="30", electrolyser_mwh="80"
        )
        assert balance((hour,)) == 0

    def test_shows_an_import_that_was_left_out(self) -> None:
        assert balance((interval(renewable_mwh="100", electrolyser_mwh="120"),)) == -20


class TestColumns:
    """The same hours as facts and as whole numbers of a thousandth."""

    def counted(self, intervals: tuple[Interval, ...], *, times: int = 1) -> Columns:
        energies = [name for name in Interval.__dataclass_fields__ if name.endswith("_mwh")]
        prices = [name for name in Interval.__dataclass_fields__ if name.endswith("price")]
        return Columns.counted(
            len(intervals),
            {name: [int(getattr(one, name) * 1000) * times for one in intervals] for name in energies},
            step=Decimal("0.001") / times,
            prices={name: [getattr(one, name) for one in intervals] for name in prices},
        )

    @pytest.mark.parametrize("times", [1, 10**15])
    @given(intervals=ANY)
    def test_prove_what_the_facts_prove(self, intervals: tuple[Interval, ...], times: int) -> None:
        columns = self.counted(intervals, times=times)
        by_facts, by_columns = found(intervals, plant()), found(columns, plant())
        for name in ("load_mwh", "direct_mwh", "grid_mwh", "electrolyser_direct_mwh"):
            assert abs(getattr(by_facts, name) - getattr(by_columns, name)) < TRACE
        assert by_facts.faults == by_columns.faults
        with localcontext(CONTEXT):
            for hourly in (True, False):
                by_fact = correlated(intervals, by_facts.remaining, FIGURES, hourly=hourly)
                by_column = correlated(columns, by_columns.remaining, FIGURES, hourly=hourly)
                assert abs(by_fact - by_column) < TRACE
            assert balance(intervals) == balance(columns)

    def test_stand_in_64_bits_only_where_no_sum_leaves_them(self) -> None:
        hours = interval(electrolyser_mwh="100"), interval(electrolyser_mwh="50")
        assert self.counted(hours).electrolyser_mwh.dtype == "int64"
        large = self.counted(hours, times=10**13)
        assert large.electrolyser_mwh.dtype == object
        assert large.mwh(large.electrolyser_mwh) == 150

    def test_part_into_months(self) -> None:
        part = self.counted(CONTRACTED).part(1, 3)
        assert (len(part), part.contracted_mwh.tolist(), part.price.tolist()) == (2, [140_000, 60_000], [25, 40])
