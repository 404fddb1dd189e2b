"""Rounding and days."""

from datetime import date
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.rulebook.quantities import ceil, floor, grouped, last_day, months_after, rounded


class TestRounded:
    @pytest.mark.parametrize(
        ("value", "places", "shown"),
        [("2.5", 0, "2"), ("3.5", 0, "4"), ("-0.00049", 3, "-0.000"), ("1E+3", 2, "1000.00"), ("0.1250", 2, "0.12")],
    )
    def test_rounds_half_to_even_into_plain_digits(self, value: str, places: int, shown: str) -> None:
        assert rounded(Decimal(value), places) == shown

    def test_does_not_depend_on_the_context_of_the_caller(self) -> None:
        with localcontext(prec=3):
            assert rounded(Decimal("123456.789"), 2) == "123456.79"


class TestFloorAndCeil:
    @given(st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=6))
    def test_enclose_the_value(self, value: Decimal) -> None:
        assert floor(value) <= value <= ceil(value)
        assert ceil(value) - floor(value) in (0, 1)

    def test_go_down_and_up_below_zero_too(self) -> None:
        assert (floor(Decimal("-0.2")), ceil(Decimal("-0.2"))) == (-1, 0)


class TestGrouped:
    @pytest.mark.parametrize(
        ("value", "shown"), [("25000000", "25,000,000"), ("1E+4", "10,000"), ("12000.50", "12,000.5"), ("0", "0")]
    )
    def test_sets_thousands_apart_and_keeps_all_digits(self, value: str, shown: str) -> None:
        assert grouped(Decimal(value)) == shown


class TestMonthsAfter:
    @pytest.mark.parametrize(
        ("day", "months", "expected"),
        [
            (date(2025, 7, 16), -36, date(2022, 7, 16)),
            (date(2024, 2, 29), 12, date(2025, 2, 28)),
            (date(2024, 2, 29), -48, date(2020, 2, 29)),
            (date(2026, 1, 31), 1, date(2026, 2, 28)),
            (date(2026, 12, 31), 12, date(2027, 12, 31)),
            (date(2026, 11, 30), 1, date(2026, 12, 30)),
        ],
    )
    def test_keeps_the_day_where_the_month_has_it(self, day: date, months: int, expected: date) -> None:
        assert months_after(day, months) == expected


class TestLastDay:
    @pytest.mark.parametrize(
        ("first", "months", "expected"),
        [
            (date(2023, 1, 1), 84, date(2029, 12, 31)),
            (date(2023, 3, 1), 12, date(2024, 2, 29)),
            (date(2024, 2, 29), 84, date(2031, 2, 28)),
            (date(2024, 2, 29), 48, date(2028, 2, 28)),
            (date(2026, 1, 31), 1, date(2026, 2, 28)),
        ],
    )
    def test_is_the_day_before_the_same_day_or_the_months_last(self, first: date, months: int, expected: date) -> None:
        assert last_day(first, months) == expected
