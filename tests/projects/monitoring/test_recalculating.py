from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from projects.monitoring import parquet
from projects.monitoring.flows import Assigned, Flow, Hours, Prices, hours
from projects.monitoring.recalculating import (
    Quantity,
    balances,
    compare,
    matched,
    totals,
)
from tests.projects.monitoring.made import BEGINS, HOUR, made
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.fuel_figures import RFNBO
from verifier.rulebook.mass_balance import BalancePeriod
from verifier.rulebook.production import Production
from verifier.rulebook.wording import Text

FIGURES = FigureBook(RFNBO, on=date(2026, 3, 31))
PLANT = Production(
    fuel="ammonia",
    fuel_kg=Decimal(60_000),
    lhv_mj_per_kg=Decimal("18.6"),
    operation_on=date(2025, 7, 16),
    storage_mwh=Decimal(680),
    charge_efficiency=Decimal("0.95"),
    discharge_efficiency=Decimal("0.95"),
)


def site(begins: datetime = BEGINS, **mwh: list[int | None]) -> Hours:
    series = {name: [None if one is None else one * 1000 for one in values] for name, values in mwh.items()}
    return hours([Assigned.of(Flow(name), made({name: values}, begins=begins)) for name, values in series.items()])


class TestMatched:
    """The two worked cases, from series."""

    CONTRACTED: dict[str, list[int | None]] = {
        "ely": [100] * 6,
        "imp": [100] * 6,
        "contracted": [160, 140, 60, 20, 0, 220],
        "chg": [45, 0, 0, 0, 0, 0],
        "dis": [0, 0, 10, 30, 0, 0],
    }
    PRICES = Prices(
        {BEGINS + n * HOUR: Decimal(price) for n, price in enumerate((30, 25, 40, 45, 18, 35))}, Decimal(80)
    )
    NO_LOSS = replace(PLANT, charge_efficiency=Decimal(1), discharge_efficiency=Decimal(1))

    @pytest.mark.parametrize(
        ("hourly", "priced", "mwh"), [(True, True, 520), (True, False, 420), (False, True, 595), (False, False, 595)]
    )
    def test_counts_contracted_output_by_the_hour_or_by_the_month(
        self, mwh: int, *, hourly: bool, priced: bool
    ) -> None:
        prices = self.PRICES if priced else Prices({})
        (month,) = matched(site(**self.CONTRACTED), PLANT, FIGURES, hourly=hourly, prices=prices)

        assert (month.year, month.month, month.contracted_mwh) == (2024, 1, 600)
        assert (month.grid_mwh, month.correlated_mwh) == (600, mwh)

    def test_follows_a_direct_line_with_its_storage(self) -> None:
        day = site(
            res_gen=[160, 130, 60, 100, 95, 0],
            ely=[100, 100, 100, 100, 100, 30],
            aux=[10] * 6,
            chg=[50, 20, 0, 0, 0, 0],
            dis=[0, 0, 50, 10, 0, 0],
            imp=[0, 0, 0, 0, 15, 40],
        )

        (month,) = matched(day, PLANT, FIGURES, hourly=True)

        assert (month.load_mwh, month.direct_mwh, month.grid_mwh) == (590, 535, 55)

    def test_counts_no_contracted_volume_of_one_month_in_the_next(self) -> None:
        night = datetime(2024, 1, 31, 22, tzinfo=UTC)
        case = site(night, ely=[10, 10, 30, 30], imp=[10, 10, 30, 30], contracted=[40, 40, 0, 50])

        found = matched(case, PLANT, FIGURES, hourly=False)

        assert [(one.month, one.correlated_mwh) for one in found] == [(1, 20), (2, 50)]

    def test_carries_storage_from_one_month_into_the_next(self) -> None:
        night = datetime(2024, 1, 31, 23, tzinfo=UTC)
        case = site(night, res_gen=[20, 0], ely=[10, 10], chg=[10, 0], dis=[0, 10], imp=[0, 0])

        found = matched(case, self.NO_LOSS, FIGURES, hourly=True)

        assert [one.direct_mwh for one in found] == [10, 10]

    def test_does_not_take_what_charges_the_storage_for_load(self) -> None:
        (month,) = matched(site(ely=[10], imp=[25], chg=[15]), PLANT, FIGURES, hourly=True)

        assert (month.load_mwh, month.grid_mwh) == (10, 10)

    def test_counts_an_hour_that_is_missing_as_grid(self) -> None:
        (month,) = matched(site(res_gen=[10, None], ely=[10, 10], imp=[0, 0]), PLANT, FIGURES, hourly=True)

        assert (month.direct_mwh, month.grid_mwh) == (10, 10)


class TestTotals:
    def test_are_by_month_of_the_plants_zone_and_by_flow(self) -> None:
        reading = made({"A": [5, -2, 7]}, begins=datetime(2023, 12, 31, 14, tzinfo=UTC), zone="Asia/Shanghai")

        assert totals([Assigned.of(Flow.EXP, reading)]) == (
            (Flow.EXP, 2023, 12, Decimal("0.005")),
            (Flow.EXP, 2024, 1, Decimal("0.007")),
            (Flow.IMP, 2023, 12, Decimal("0.002")),
            (Flow.IMP, 2024, 1, Decimal(0)),
        )

    def test_follow_the_clock_of_the_plant_into_summer(self, tmp_path: Path) -> None:
        """By hand: April begins in Berlin at 22:00 UTC. Half of B counts, and 8 kWh in its hour that is missing."""
        path = tmp_path / "series.parquet"
        frame = made({"A": [1, 2, 4], "B": [-10, None, -20]}, begins=datetime(2025, 3, 31, 20, tzinfo=UTC)).frame
        counts = parquet.counted(frame["energy_kj"])
        parquet.write([frame.with_columns(counts.energy)], path, kept=parquet.Kept(counts.step, HOUR, "UTC"))
        begins = datetime(2025, 3, 31, 20, tzinfo=UTC)
        layers = [
            parquet.Substitution("B", begins, begins + 3 * HOUR, "factor", Decimal("0.5")),
            parquet.Substitution("B", begins + HOUR, begins + 2 * HOUR, "value", Decimal(8)),
        ]

        found = Assigned.stored(Flow.EXP, path, name="S", zone="Europe/Berlin", layers=layers)

        assert totals([found]) == (
            (Flow.EXP, 2025, 3, Decimal("0.011")),
            (Flow.EXP, 2025, 4, Decimal("0.004")),
            (Flow.IMP, 2025, 3, Decimal("0.005")),
            (Flow.IMP, 2025, 4, Decimal("0.010")),
        )

    def test_leave_prices_out(self) -> None:
        assert totals([Assigned.of(Flow.PRICE, made({"EPEX": [20, -5]}))]) == ()


class TestBalances:
    def test_take_what_was_weighed_in_their_days(self) -> None:
        weighed = made({"N": [100, 200, 400, 800]}, begins=datetime(2024, 3, 31, 14, tzinfo=UTC), zone="Asia/Shanghai")
        periods = [
            BalancePeriod(
                since=since, until=until, received_kg=Decimal(999), dispatched_kg=Decimal(0), physical_kg=Decimal(5000)
            )
            for since, until in ((date(2024, 1, 1), date(2024, 3, 31)), (date(2024, 4, 1), date(2024, 6, 30)))
        ]

        found = balances(periods, Assigned.of(Flow.NH3_OUT, weighed))

        assert [one.received_kg for one in found] == [300, 1200]
        assert found[0].carried_kg == 300


class TestCompare:
    def quantity(self, amount: str, *, unit: str = "MWh", advantage: int = 1) -> Quantity:
        return Quantity("exp.2024", Text("Export, 2024", "上网电量（2024）"), unit, Decimal(amount), advantage)

    def test_sets_the_claim_beside_what_the_series_give(self) -> None:
        (row,) = compare([self.quantity("1010")], [self.quantity("1000")])

        assert (row.claimed, row.recalculated, row.difference, row.percent) == (1010, 1000, 10, 1)

    @pytest.mark.parametrize(("advantage", "amount"), [(1, 10), (-1, -10)])
    def test_makes_a_misstatement_that_is_positive_where_the_client_gains(self, advantage: int, amount: int) -> None:
        (row,) = compare([self.quantity("1010")], [self.quantity("1000", advantage=advantage)])

        made_of = row.misstatement("M-1")

        assert made_of is not None
        assert (made_of.reference, made_of.amount, made_of.source) == ("M-1", amount, "factual")
        assert made_of.subject == "Export, 2024 (MWh)"

    def test_makes_none_where_both_agree_or_nothing_is_claimed(self) -> None:
        (equal,), (unclaimed,) = (
            compare([self.quantity("1000.000")], [self.quantity("1000")]),
            compare([], [self.quantity("1000")]),
        )

        assert (equal.misstatement("M-1"), unclaimed.misstatement("M-1")) == (None, None)
        assert (unclaimed.claimed, unclaimed.difference, unclaimed.percent) == (None, None, None)

    def test_has_no_percentage_of_nothing(self) -> None:
        assert compare([self.quantity("5")], [self.quantity("0")])[0].percent is None

    def test_refuses_to_compare_units_that_differ(self) -> None:
        with pytest.raises(ValueError, match="kWh"):
            compare([self.quantity("5", unit="kWh")], [self.quantity("5")])
