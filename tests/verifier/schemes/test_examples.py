"""The worked cases of every scheme, run one way."""

import importlib
from decimal import ROUND_HALF_EVEN, Decimal

import pytest

from verifier import schemes
from verifier.rulebook.assessment import assess
from verifier.rulebook.examples import Example, conduct_examples
from verifier.rulebook.rules import Gate
from verifier.rulebook.scheme import Scheme


def _examples(scheme: Scheme) -> tuple[Example, ...]:
    own: tuple[Example, ...] = importlib.import_module(f"verifier.schemes.{scheme.code}.examples").EXAMPLES
    return (*own, *conduct_examples(next(one for one in own if not one.breached), scheme))


CASES = [
    pytest.param(scheme, example, id=f"{scheme.code}: {example.name}")
    for scheme in schemes.all()
    for example in _examples(scheme)
]


@pytest.mark.parametrize(("scheme", "example"), CASES)
class TestExample:
    def test_gives_the_digits_of_its_source(self, scheme: Scheme, example: Example) -> None:
        calculation = example.under(scheme).compute(scheme.facts(example.facts))
        found = {step.code: step.value for step in calculation.steps}
        found |= {result.code: result.value for result in calculation.results}
        for code, printed in example.figures.items():
            expected = Decimal(printed)
            assert found[code].quantize(expected, rounding=ROUND_HALF_EVEN) == expected, code

    def test_breaches_the_rules_it_names_and_no_other(self, scheme: Scheme, example: Example) -> None:
        answers = example.under(scheme).ask(scheme.facts(example.facts), None, example.on)
        assert {answer.rule.code for answer in answers if not answer.passed} == example.breached

    def test_has_no_opinion_to_issue_on_where_its_own_rules_are_breached(
        self, scheme: Scheme, example: Example
    ) -> None:
        scheme = example.under(scheme)
        found = assess(scheme, scheme.facts(example.facts), on=example.on)
        if any(not answer.passed and Gate.SUBMIT in answer.rule.gates for answer in found.of_the_claim):
            assert not found.meaning.issues
        assert found.opinion is scheme.opinion(scheme.facts(example.facts))


@pytest.mark.parametrize("scheme", schemes.all(), ids=lambda scheme: scheme.code)
class TestRules:
    def test_each_have_an_example_that_passes_and_one_that_breaches(self, scheme: Scheme) -> None:
        passed, breached = set(), set()
        for example in _examples(scheme):
            for answer in example.under(scheme).ask(scheme.facts(example.facts), None, example.on):
                (passed if answer.passed else breached).add(answer.rule.code)
        codes = {rule.code for rule in scheme.all_rules}
        assert (codes - passed, codes - breached) == (set(), set())

    def test_are_worded_in_both_languages(self, scheme: Scheme) -> None:
        for rule in scheme.all_rules:
            assert rule.words.en, rule.code
            assert any("\u4e00" <= letter <= "\u9fff" for letter in rule.words.zh), rule.code
            assert rule.clause, rule.code

    def test_have_codes_of_their_own(self, scheme: Scheme) -> None:
        codes = [rule.code for rule in scheme.all_rules]
        assert len(codes) == len(set(codes))
