"""The deduction for uncertainty, by both tables."""

from decimal import Decimal

import pytest

from verifier.rulebook.uncertainty import china_forest_discount, discount, discounted


class TestDiscount:
    @pytest.mark.parametrize(
        ("uncertainty", "percent", "stock"),
        [
            ("0", "0", "500000"),
            ("9.9", "0", "500000"),
            ("10", "0", "500000"),
            ("12", "3", "485000"),
            ("15", "3.75", "481250"),
            ("18", "9", "455000"),
            ("25", "18.75", "406250"),
            ("34", "34", "330000"),
        ],
    )
    def test_grows_with_the_uncertainty(self, uncertainty: str, percent: str, stock: str) -> None:
        assert discount(Decimal(uncertainty)) == Decimal(percent)
        assert discounted(Decimal(500000), discount(Decimal(uncertainty))) == Decimal(stock)

    @pytest.mark.parametrize(
        ("uncertainty", "percent"),
        [("10.1", "2.525"), ("15.1", "7.55"), ("20", "10"), ("20.1", "15.075"), ("30", "22.5"), ("30.1", "30.1")],
    )
    def test_steps_up_just_beyond_each_bound(self, uncertainty: str, percent: str) -> None:
        assert discount(Decimal(uncertainty)) == Decimal(percent)

    def test_takes_no_more_than_the_whole(self) -> None:
        assert discounted(Decimal(500), discount(Decimal(140))) == 0

    @pytest.mark.parametrize("asked", [discount, china_forest_discount])
    @pytest.mark.parametrize("uncertainty", ["-0.1", "NaN"])
    def test_is_refused_for_what_is_no_uncertainty(self, asked: object, uncertainty: str) -> None:
        with pytest.raises((ValueError, ArithmeticError)):
            asked(Decimal(uncertainty))  # type: ignore[operator]


class TestChinaForestDiscount:
    @pytest.mark.parametrize(
        ("uncertainty", "percent"),
        [
            ("9", "0"),
            ("10", "0"),
            ("10.1", "6"),
            ("15", "6"),
            ("20", "6"),
            ("20.1", "11"),
            ("25", "11"),
            ("30", "11"),
            ("30.1", None),
            ("31", None),
        ],
    )
    def test_asks_for_more_plots_beyond_its_last_bound(self, uncertainty: str, percent: str | None) -> None:
        assert china_forest_discount(Decimal(uncertainty)) == (None if percent is None else Decimal(percent))
