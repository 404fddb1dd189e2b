"""Article 6 of the Paris Agreement: what its two schemes refuse, and when their rules are asked."""

from datetime import date
from typing import Any

import pytest

from verifier import schemes
from verifier.rulebook.deadlines import due_dates, trigger_days
from verifier.rulebook.examples import varied
from verifier.rulebook.particulars import Misfit
from verifier.rulebook.rules import Gate
from verifier.schemes.article_6_2.examples import ACTIONS, HOST, LETTER, TWO_PARTIES, USER, emitted, first
from verifier.schemes.article_6_4.examples import FACTS
from verifier.schemes.article_6_4.examples import LETTER as AUTHORISED

COOPERATION, MECHANISM = schemes.get("article_6_2"), schemes.get("article_6_4")
ON = date(2029, 3, 20)


class TestCooperation:
    def test_reports_by_the_fifteenth_of_april(self) -> None:
        facts = COOPERATION.facts(TWO_PARTIES)
        (found,) = due_dates(COOPERATION.deadlines, trigger_days(facts.period_until, facts))
        assert found.due
        assert found.due.on == date(2029, 4, 15)

    def test_says_by_how_much_a_ceiling_is_exceeded(self) -> None:
        actions = [first("2028-02-01", t, 2027) for t in ("180000", "210000", "115000")]
        facts = COOPERATION.facts(
            varied(TWO_PARTIES, authorisations=[{**LETTER, "quantity_t": "500000"}], actions=actions)
        )
        for gate in (Gate.SUBMIT, Gate.ISSUE, Gate.TRANSFER):
            (breach,) = COOPERATION.breaches(facts, gate, ON)
            assert "5,000 t" in breach.message.en
            assert "5,000 t" in breach.message.zh

    def test_asks_nothing_of_levies(self) -> None:
        assert not [figure for figure in COOPERATION.figures if "levy" in figure.code]

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"participants": [HOST, USER, HOST]}, "participants/2"),
            ({"emissions": [emitted("NOR", 2027, "100000000")]}, "emissions/0/party"),
            ({"emissions": [emitted("GHA", 2031, "100000000")]}, "emissions/0/year"),
            ({"emissions": [emitted("GHA", 2027, "100000000")] * 2}, "emissions/1"),
            ({"emissions": [emitted("GHA", 2027, "100.000")]}, "emissions/0/t"),
            ({"authorisations": [LETTER, LETTER]}, "authorisations/1"),
            ({"actions": [{**ACTIONS[0], "t": "-5"}]}, "actions/0/t"),
        ],
    )
    def test_refuses_what_cannot_be(self, changed: dict[str, Any], field: str) -> None:
        with pytest.raises(Misfit) as caught:
            COOPERATION.facts(varied(TWO_PARTIES, **changed))
        assert list(caught.value.errors) == [f"particulars/{field}"]


class TestMechanism:
    def test_issues_nothing_that_cannot_bear_the_levies(self) -> None:
        case = {**varied(FACTS, operating_margin="1", build_margin="1"), "metered": []}
        metered = {"year": 2025, "imported_mwh": "0", "source": "Main meter"}
        facts = MECHANISM.facts({**case, "metered": [{**metered, "exported_mwh": "2.99"}]})
        assert "participants" not in MECHANISM.compute(facts)
        assert {one.rule for one in MECHANISM.breaches(facts, Gate.ISSUE, ON)} == {"reductions_bear_the_levies"}

    def test_words_a_unit_as_authorised_or_as_a_contribution(self) -> None:
        def said(**changed: Any) -> str:
            return " ".join(
                one.text.en for one in MECHANISM.wording(MECHANISM.facts(varied(FACTS, **changed))).paragraphs
            )

        assert "mitigation contribution A6.4ERs" in said()
        assert "Authorised A6.4ERs: letter LoA-7" in said(authorisations=[AUTHORISED])

    @pytest.mark.parametrize("gate", [Gate.SUBMIT, Gate.ISSUE, Gate.TRANSFER])
    def test_keeps_a_contribution_at_home(self, gate: Gate) -> None:
        facts = MECHANISM.facts(varied(FACTS, intended_use="OIMP"))
        assert {one.rule for one in MECHANISM.breaches(facts, gate, ON)} == {"authorisation_is_on_record"}

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"sectoral_scope": "18"}, "sectoral_scope"),
            ({"mitigation_percent": "-1"}, "mitigation_percent"),
            ({"authorisations": [AUTHORISED, {**AUTHORISED, "identifier": "LoA-8"}]}, "authorisations"),
            ({"issued_t": "5"}, "issued_t"),
            ({"crediting_period": 4}, "crediting_period"),
        ],
    )
    def test_refuses_what_cannot_be(self, changed: dict[str, Any], field: str) -> None:
        with pytest.raises(Misfit) as caught:
            MECHANISM.facts(varied(FACTS, **changed))
        assert list(caught.value.errors) == [f"particulars/{field}"]
