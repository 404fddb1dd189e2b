"""Plans of samples: the sizes that are printed in the standards' examples, what each method needs, the draw."""

from decimal import Decimal
from typing import Any

import pytest

from verifier.rulebook import particulars, sampling
from verifier.rulebook.quantities import ceil
from verifier.rulebook.sampling_plan import METHODS, NEEDED, Plan, Sample, assess

WHOLE: dict[str, dict[str, Any]] = {
    "sites": {"population": 25},
    "proportion": {"population": 640, "expected_share": "0.5", "confidence": 90, "precision": 10},
    "mean": {"population": 10_000, "variation": "0.3", "confidence": 90, "precision": 10},
    "attributes": {"materiality": 5},
    "achieved": {"population": 10_000, "sampled": 68, "hits": 51, "confidence": 90, "precision": 10},
}


def sample(method: str, **changed: Any) -> Sample:
    return assess(particulars.read(Plan, {"method": method, **WHOLE[method], **changed}))


def size(method: str, **changed: Any) -> int:
    return int(sample(method, **changed).calculation["size"].value)


def misfits(method: str, **changed: Any) -> dict[str, str]:
    with pytest.raises(particulars.Misfit) as refused:
        sample(method, **changed)
    return {path: message.en for path, message in refused.value.errors.items()}


class TestSize:
    @pytest.mark.parametrize(
        ("population", "factor", "expected"),
        [
            (25, "1", 5),
            (25, "0.6", 3),
            (25, "0.8", 4),
            (640, "1", 26),
            (640, "0.6", 16),
            (640, "0.8", 21),
            (1, "1", 1),
            (2, "10", 2),
        ],
    )
    def test_of_sites(self, population: int, factor: str, expected: int) -> None:
        assert size("sites", population=population, factor=factor) == expected

    @pytest.mark.parametrize(
        ("population", "share", "confidence", "expected"),
        [(640, "0.5", 90, 191), (10_000, "0.8", 90, 68), (10_000, "0.8", 95, 96), (1, "0.5", 95, 1)],
    )
    def test_of_a_proportion(self, population: int, share: str, confidence: int, expected: int) -> None:
        assert size("proportion", population=population, expected_share=share, confidence=confidence) == expected

    def test_of_a_mean(self) -> None:
        assert size("mean") == 25

    @pytest.mark.parametrize(("materiality", "expected"), [("5", 60), ("2", 150), ("1", 300), ("0.5", 600)])
    def test_of_records(self, materiality: str, expected: int) -> None:
        assert size("attributes", materiality=materiality) == expected

    def test_is_no_more_than_there_is(self) -> None:
        assert size("attributes", population=40) == 40

    @pytest.mark.parametrize("method", [method for method in METHODS if method != "achieved"])
    def test_is_what_its_step_comes_to_rounded_up(self, method: str) -> None:
        (step,) = sample(method).calculation.steps
        assert ceil(step.value) == size(method)


class TestAchieved:
    def test_is_the_precision_and_the_lower_bound(self) -> None:
        found = sample("achieved")
        assert found.calculation["achieved"].value.quantize(Decimal("0.000001")) == Decimal("11.563418")
        assert found.calculation["lower"].shown == "0.663274"
        assert found.enough is False

    def test_is_enough_at_the_precision_asked_for(self) -> None:
        exact = sample("achieved").calculation["achieved"].value
        assert sample("achieved", precision=str(exact)[:40]).enough is False
        assert sample("achieved", precision="11.5634187").enough is True

    def test_is_never_enough_where_nothing_was_hit(self) -> None:
        found = sample("achieved", hits=0)
        assert found.enough is False
        assert "achieved" not in found.calculation
        assert found.calculation["lower"].value == 0

    def test_warns_where_everything_was_hit(self) -> None:
        assert sample("achieved").warning is None
        found = sample("achieved", hits=68)
        assert found.warning is not None
        assert sample("achieved", population=68, hits=68).warning is None


class TestDraw:
    ITEMS = [f"S-{n}" for n in range(25)]

    def test_is_as_large_as_the_size(self) -> None:
        found = sample("sites", population=None, items=self.ITEMS, seed="7")
        assert found.draw == sampling.draw(self.ITEMS, 5, seed="7")

    def test_is_another_with_another_seed(self) -> None:
        first, second = (sample("sites", items=self.ITEMS, seed=seed).draw for seed in ("7", "8"))
        assert first is not None
        assert second is not None
        assert first.drawn != second.drawn
        assert first.population_sha256 == second.population_sha256

    @pytest.mark.parametrize(
        ("changed", "named"),
        [
            ({"items": ITEMS}, {"seed"}),
            ({"seed": "7"}, {"items"}),
            ({"items": [*ITEMS[:24], "S-0"], "seed": "7"}, {"items"}),
            ({"items": [*ITEMS[:24], " "], "seed": "7"}, {"items"}),
            ({"items": ITEMS[:24], "seed": "7"}, {"population"}),
        ],
    )
    def test_needs_items_once_each_and_a_seed(self, changed: dict[str, Any], named: set[str]) -> None:
        assert set(misfits("sites", **changed)) == named

    def test_is_not_made_for_a_survey_that_is_done(self) -> None:
        assert set(misfits("achieved", population=None, items=self.ITEMS, seed="7", sampled=5, hits=5)) == {"items"}


class TestPlan:
    @pytest.mark.parametrize("method", METHODS)
    def test_names_what_its_method_lacks(self, method: str) -> None:
        nothing = dict.fromkeys(WHOLE[method])
        assert set(misfits(method, **nothing)) == set(NEEDED[method]) - {"factor"}

    @pytest.mark.parametrize(
        ("changed", "named", "hint"),
        [
            ({"precision": "0.1"}, "precision", "10, not 0.10"),
            ({"expected_share": "80"}, "expected_share", "0.8, not 80"),
            ({"expected_share": "1"}, "expected_share", "0.001 to 0.999"),
            ({"confidence": 92}, "confidence", "90 or 95"),
            ({"confidence": "99"}, "confidence", "90 to 95"),
            ({"population": 0}, "population", "1 to"),
            ({"population": "12.5"}, "population", "whole number"),
            ({"population": -5}, "population", "negative"),
            ({"precision": "NaN"}, "precision", "not a number"),
        ],
    )
    def test_refuses_what_cannot_be_meant(self, changed: dict[str, Any], named: str, hint: str) -> None:
        found = misfits("proportion", **changed)
        assert set(found) == {named}
        assert hint in found[named]

    @pytest.mark.parametrize(
        ("changed", "named"), [({"sampled": 10_001}, "sampled"), ({"hits": 69}, "hits"), ({"sampled": 0}, "sampled")]
    )
    def test_refuses_a_survey_that_cannot_have_been(self, changed: dict[str, Any], named: str) -> None:
        assert named in misfits("achieved", **changed)
