"""The scorecard of units: two worked examples, the bands, and what is refused."""

from decimal import Decimal

import pytest

from verifier.rulebook.scorecard import QUESTIONS, Band, band, score

GOOD = (4, 4, 5, 5, 4, 5, 4, 5, 4, 5, 4, 5)
POOR = (2, 2, 3, 1, 3, 2, 3, 3, 2, 5, 2, 2)


def scored(scores: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(QUESTIONS, scores, strict=True))


class TestScore:
    @pytest.mark.parametrize(
        ("scores", "points"), [(GOOD, "86.75"), (POOR, "35.00"), ((1,) * 12, "0"), ((5,) * 12, "100")]
    )
    def test_weighs_the_twelve_questions(self, scores: tuple[int, ...], points: str) -> None:
        assert score(scored(scores)) == Decimal(points)

    @pytest.mark.parametrize("wrong", [{"vintage": 0}, {"vintage": 6}, {"charm": 3}])
    def test_refuses_another_score_or_question(self, wrong: dict[str, int]) -> None:
        with pytest.raises(ValueError, match="scored 1 to 5"):
            score(scored(GOOD) | wrong)

    def test_asks_for_every_question(self) -> None:
        with pytest.raises(ValueError, match="scored 1 to 5"):
            score({"additionality": 5})


class TestBand:
    @pytest.mark.parametrize(
        ("points", "name"),
        [("80", Band.A), ("79.99", Band.B), ("65", Band.B), ("64.99", Band.C), ("50", Band.C), ("49.99", Band.D)],
    )
    def test_begins_at_its_least_score(self, points: str, name: Band) -> None:
        assert band(Decimal(points)) is name

    def test_is_the_last_after_a_knock_out(self) -> None:
        assert band(Decimal(100), knocked_out=True) is Band.D
