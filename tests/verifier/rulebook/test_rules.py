"""Rules, gates and the days on which rules hold."""

from collections.abc import Iterator
from datetime import date

import pytest

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.rules import Answer, Breach, Gate, breaches_in, rule, rules_of
from verifier.rulebook.wording import Text

FACTS = ReportFacts(
    scheme="made_up",
    period_from=date(2026, 3, 1),
    period_until=date(2026, 3, 31),
    particulars=None,
    requests_open=("E-1",),
)


@rule("Art. 15", gate=(Gate.SUBMIT, Gate.ISSUE), since=date(2024, 1, 1), until=date(2025, 12, 31), zh="要求均已答复。")
def requests_are_answered(facts: ReportFacts) -> Iterator[Breach]:
    """Every request
    is answered."""
    for request in facts.requests_open:
        yield Breach(request, Text("Open.", "未答复。"))


class TestRule:
    def test_takes_code_words_and_gates_from_its_function(self) -> None:
        made = requests_are_answered
        assert (made.code, made.clause) == ("requests_are_answered", "Art. 15")
        assert made.words == Text("Every request is answered.", "要求均已答复。")
        assert made.gates == (Gate.SUBMIT, Gate.ISSUE)

    def test_holds_from_its_first_day_to_its_last(self) -> None:
        days = (date(2023, 12, 31), date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
        assert [requests_are_answered.in_force(day) for day in days] == [False, True, True, False]

    def test_marks_each_breach_with_its_clause_and_code(self) -> None:
        (breach,) = requests_are_answered.ask(FACTS)
        assert (breach.subject, breach.clause, breach.rule) == ("E-1", "Art. 15", "requests_are_answered")

    def test_must_say_its_clause_in_words(self) -> None:
        with pytest.raises(TypeError, match="docstring"):

            @rule("Art. 1", gate=Gate.ISSUE, zh="无")
            def wordless(facts: ReportFacts) -> Iterator[Breach]:
                yield from ()


class TestAnswer:
    def test_passes_without_breaches(self) -> None:
        assert Answer(requests_are_answered, ()).passed
        assert not Answer(requests_are_answered, requests_are_answered.ask(FACTS)).passed

    def test_dumps_to_plain_data(self) -> None:
        dumped = Answer(requests_are_answered, requests_are_answered.ask(FACTS)).dump()
        assert dumped["passed"] is False
        assert dumped["gates"] == ["submit", "issue"]
        assert dumped["breaches"] == [
            {
                "subject": "E-1",
                "message": {"en": "Open.", "zh": "未答复。"},
                "clause": "Art. 15",
                "rule": "requests_are_answered",
            }
        ]


class TestRulesOf:
    def test_finds_the_rules_of_a_module(self) -> None:
        assert rules_of(globals()) == (requests_are_answered,)


class TestBreachesIn:
    def test_gathers_them_in_order(self) -> None:
        answer = Answer(requests_are_answered, requests_are_answered.ask(FACTS))
        assert [breach.subject for breach in breaches_in([answer, answer])] == ["E-1", "E-1"]
