"""Properties of emission reductions; the worked cases stand with the schemes."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.rulebook.crediting import Grid, assess, operating_weight, reservoir_factor, vintages
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


class TestOperatingWeight:
    @pytest.mark.parametrize(
        ("technology", "period", "weight"),
        [("wind", 1, "0.75"), ("solar", 3, "0.75"), ("hydro", 1, "0.5"), ("hydro", 2, "0.25"), ("tidal", 3, "0.25")],
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
