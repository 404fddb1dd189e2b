"""China's voluntary market: when its rules are asked, what it refuses, what stays open."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from verifier import schemes
from verifier.rulebook.deadlines import Trigger, due_dates, trigger_days
from verifier.rulebook.examples import varied
from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.opinions import Opinion
from verifier.rulebook.particulars import Misfit
from verifier.rulebook.rules import Gate
from verifier.rulebook.wording import Text
from verifier.schemes.ccer.examples.base import WIND

SCHEME = schemes.get("ccer")
ON = date(2026, 8, 20)


def breached(gate: Gate, **changed: Any) -> set[str]:
    return {one.rule for one in SCHEME.breaches(SCHEME.facts(varied(WIND, **changed)), gate, ON)}


class TestGates:
    @pytest.mark.parametrize("gate", [Gate.APPLY, Gate.ACCEPT, Gate.APPOINT, Gate.SUBMIT, Gate.ISSUE])
    def test_stop_the_validator_from_the_first_day(self, gate: Gate) -> None:
        assert breached(gate, validated_by="this_body") == {"validator_does_not_verify"}

    @pytest.mark.parametrize("gate", [Gate.APPLY, Gate.ACCEPT, Gate.ISSUE, Gate.TRANSFER])
    def test_stop_use_abroad_at_both_ends(self, gate: Gate) -> None:
        assert breached(gate, use="abroad") == {"nothing_goes_abroad"}

    def test_let_an_application_in_that_has_neither_day_nor_notice(self) -> None:
        facts = SCHEME.facts({**varied(WIND, application_on=None, body_approval=""), "notice_from": None})
        assert SCHEME.breaches(facts, Gate.APPLY, ON) == ()

    def test_ask_for_the_cap_where_reductions_are_used(self) -> None:
        used = {"allowances_due_t": "100", "offset_t": "6"}
        assert breached(Gate.ISSUE, **used) == set()
        assert breached(Gate.TRANSFER, **used) == {"offset_is_within_the_cap"}


class TestFigures:
    def test_let_use_abroad_pass_once_the_rule_is_confirmed(self) -> None:
        confirmed = Figure(
            code="abroad.permitted",
            name=Text("words", "文字"),
            value=Decimal(1),
            unit="1 = yes, 0 = no",
            clause="Art. 29",
            source="The rule",
            sure=Sureness.CONFIRMED,
        )
        facts = SCHEME.facts(varied(WIND, use="abroad"))
        assert SCHEME.breaches(facts, Gate.ACCEPT, ON)
        assert SCHEME.breaches(replace(facts, confirmed=(confirmed,)), Gate.ACCEPT, ON) == ()

    @pytest.mark.parametrize(("day", "known"), [(date(2026, 9, 10), True), (date(2026, 9, 11), False)])
    def test_do_not_know_what_follows_the_choice_of_certificates(self, day: date, *, known: bool) -> None:
        assert (SCHEME.figures_on(day).of("certificates.choice").value is not None) is known

    def test_hold_what_is_from_memory(self) -> None:
        held = {one.subject for one in SCHEME.unconfirmed(SCHEME.facts(WIND))}
        assert held == {"weight_om.CCER-01-002-V01", "weight_om.CCER-01-001-V01", "offset.percent"}


class TestDueDates:
    def test_are_those_of_the_notice(self) -> None:
        facts = SCHEME.facts(WIND)
        due = {
            one.deadline.code: one.due.on
            for one in due_dates(SCHEME.deadlines, trigger_days(facts.period_until, facts))
            if one.due
        }
        assert due == {"notice": date(2026, 8, 13), "report": date(2026, 10, 25)}

    def test_run_from_events_too(self) -> None:
        days = {Trigger.EVENT: date(2026, 9, 1)}
        due = {one.deadline.code: one.due.on for one in due_dates(SCHEME.deadlines, days) if one.due}
        assert due["registration"] == date(2026, 9, 22)
        assert due["earliest_production"] == date(2021, 9, 1)
        assert due["recalibration"] == date(2026, 10, 1)


class TestOpinion:
    @pytest.mark.parametrize(
        ("changed", "opinion", "word"),
        [
            ({}, Opinion.UNMODIFIED, "肯定结论"),
            ({"findings": [{"number": "1", "grade": "观察项", "open": True}]}, Opinion.UNMODIFIED, "肯定结论"),
            ({"findings": [{"number": "1", "grade": "整改要求", "open": True}]}, Opinion.ADVERSE, "否定结论"),
            ({"misstatements": [{"reference": "M-1", "amount": "0.1"}]}, Opinion.ADVERSE, "否定结论"),
        ],
    )
    def test_is_positive_or_negative(self, changed: dict[str, Any], opinion: Opinion, word: str) -> None:
        facts = SCHEME.facts({**WIND, **changed})
        assert SCHEME.opinion(facts) is opinion
        assert word in SCHEME.wording(facts).opinion.zh


class TestParticulars:
    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"technology": "csp"}, "methodology"),
            ({"technology": "solar"}, "technology"),
            ({"crediting_period": 2}, "crediting_period"),
            ({"life_until": "2021-12-19"}, "life_until"),
            ({"offshore_km": "35000"}, "offshore_km"),
            ({"offset_t": "5"}, "allowances_due_t"),
            ({"operating_margin": "792.1"}, "operating_margin"),
            ({"corners": [{"longitude": "121,5", "latitude": "33.2"}]}, "corners/0/longitude"),
            ({"corners": [{"longitude": "33.2", "latitude": "121.5"}]}, "corners/0/latitude"),
            ({"calibrations": [{"meter": "A", "on": "2025-01-01", "fault_on": "2025-01-02"}]}, "calibrations/0/on"),
            ({"validated_by": None}, "validated_by"),
            ({"application_on": "2026-10"}, "application_on"),
        ],
    )
    def test_refuse_what_cannot_be(self, changed: dict[str, Any], field: str) -> None:
        with pytest.raises(Misfit) as caught:
            SCHEME.facts(varied(WIND, **changed))
        assert list(caught.value.errors) == [f"particulars/{field}"]


class TestChecklist:
    def test_asks_for_comments_uniqueness_and_authorisation(self) -> None:
        items = [item for item in SCHEME.checklist if item.code in ("ST19", "ST20", "ST21")]
        assert len(items) == 3
        assert all(item.required for item in items)
        assert len({item.code for item in SCHEME.checklist}) == len(SCHEME.checklist)

    def test_cites_this_markets_own_methodology(self) -> None:
        found = SCHEME.compute(SCHEME.facts(WIND)).dump()
        clauses = {one["clause"] for one in (*found["results"], *found["steps"])}
        clauses |= {rule.clause for rule in SCHEME.rules}
        assert not [clause for clause in clauses if "ACM0002" in str(clause) or "TOOL07" in str(clause)]
