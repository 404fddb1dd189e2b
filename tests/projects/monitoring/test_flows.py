from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from projects.monitoring.flows import Assigned, Flow, Prices, columns, hours, intervals, proven
from projects.monitoring.series import Reading
from tests.projects.monitoring.made import BEGINS, HOUR, made
from verifier.rulebook.facts import Interval
from verifier.rulebook.particulars import read

QUARTER = timedelta(minutes=15)


def kwh(found: Any, flow: Flow) -> list[Decimal]:
    return [Decimal(nanos) / 10**6 for nanos in found.frame[flow]]


class TestHours:
    def test_add_up_the_intervals_and_meters_of_a_flow(self) -> None:
        reading = made({"A": [1, 2, 3, 4, 5, 6, 7, 8], "B": [10] * 8}, interval=QUARTER)

        found = hours([Assigned.of(Flow.RES_GEN, reading), Assigned.of(Flow.RES_GEN, made({"C": [100, 200]}))])

        assert kwh(found, Flow.RES_GEN) == [150, 266]
        assert found.starts == [BEGINS, BEGINS + HOUR]

    def test_take_some_meters_of_a_series(self) -> None:
        reading = made({"A": [1, 2], "B": [10, 20]})

        found = hours([Assigned.of(Flow.ELY, reading, ("A",)), Assigned.of(Flow.AUX, reading, ("B",))])

        assert (kwh(found, Flow.ELY), kwh(found, Flow.AUX)) == ([1, 2], [10, 20])

    def test_round_once_half_to_even(self) -> None:
        # Half and one and a half of 1e-9 MWh.
        reading = made({"A": [Decimal("0.0000005"), Decimal("0.0000015"), Decimal("123456.7891234565")]})

        assert hours([Assigned.of(Flow.ELY, reading)]).frame["ely"].to_list() == [0, 2, 123456789123]

    def test_part_a_meter_that_counts_both_ways(self) -> None:
        found = hours([Assigned.of(Flow.EXP, made({"A": [5, -2, 3, -1]}, interval=timedelta(minutes=30)))])

        assert (kwh(found, Flow.EXP), kwh(found, Flow.IMP)) == ([5, 3], [2, 1])

    @pytest.mark.parametrize("sign", [1, -1])
    def test_take_a_meter_of_one_flow_whatever_its_sign(self, sign: int) -> None:
        found = hours([Assigned.of(Flow.IMP, made({"A": [sign * 5, sign * 2]}))])

        assert kwh(found, Flow.IMP) == [5, 2]
        assert Flow.EXP not in found.flows

    def test_leave_a_plants_own_use_out_of_its_generation(self) -> None:
        assert kwh(hours([Assigned.of(Flow.RES_GEN, made({"A": [50, -1]}))]), Flow.RES_GEN) == [50, 0]

    def test_are_none_without_a_series(self) -> None:
        with pytest.raises(ValueError, match="no series"):
            hours([])


class TestMissingHours:
    def test_prove_nothing_renewable_and_count_their_load_as_import(self) -> None:
        found = hours(
            [
                Assigned.of(Flow.RES_GEN, made({"R": [100, None, 100]})),
                Assigned.of(Flow.ELY, made({"E": [100, 100, 100]})),
                Assigned.of(Flow.IMP, made({"I": [0, 0, 0]})),
                Assigned.of(Flow.CONTRACTED, made({"P": [7, 7, 7]})),
            ]
        )

        assert found.frame["whole"].to_list() == [True, False, True]
        counted = proven(found)
        assert kwh(counted, Flow.RES_GEN) == [100, 0, 100]
        assert kwh(counted, Flow.IMP) == [0, 100, 0]
        assert kwh(counted, Flow.CONTRACTED) == [7, 0, 7]

    def test_may_be_absent_altogether(self) -> None:
        generation, load = made({"R": [100] * 4}), made({"E": [100] * 4})
        frame = generation.frame.filter(pl.col("row") != 4)

        found = hours(
            [Assigned.of(Flow.RES_GEN, Reading(**{**vars(generation), "frame": frame})), Assigned.of(Flow.ELY, load)]
        )

        assert found.frame["whole"].to_list() == [True, True, False, True]
        assert kwh(proven(found), Flow.IMP) == [0, 0, 100, 0]

    def test_count_a_part_of_generation_as_that_part_but_no_part_of_an_import(self) -> None:
        blank: list[Any] = [10, None, 10, 10]

        generated = hours([Assigned.of(Flow.RES_GEN, made({"R": blank}, interval=QUARTER))])
        imported = hours([Assigned.of(Flow.IMP, made({"I": blank}, interval=QUARTER))])

        assert (generated.frame["whole"].to_list(), kwh(generated, Flow.RES_GEN)) == ([True], [30])
        assert imported.frame["whole"].to_list() == [False]

    def test_reach_from_the_first_to_the_last_reading_of_any_series(self) -> None:
        late = made({"E": [1]}, begins=BEGINS + 3 * HOUR)

        found = hours([Assigned.of(Flow.RES_GEN, made({"R": [1, 1]})), Assigned.of(Flow.ELY, late)])

        assert found.starts == [BEGINS + n * HOUR for n in range(4)]
        assert not found.frame["whole"].any()


def price(values: list[Any], *, flow: Flow = Flow.PRICE, interval: timedelta = HOUR, **more: Any) -> Assigned:
    """EUR/MWh, kept as kWh."""
    return Assigned.of(flow, made({"EPEX": values}, interval=interval, **more))


class TestPrices:
    def test_are_the_plain_mean_of_an_hour(self) -> None:
        found = Prices.of([price([20, 30, 25, Decimal("25.01"), -4, -6, 0, 0], interval=QUARTER)])

        assert found.here == {BEGINS: Decimal("25.0025"), BEGINS + HOUR: Decimal("-2.5")}
        assert (found.elsewhere, found.allowance) == ({}, None)

    def test_are_those_of_two_zones(self) -> None:
        found = Prices.of([price([20]), price([30], flow=Flow.ELSEWHERE_PRICE)])

        assert (found.here, found.elsewhere) == ({BEGINS: 20}, {BEGINS: 30})

    def test_are_none_in_an_hour_that_is_not_whole(self) -> None:
        found = Prices.of([price([20, 20, None, 20, 30, 30, 30, 30, 40], interval=QUARTER)])

        assert found.here == {BEGINS + HOUR: 30}

    def test_may_come_in_several_files(self) -> None:
        later = price([25] * 4, interval=QUARTER, begins=BEGINS + HOUR)

        assert Prices.of([price([20]), later]).here == {BEGINS: 20, BEGINS + HOUR: 25}

    @pytest.mark.parametrize(("again", "told"), [(20, {BEGINS: 20}), (21, {})])
    def test_are_none_where_two_files_say_different_things(self, again: int, told: dict[datetime, int]) -> None:
        assert Prices.of([price([20]), price([again])]).here == told

    def test_are_none_where_a_file_has_several_columns(self) -> None:
        assert Prices.of([Assigned.of(Flow.PRICE, made({"DE": [20, 20], "FR": [None, None]}))]).here == {}

    @pytest.mark.parametrize(("said", "told"), [(-10_000, {BEGINS: -10_000}), (10_001, {}), (-10_001, {})])
    def test_are_none_at_which_no_market_clears(self, said: int, told: dict[datetime, int]) -> None:
        assert Prices.of([price([said])]).here == told

    def test_are_facts_whatever_the_mean(self) -> None:
        found = Prices.of([price([1] + [0] * 11, interval=timedelta(minutes=5))])

        (row,) = intervals(hours([Assigned.of(Flow.ELY, made({"E": [1]}))]), found)

        assert read(Interval, row).price == Decimal("0.083333333333333333")

    def test_are_no_energy(self) -> None:
        load = Assigned.of(Flow.ELY, made({"E": [100, 100, 100]}))

        found = hours([price([20, None], begins=BEGINS - HOUR), load])

        assert found.starts == [BEGINS + n * HOUR for n in range(3)]
        assert found.frame["whole"].all()
        assert found.flows == {Flow.ELY}

    def test_alone_have_no_hours(self) -> None:
        with pytest.raises(ValueError, match="no series"):
            hours([price([20])])


class TestIntervals:
    PRICES = Prices({BEGINS: Decimal("18.5")}, Decimal(80), {BEGINS: Decimal(-1)})

    def found(self) -> Any:
        return hours(
            [
                Assigned.of(Flow.ELY, made({"E": [Decimal("1234.5678901"), 0]})),
                Assigned.of(Flow.IMP, made({"I": [5, 6]})),
            ]
        )

    def test_are_facts_in_megawatt_hours(self) -> None:
        first, second = intervals(self.found(), self.PRICES)

        assert first == {
            "renewable_mwh": "0",
            "electrolyser_mwh": "1.23456789",
            "auxiliary_mwh": "0",
            "imported_mwh": "0.005",
            "price": "18.5",
            "allowance_price": "80",
            "elsewhere_price": "-1",
        }
        assert "price" not in second
        assert read(Interval, first).electrolyser_mwh == Decimal("1.23456789")

    def test_are_the_same_as_columns(self) -> None:
        made_of = columns(self.found(), self.PRICES)

        assert made_of.electrolyser_mwh.tolist() == [1_234_567_890, 0]
        assert made_of.price.tolist() == [Decimal("18.5"), None]
        assert made_of.mwh(made_of.imported_mwh) == Decimal("0.011")

    def test_fall_into_hours_of_universal_time(self) -> None:
        reading = made({"E": [1] * 4}, begins=datetime(2024, 1, 1, 0, 30, tzinfo=UTC), interval=timedelta(minutes=30))

        assert kwh(hours([Assigned.of(Flow.RES_GEN, reading)]), Flow.RES_GEN) == [1, 2, 1]
