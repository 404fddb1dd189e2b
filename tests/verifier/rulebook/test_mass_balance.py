"""The mass balance: what is carried on, what is written off, and how the periods follow one upon another."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from verifier.rulebook.certification_examples import NEXT, QUARTER
from verifier.rulebook.mass_balance import BalancePeriod, assess, by_balance
from verifier.rulebook.particulars import Misfit, read


def period(**changed: Any) -> BalancePeriod:
    return read(BalancePeriod, {**QUARTER, **changed})


class TestBalancePeriod:
    def test_carries_on_no_more_than_is_there_and_writes_off_the_rest(self) -> None:
        one = period()
        assert (one.book_kg, one.carried_kg, one.written_off_kg) == (1000, 950, 50)

    def test_carries_on_no_more_than_the_books_show(self) -> None:
        one = period(physical_kg="5000")
        assert (one.carried_kg, one.written_off_kg) == (1000, 0)

    def test_carries_nothing_on_where_the_books_are_negative(self) -> None:
        one = period(dispatched_kg="26000", physical_kg="10")
        assert (one.book_kg, one.carried_kg, one.written_off_kg) == (-1000, 0, 0)

    def test_reckons_in_what_came_out_of_what_was_received(self) -> None:
        one = period(opening_kg="10", received_kg="1000", conversion="0.95", dispatched_kg="900", transferred_kg="20")
        assert one.book_kg == 40

    @pytest.mark.parametrize(
        ("since", "until", "lasts"),
        [
            ("2026-01-01", "2026-03-31", True),
            ("2026-01-15", "2026-04-14", True),
            ("2025-12-01", "2026-02-28", True),
            ("2027-12-01", "2028-02-29", True),
            ("2026-01-01", "2026-03-30", False),
            ("2026-01-01", "2026-04-01", False),
        ],
    )
    def test_lasts_three_months_to_the_day(self, since: str, until: str, *, lasts: bool) -> None:
        assert period(since=since, until=until).lasts(3) is lasts

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"received_kg": "-1"}, "received_kg"),
            ({"until": "2025-12-31"}, "until"),
            ({"conversion": "95"}, "conversion"),
        ],
    )
    def test_is_refused_naming_the_field(self, changed: dict[str, str], field: str) -> None:
        with pytest.raises(Misfit) as caught:
            period(**changed)
        assert list(caught.value.errors) == [field]


class TestByBalance:
    def test_keeps_balances_apart_and_in_the_order_of_time(self) -> None:
        second, first, other = read(BalancePeriod, NEXT), period(), period(balance="Hydrogen")
        assert by_balance((second, first, other)) == {"Ammonia": [first, second], "Hydrogen": [other]}
        assert second.follows(first)
        assert not first.follows(second)


class TestAssess:
    def test_shows_each_period_as_it_was_given(self) -> None:
        found = {result.code: result.value for result in assess((period(), read(BalancePeriod, NEXT)))}
        assert found == {
            "book_1": Decimal(1000),
            "carried_1": Decimal(950),
            "written_off_1": Decimal(50),
            "book_2": 0,
            "carried_2": 0,
            "written_off_2": 0,
        }

    def test_names_the_balance_and_the_day(self) -> None:
        (book, *_) = assess((period(),))
        assert book.name.en == f"Book stock, Ammonia until {date(2026, 3, 31)}"
