"""A scheme as a whole, told on made-up rules."""

# ruff: noqa: RUF009 - what a field declares is not a default

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from verifier.rulebook import shapes
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.figures import Figure, FigureBook, Sureness
from verifier.rulebook.opinions import Opinion
from verifier.rulebook.particulars import Misfit
from verifier.rulebook.programme import Clauses, Edition, EvidenceKind, Product, StatementWording
from verifier.rulebook.results import Calculation, Result
from verifier.rulebook.rules import Breach, Gate, rule
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text

SAID = Text("words", "文字")


def figure(value: str | None, sure: Sureness, since: date | None = None, until: date | None = None) -> Figure:
    return Figure(
        code="limit",
        name=SAID,
        value=None if value is None else Decimal(value),
        unit="t",
        clause="Art. 1",
        source="",
        sure=sure,
        since=since,
        until=until,
    )


@dataclass(frozen=True, kw_only=True)
class Own:
    t: Decimal = shapes.decimal(SAID, unit="t", window=("0", "100"))


@rule("Art. 1", gate=Gate.ISSUE, zh="不得过多。")
def not_too_much(facts: ReportFacts) -> Iterator[Breach]:
    """There is not too much of it."""
    if facts.calculation["t"].value > facts.figures["limit"]:
        yield Breach("t", SAID)


@rule("Art. 2", gate=Gate.SUBMIT, since=date(2027, 1, 1), zh="以后适用。")
def later(facts: ReportFacts) -> Iterator[Breach]:
    """Something that is asked from 2027."""
    yield Breach("later", SAID)


def compute(facts: ReportFacts) -> Calculation:
    value = facts.particulars.t / Decimal(3)
    return Calculation(results=(Result(code="t", name=SAID, value=value, unit="t", places=2, clause="Art. 1"),))


SCHEME = Scheme(
    code="made_up",
    title=SAID,
    owner=SAID,
    family="none",
    kind=Product.CERTIFICATE,
    editions=(
        Edition("1", SAID, since=date(2024, 1, 1), until=date(2025, 12, 31)),
        Edition("2", SAID, since=date(2026, 1, 1)),
    ),
    roles=(),
    evidence_kinds=(
        EvidenceKind("meter", SAID, required=True, series=True),
        EvidenceKind("paper", SAID, required=True),
    ),
    finding_grades=(),
    clauses=Clauses(evidence="Art. 3", findings="Art. 4", people="Art. 5", decision="Art. 6"),
    number_format="MU-{body}-{year}-{number:04d}",
    validity_months=12,
    particulars=Own,
    figures=(
        figure("10", Sureness.READ, until=date(2025, 12, 31)),
        figure("20", Sureness.READ, since=date(2026, 1, 1)),
    ),
    rules=(not_too_much, later),
    computing=compute,
    worded=lambda facts: StatementWording(title=SAID, opinion=SAID, paragraphs=()),
)


def facts(t: str, year: int = 2026) -> ReportFacts:
    return SCHEME.facts({"period_from": f"{year}-01-01", "period_until": f"{year}-12-31", "particulars": {"t": t}})


class TestScheme:
    def test_asks_only_the_rules_of_the_gate_and_of_the_day(self) -> None:
        def asked(gate: Gate | None, on: date) -> list[str]:
            own = {rule.code for rule in SCHEME.rules}
            return [answer.rule.code for answer in SCHEME.ask(facts("1"), gate, on) if answer.rule.code in own]

        assert asked(None, date(2026, 12, 31)) == ["not_too_much"]
        assert asked(None, date(2027, 1, 1)) == ["not_too_much", "later"]
        assert asked(Gate.SUBMIT, date(2027, 1, 1)) == ["later"]
        assert asked(Gate.DECIDE, date(2027, 1, 1)) == []

    def test_judges_by_the_figures_of_the_period(self) -> None:
        on = date(2026, 6, 1)
        assert "not_too_much" not in {breach.rule for breach in SCHEME.breaches(facts("60"), Gate.ISSUE, on)}
        assert "not_too_much" in {breach.rule for breach in SCHEME.breaches(facts("60", 2025), Gate.ISSUE, on)}

    def test_computes_anew_whatever_the_facts_bring(self) -> None:
        brought = replace(facts("100"), calculation=compute(facts("1")))
        assert SCHEME.breaches(brought, Gate.ISSUE, date(2026, 6, 1))

    def test_has_an_opinion_by_its_own_rules_at_submission(self) -> None:
        assert SCHEME.opinion(facts("100")) is Opinion.UNMODIFIED  # too much, which is asked at issue alone
        assert SCHEME.opinion(facts("1")) is Opinion.UNMODIFIED
        assert SCHEME.opinion(facts("1", 2027)) is Opinion.ADVERSE

    def test_takes_the_answers_at_hand_for_its_opinion(self) -> None:
        asked = SCHEME.ask(facts("1"), None, date(2027, 1, 1))
        assert SCHEME.opinion(facts("1"), asked) is Opinion.ADVERSE
        assert SCHEME.opinion(facts("1"), ()) is Opinion.UNMODIFIED

    def test_words_its_statement_by_the_same_opinion(self) -> None:
        said = StatementWording(title=SAID, opinion=SAID, paragraphs=())
        told: list[Opinion | None] = []

        def worded(facts: ReportFacts) -> StatementWording:
            told.append(facts.opinion)
            return said

        scheme = replace(SCHEME, worded=worded)
        for year in (2026, 2027):
            assert scheme.wording(facts("1", year)) == said
        assert told == [scheme.opinion(facts("1", year)) for year in (2026, 2027)]

    def test_compares_unrounded(self) -> None:
        on = date(2026, 6, 1)
        assert SCHEME.compute(facts("60.0001"))["t"].shown == "20.00"
        assert SCHEME.breaches(facts("60.0001"), Gate.ISSUE, on)

    def test_refuses_a_period_before_its_first_edition(self) -> None:
        with pytest.raises(Misfit) as caught:
            SCHEME.compute(facts("1", 2023))
        assert "2024-01-01" in caught.value.errors["period_until"].en

    def test_knows_its_edition_on_a_day(self) -> None:
        found = [SCHEME.edition(day) for day in (date(2023, 1, 1), date(2025, 12, 31), date(2026, 1, 1))]
        assert [edition and edition.code for edition in found] == [None, "1", "2"]

    def test_numbers_its_documents(self) -> None:
        assert SCHEME.number(7, body="XX000", year=2026) == "MU-XX000-2026-0007"

    def test_is_valid_to_the_day_before_the_day_a_year_later(self) -> None:
        assert SCHEME.valid_until(date(2024, 10, 15)) == date(2025, 10, 14)
        assert replace(SCHEME, validity_months=None).valid_until(date(2024, 10, 15)) is None

    def test_reads_meter_readings_from_series_only(self) -> None:
        assert [SCHEME.reads_series(kind) for kind in ("meter", "paper", "unheard_of")] == [True, False, False]

    def test_reads_facts_naming_every_bad_field(self) -> None:
        with pytest.raises(Misfit) as caught:
            SCHEME.facts({"period_until": "2026-01-31", "particulars": {"t": "101", "x": 1}, "team": [{"role": 1}]})
        assert set(caught.value.errors) == {
            "particulars/t",
            "particulars/x",
            "period_from",
            "team/0/role",
            "team/0/name",
            "team/0/competent",
        }

    def test_refuses_a_period_that_ends_before_it_begins(self) -> None:
        with pytest.raises(Misfit) as caught:
            SCHEME.facts({"period_from": "2026-02-01", "period_until": "2026-01-31", "particulars": {"t": "1"}})
        assert list(caught.value.errors) == ["period_until"]

    def test_describes_its_facts(self) -> None:
        schema = SCHEME.schema()
        assert schema["required"] == ["period_from", "period_until", "particulars"]
        assert schema["properties"]["particulars"]["properties"]["t"]["unit"] == "t"


class TestFigure:
    def test_without_a_value_is_unknown_and_no_other(self) -> None:
        with pytest.raises(ValueError, match="UNKNOWN"):
            figure(None, Sureness.READ)
        with pytest.raises(ValueError, match="UNKNOWN"):
            figure("1", Sureness.UNKNOWN)


class TestFigureBook:
    def test_holds_one_figure_of_a_code(self) -> None:
        with pytest.raises(ValueError, match=re.escape("Two figures limit")):
            FigureBook([figure("1", Sureness.READ), figure("2", Sureness.READ)], on=date(2026, 1, 1))

    def test_does_not_make_up_what_is_unknown(self) -> None:
        book = FigureBook([figure(None, Sureness.UNKNOWN)], on=date(2026, 1, 1))
        assert "limit" in book
        with pytest.raises(LookupError):
            book["limit"]
        with pytest.raises(LookupError):
            book["another"]
