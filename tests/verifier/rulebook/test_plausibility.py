"""Signals that numbers may not be what they seem."""

from decimal import Decimal

import pytest

from verifier.rulebook.plausibility import (
    benford,
    benford_departure,
    capacity_factor,
    full_load_hours,
    leading_digit_shares,
    roundness,
)
from verifier.rulebook.quantities import rounded

YEAR = 365


class TestCapacityFactor:
    @pytest.mark.parametrize(
        ("megawatts", "energy", "factor"),
        [("500", "1612000", "0.3680"), ("500", "2900000", "0.6621"), ("100", "245812.45", "0.2806")],
    )
    def test_is_energy_over_capacity_and_hours(self, megawatts: str, energy: str, factor: str) -> None:
        assert rounded(capacity_factor(Decimal(energy), Decimal(megawatts), YEAR), 4) == factor

    @pytest.mark.parametrize(("margin", "energy", "hours"), [("0.5", "1608690", "3217"), ("0.65", "1237454", "2475")])
    def test_tells_two_weights_apart_by_full_load_hours(self, margin: str, energy: str, hours: str) -> None:
        """A farm of 500 MW that is to save 804,345 t a year."""
        implied = Decimal(804345) / Decimal(margin)
        assert rounded(implied, 0) == energy
        assert rounded(full_load_hours(implied, Decimal(500)), 0) == hours


class TestBenford:
    def test_gives_the_shares_of_leading_digits(self) -> None:
        shares = ["0.3010", "0.1761", "0.1249", "0.0969", "0.0792", "0.0669", "0.0580", "0.0512", "0.0458"]
        assert [rounded(benford(digit), 4) for digit in range(1, 10)] == shares

    def test_finds_next_to_nothing_in_a_thousand_numbers_that_follow_it(self) -> None:
        counts = (301, 176, 125, 97, 79, 67, 58, 51, 46)
        assert rounded(benford_departure([Decimal(count) / 1000 for count in counts]), 13) == "0.0001011162699"

    def test_finds_much_in_a_thousand_numbers_in_a_row(self) -> None:
        """From 10 to 1,009 the digit 1 leads 120 times and each other 110 times."""
        shares = leading_digit_shares(Decimal(number) for number in range(10, 1010))
        assert shares == (Decimal("0.12"), *[Decimal("0.11")] * 8)
        assert rounded(benford_departure(shares), 4) == "0.0582"

    def test_finds_more_where_all_digits_lead_alike(self) -> None:
        assert rounded(benford_departure([Decimal(1) / 9] * 9), 4) == "0.0597"

    def test_reads_the_first_digit_that_is_not_nought(self) -> None:
        values = [Decimal(text) for text in ("0.0045", "-4", "4e9", "0", "0.00")]
        assert leading_digit_shares(values)[3] == 1

    def test_refuses_nothing_but_noughts(self) -> None:
        with pytest.raises(ValueError, match="zero"):
            leading_digit_shares([Decimal(0)])


class TestRoundness:
    @pytest.mark.parametrize(("ending", "deviations"), [(110, "4.84"), (82, "1.18"), (73, "0.00")])
    def test_counts_deviations_from_a_fifth(self, ending: int, deviations: str) -> None:
        assert rounded(roundness(365, ending), 2) == deviations
