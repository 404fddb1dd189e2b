"""Sizes of samples, the precision they reached, and draws that can be repeated."""

from decimal import Decimal

import pytest

from verifier.rulebook.quantities import ceil
from verifier.rulebook.sampling import (
    achieved,
    conservative_share,
    draw,
    of_attributes,
    of_attributes_exact,
    of_mean,
    of_proportion,
    of_sites,
)

TENTH = Decimal("0.1")


class TestSites:
    @pytest.mark.parametrize(("sites", "sizes"), [(25, (5, 3, 4)), (640, (26, 16, 21)), (10000, (100, 60, 80))])
    def test_are_the_root_of_all_for_a_first_a_later_and_a_renewing_audit(
        self, sites: int, sizes: tuple[int, int, int]
    ) -> None:
        factors = (Decimal(1), Decimal("0.6"), Decimal("0.8"))
        assert tuple(of_sites(sites, factor) for factor in factors) == sizes

    @pytest.mark.parametrize(("sites", "size"), [(1, 1), (2, 2), (4, 2), (5, 3)])
    def test_are_never_more_than_there_are(self, sites: int, size: int) -> None:
        assert of_sites(sites) == size


class TestProportion:
    @pytest.mark.parametrize(
        ("confidence", "share", "population", "printed", "size"),
        [
            (90, "0.5", 640, "190.39701408032627", 191),
            (90, "0.8", 10000, "67.20271470631272", 68),
            (95, "0.8", 10000, "95.13582908041964", 96),
        ],
    )
    def test_is_sized_by_confidence_and_relative_precision(
        self, confidence: int, share: str, population: int, printed: str, size: int
    ) -> None:
        found = of_proportion(population, Decimal(share), confidence=confidence, precision=TENTH)
        assert found.quantize(Decimal("1e-12")) == Decimal(printed).quantize(Decimal("1e-12"))
        assert ceil(found) == size


class TestMean:
    def test_is_sized_by_the_coefficient_of_variation(self) -> None:
        found = of_mean(10000, Decimal("0.3"), confidence=90, precision=TENTH)
        assert found.quantize(Decimal("1e-12")) == Decimal("24.297480118238557").quantize(Decimal("1e-12"))
        assert ceil(found) == 25


class TestAttributes:
    @pytest.mark.parametrize(
        ("materiality", "size", "exact"),
        [("0.05", 60, 59), ("0.02", 150, 149), ("0.01", 300, 299), ("0.005", 600, 598)],
    )
    def test_are_three_over_the_materiality(self, materiality: str, size: int, exact: int) -> None:
        assert of_attributes(Decimal(materiality)) == size
        assert of_attributes_exact(Decimal(materiality)) == exact


class TestAchieved:
    def test_shows_that_a_survey_missed_its_precision(self) -> None:
        found = achieved(10000, 68, 51, confidence=90)
        assert found is not None
        assert found.quantize(Decimal("1e-14")) == Decimal("0.11563418106617858").quantize(Decimal("1e-14"))
        assert found > TENTH

    def test_then_leaves_the_lower_bound(self) -> None:
        found = conservative_share(10000, 68, 51, confidence=90)
        assert found.quantize(Decimal("1e-4")) == Decimal("0.6633")

    @pytest.mark.parametrize(("sampled", "hits"), [(10, 0), (1, 1)])
    def test_is_unknown_where_nothing_can_be_said(self, sampled: int, hits: int) -> None:
        assert achieved(100, sampled, hits, confidence=90) is None
        assert conservative_share(100, sampled, hits, confidence=90) == 0

    def test_is_exact_where_all_were_asked(self) -> None:
        assert achieved(50, 50, 30, confidence=95) == 0


class TestUndefined:
    @pytest.mark.parametrize("population", [1, 2, 500])
    @pytest.mark.parametrize("precision", [Decimal(0), TENTH])
    def test_is_refused_where_there_is_no_spread(self, population: int, precision: Decimal) -> None:
        for share in (Decimal(0), Decimal(1)):
            with pytest.raises(ValueError, match="between 0 and 1"):
                of_proportion(population, share, confidence=90, precision=precision)
        with pytest.raises(ValueError, match="more than 0"):
            of_mean(population, Decimal(0), confidence=90, precision=precision)

    @pytest.mark.parametrize("population", [1, 2, 500])
    def test_is_all_of_them_where_nothing_may_differ(self, population: int) -> None:
        assert of_proportion(population, Decimal("0.5"), confidence=95, precision=Decimal(0)) == population
        assert of_mean(population, Decimal("0.3"), confidence=95, precision=Decimal(0)) == population

    @pytest.mark.parametrize("materiality", [Decimal(0), Decimal(1)])
    def test_is_refused_where_nothing_or_all_is_material(self, materiality: Decimal) -> None:
        for size in (of_attributes, of_attributes_exact):
            with pytest.raises(ValueError, match="between 0 and 1"):
                size(materiality)

    @pytest.mark.parametrize(("population", "sampled", "hits"), [(10, 0, 0), (5, 10, 5), (10, 5, 6)])
    def test_is_refused_where_no_survey_has_such_numbers(self, population: int, sampled: int, hits: int) -> None:
        with pytest.raises(ValueError, match="at least one unit"):
            achieved(population, sampled, hits, confidence=90)


class TestDraw:
    ITEMS = tuple(f"meter {n}" for n in range(50))

    def test_can_be_repeated_whatever_the_order_of_the_items(self) -> None:
        first = draw(self.ITEMS, 7, seed="2026-03-01")
        assert draw(self.ITEMS[::-1], 7, seed="2026-03-01") == first
        assert len(set(first.drawn)) == 7
        assert set(first.drawn) <= set(self.ITEMS)

    def test_is_another_by_another_seed_or_of_other_items(self) -> None:
        first = draw(self.ITEMS, 7, seed="one")
        assert draw(self.ITEMS, 7, seed="two").drawn != first.drawn
        assert draw(self.ITEMS[1:], 7, seed="one").population_sha256 != first.population_sha256

    def test_is_kept_when_it_is_enlarged(self) -> None:
        assert set(draw(self.ITEMS, 7, seed="one").drawn) < set(draw(self.ITEMS, 9, seed="one").drawn)

    def test_is_refused_where_an_item_stands_twice(self) -> None:
        with pytest.raises(ValueError, match="once"):
            draw(["a", "a"], 1, seed="one")
