"""Properties of emission reductions; the worked cases stand with the schemes."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.rulebook.crediting import Deducted, Grid, assess, operating_weight, reservoir_factor, vintages
from verifier.rulebook.facts import Metered
from verifier.rulebook.figures import FigureBook
from verifier.schemes.vcs.figures import FIGURES

BOOK = FigureBook(FIGURES, on=date(2026, 1, 1))
GRID = Grid(operating_margin=Decimal("0.7921"), build_margin=Decimal("0.3870"), weight=Decimal("0.75"))
MWH = st.decimals(min_value=0, max_value=10**7, allow_nan=False, places=3)


def metered(year: int, exported: Decimal, imported: Decimal = Decimal(0)) -> Metered:
    return Metered(year=year, exported_mwh=exported, imported_mwh=imported, source="Main meter")


class TestVintages:
    @given(st.lists(MWH, min_size=1, max_size=8))
    def test_are_rounded_down_one_by_one(self, exported: list[Decimal]) -> None:
        found = vintages([metered(2020 + n, mwh) for n, mwh in enumerate(exported)], GRID, Decimal(0))
        for one in found:
            assert 0 <= one.exact - one.reductions < 1
        total = assess(found, GRID, Decimal(0))
        assert total["ER"].value == sum(one.reductions for one in found)
        assert total["ER"].value <= total["ER_exact"].value < total["ER"].value + len(exported)

    def test_do_not_depend_on_the_order_of_readings(self) -> None:
        readings = [metered(2025, Decimal("1.4")), metered(2024, Decimal("2.7")), metered(2025, Decimal("0.3"))]
        found = {vintages(order, GRID, Decimal(0)) for order in permutations(readings)}
        assert len(found) == 1
        assert [one.year for one in found.pop()] == [2024, 2025]

    def test_of_a_losing_year_are_rounded_down_too(self) -> None:
        (lost,) = vintages([metered(2025, Decimal(0), Decimal(1))], GRID, Decimal(0))
        assert lost.reductions == -1

    def test_take_project_emissions_unrounded(self) -> None:
        """Rounded up on their own, 28,119.618 t would cost the project a tonne."""
        reading = Metered(
            year=2025,
            exported_mwh=Decimal("305118.6"),
            imported_mwh=Decimal(0),
            generated_mwh=Decimal("312440.2"),
            source="Main meter",
        )
        (found,) = vintages([reading], Grid(**{**vars(GRID), "weight": Decimal("0.5")}), Decimal("0.09"))
        assert (found.baseline_t, found.project_t) == (Decimal("179882.670630"), Decimal("28119.618"))
        assert (found.exact, found.reductions) == (Decimal("151763.052630"), 151763)

    def test_bear_the_fuels_burned_beside_the_reservoir(self) -> None:
        (found,) = vintages(
            [metered(2025, Decimal(1000))], GRID, Decimal("0.09"), burned=lambda year: Decimal(year - 2000)
        )
        assert (found.reservoir_t, found.burned_t, found.project_t) == (90, 25, 115)

    def test_of_a_retrofit_end_at_nothing(self) -> None:
        before = Deducted(before_mwh=Decimal(1001))
        (found,) = vintages([metered(2025, Decimal(1000))], GRID, Decimal(0), deducted=lambda _: before)
        assert (found.supplied_mwh, found.net_mwh, found.reductions) == (1000, 0, 0)

    def test_without_a_retrofit_may_lose(self) -> None:
        sold = Deducted(sold_mwh=Decimal(1001))
        (found,) = vintages([metered(2025, Decimal(1000))], GRID, Decimal(0), deducted=lambda _: sold)
        assert (found.net_mwh, found.reductions) == (-1, -1)


class TestOperatingWeight:
    @pytest.mark.parametrize(
        ("technology", "period", "weight"),
        [
            ("wind", 1, "0.75"),
            ("solar", 3, "0.75"),
            ("csp", 2, "0.75"),
            ("hydro", 1, "0.5"),
            ("hydro", 2, "0.25"),
            ("tidal", 3, "0.25"),
        ],
    )
    def test_falls_after_the_first_period_except_for_wind_and_solar(
        self, technology: str, period: int, weight: str
    ) -> None:
        assert operating_weight(technology, period, BOOK) == Decimal(weight)


class TestReservoirFactor:
    @pytest.mark.parametrize(
        ("density", "factor"), [(None, "0"), ("4", "0.09"), ("10", "0.09"), ("10.001", "0"), ("500", "0")]
    )
    def test_is_nought_above_ten_watts_and_without_a_reservoir(self, density: str | None, factor: str) -> None:
        assert reservoir_factor(None if density is None else Decimal(density), BOOK) == Decimal(factor)
