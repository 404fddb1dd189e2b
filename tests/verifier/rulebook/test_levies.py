"""What is taken at issuance."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.rulebook.levies import Levied, levied
from verifier.rulebook.quantities import CONTEXT

ADAPTATION, MITIGATION = Decimal(5), Decimal(2)


def of(issued: int | Decimal, mitigation: Decimal = MITIGATION) -> Levied | None:
    return levied(Decimal(issued), adaptation_percent=ADAPTATION, mitigation_percent=mitigation)


class TestLevied:
    @pytest.mark.parametrize(
        ("issued", "shares"),
        [
            (100000, (5000, 2000, 93000)),
            (100003, (5001, 2001, 93001)),
            (57, (3, 2, 52)),
            (1000, (50, 20, 930)),
            (99, (5, 2, 92)),
            (10, (1, 1, 8)),
            (3, (1, 1, 1)),
        ],
    )
    def test_rounds_each_share_up(self, issued: int, shares: tuple[int, int, int]) -> None:
        found = of(issued)
        assert found
        assert (found.adaptation, found.mitigation, found.participants) == shares

    @pytest.mark.parametrize("issued", [2, 1, 0, -5])
    def test_is_nothing_where_nothing_would_be_left(self, issued: int) -> None:
        assert of(issued) is None

    @given(st.integers(min_value=3, max_value=10**12))
    def test_gives_out_all_that_is_issued_and_never_less_than_nothing(self, issued: int) -> None:
        found = of(issued)
        assert found
        assert found.adaptation + found.mitigation + found.participants == issued
        assert min(found.adaptation, found.mitigation, found.participants) >= 1
        assert found.adaptation * 100 >= issued * ADAPTATION
        assert found.mitigation * 100 >= issued * MITIGATION
        assert found.adaptation + found.mitigation < issued * Decimal("0.07") + 2

    @given(st.integers(min_value=-10, max_value=10**6), st.decimals(min_value=2, max_value=90, places=2))
    def test_leaves_a_unit_or_is_nothing(self, issued: int, mitigation: Decimal) -> None:
        found = of(issued, mitigation)
        assert found is None or found.participants >= 1

    def test_is_exact_whatever_the_size(self) -> None:
        issued = Decimal(10**30 + 1)
        with localcontext(CONTEXT):
            found = of(issued)
        assert found
        assert found.adaptation == 5 * 10**28 + 1
