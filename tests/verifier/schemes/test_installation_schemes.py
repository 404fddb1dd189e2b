"""What the schemes for installations say at the end: numbers, opinions, reasons."""

from dataclasses import replace
from typing import Any

import pytest

from verifier import schemes
from verifier.rulebook.examples import varied
from verifier.rulebook.opinions import Opinion
from verifier.rulebook.particulars import Misfit
from verifier.rulebook.rules import Gate

EU, CHINA, BORDER = "eu_ets", "china_ets", "cbam"


def opinion(code: str, **case: Any) -> tuple[Opinion, str]:
    """The opinion on the scheme's first example with some facts changed, and the scheme's word for it."""
    scheme = schemes.get(code)
    found = scheme.opinion(scheme.facts({**schemes.example(code).facts, **case}))
    return found, scheme.opinions.meanings[found].text.en


class TestChinaEts:
    def test_numbers_its_reports_by_province_body_entity_year_and_version(self) -> None:
        scheme = schemes.get(CHINA)
        own = scheme.facts(schemes.example(CHINA).facts).particulars
        assert scheme.number(1, body="CQC", year=2027, own=own) == "HUB-CQC-45678X-2026-V1"
        assert scheme.number(9, body="CQC", year=2027, own=replace(own, report_version=2)).endswith("-V2")

    @pytest.mark.parametrize(
        ("changed", "named"),
        [
            ({"uscc": "45678X"}, "uscc"),
            ({"province": "Hubei"}, "province"),
            ({"uploads": [{"month": 1, "uploaded_on": "2026-02-20"}] * 2}, "uploads/1/month"),
            ({"units": []}, "streams/0/burned_in"),
            ({"streams": []}, "tests/0/stream"),
            ({"reported_t": "5989500000"}, "reported_t"),
        ],
    )
    def test_refuses_particulars_that_do_not_hang_together(self, changed: dict[str, Any], named: str) -> None:
        with pytest.raises(Misfit) as caught:
            schemes.get(CHINA).facts(varied(schemes.example(CHINA).facts, **changed))
        assert f"particulars/{named}" in caught.value.errors

    def test_asks_for_independence_in_the_province_before_it_accepts_and_appoints(self) -> None:
        scheme, example = schemes.get(CHINA), schemes.example(CHINA)
        facts = scheme.facts(varied(example.facts, free_of_report_preparation=False))
        for gate in (Gate.ACCEPT, Gate.APPOINT):
            (breach,) = scheme.breaches(facts, gate, example.on)
            assert breach.clause == "碳排放权交易管理暂行条例 Art. 13"

    def test_concludes_with_conservative_values_where_evidence_is_limited(self) -> None:
        assert opinion(CHINA)[0] is Opinion.UNMODIFIED
        assert opinion(CHINA, limitations=[{"about": "A lost log"}])[0] is Opinion.MODIFIED
        pervasive = [{"about": "All logs", "pervasive": True}]
        assert opinion(CHINA, limitations=pervasive)[0] is Opinion.DISCLAIMER
        assert opinion(CHINA, misstatements=[{"reference": "M-1", "amount": "0.1"}])[0] is Opinion.ADVERSE

    def test_names_conservative_values_in_its_conclusion(self) -> None:
        scheme = schemes.get(CHINA)
        streams = schemes.example(CHINA).facts["particulars"]["streams"]
        late = {**streams[0], "fault": "not_calibrated", "specified_percent": "0.5"}
        wording = scheme.wording(scheme.facts(varied(schemes.example(CHINA).facts, streams=[late, streams[1]])))
        assert any("from 1,250,000 to 1,256,250" in part.text.en for part in wording.paragraphs)


class TestEuEts:
    @pytest.mark.parametrize("grade", ["misstatement", "non_conformity", "non_compliance", "recommendation"])
    def test_verifies_with_comments_what_is_open_and_immaterial(self, grade: str) -> None:
        open_one = [{"number": "F-1", "grade": grade, "open": True}]
        assert opinion(EU, findings=open_one) == (Opinion.MODIFIED, "verified with comments")
        closed = [{**open_one[0], "open": False}]
        assert opinion(EU, findings=closed) == (Opinion.UNMODIFIED, "verified as satisfactory")

    def test_issues_with_comments_and_lists_them(self) -> None:
        scheme, example = schemes.get(EU), schemes.example(EU)
        errors = [{"reference": "M-7", "amount": "120"}]
        facts = scheme.facts({**example.facts, "misstatements": errors})
        assert scheme.opinion(facts) is Opinion.MODIFIED
        assert not [answer for answer in scheme.ask(facts, Gate.ISSUE, example.on) if not answer.passed]
        assert any("M-7 by 120 t CO2eq" in part.text.en for part in scheme.wording(facts).paragraphs)

    @pytest.mark.parametrize(
        ("case", "letters"),
        [
            ({}, "a"),
            ({"misstatements": [{"reference": "M-1", "amount": "17245.26"}]}, "b"),
            ({"limitations": [{"about": "All", "pervasive": True}]}, "c"),
            ({"findings": [{"number": "F-1", "grade": "material_non_conformity", "open": True}]}, "d"),
            ({"misstatements": [{"reference": "M-1", "amount": "17245.26", "subject": "Kiln 2"}]}, "b"),
            ({"visits": []}, "-"),
            (
                {
                    "misstatements": [{"reference": "M-1", "amount": "1", "trigger": "fraud"}],
                    "findings": [{"number": "F-1", "grade": "material_non_conformity", "open": True}],
                },
                "b, d",
            ),
        ],
    )
    def test_says_the_letters_of_its_outcome(self, case: dict[str, Any], letters: str) -> None:
        scheme = schemes.get(EU)
        outcome = scheme.wording(scheme.facts({**schemes.example(EU).facts, **case})).paragraphs[0]
        assert outcome.text.en.startswith(f"({letters}) ")
        assert outcome.text.zh.startswith(f"（{letters}）")

    def test_names_what_could_not_be_seen(self) -> None:
        scheme = schemes.get(EU)
        limits = [{"about": "A lost log"}]
        wording = scheme.wording(scheme.facts({**schemes.example(EU).facts, "limitations": limits}))
        assert "with comments" in wording.opinion.en
        assert any("Could not be seen: A lost log." in part.text.en for part in wording.paragraphs)

    def test_does_not_verify_a_report_that_departs_from_what_is_found(self) -> None:
        scheme, example = schemes.get(EU), schemes.example(EU)
        facts = scheme.facts(varied(example.facts, reported_t="320000"))
        assert scheme.opinion(facts) is Opinion.ADVERSE
        wording = scheme.wording(facts)
        assert "cannot be verified" in wording.opinion.en
        assert wording.paragraphs[0].text.en.startswith("(b) ")

    def test_does_not_verify_what_is_wrong_because_something_could_not_be_seen(self) -> None:
        errors = [{"reference": "M-1", "amount": "90000"}]
        assert opinion(EU, misstatements=errors, limitations=[{"about": "A lost log"}])[0] is Opinion.ADVERSE


class TestCbam:
    def test_fails_the_material_good_alone(self) -> None:
        scheme, example = schemes.get(BORDER), schemes.example(BORDER)
        clinker, coil = example.facts["particulars"]["goods"]
        goods = [{**clinker, "declared_see": "0.88012"}, coil]
        breaches = scheme.breaches(scheme.facts(varied(example.facts, goods=goods)), Gate.SUBMIT, example.on)
        assert [breach.subject for breach in breaches] == ["clinker"]

    def test_does_not_say_that_a_material_good_is_verified(self) -> None:
        scheme, example = schemes.get(BORDER), schemes.example(BORDER)
        clinker, coil = example.facts["particulars"]["goods"]
        facts = scheme.facts(varied(example.facts, goods=[{**clinker, "declared_see": "0.88012"}, coil]))
        assert scheme.opinion(facts) is Opinion.ADVERSE
        assert "not verified: no report" in scheme.wording(facts).opinion.en
        assert "reasonable assurance" in scheme.wording(scheme.facts(example.facts)).opinion.en

    @pytest.mark.parametrize(("subject", "named"), [("clincker", "clincker"), ("", "misstatements")])
    def test_says_that_an_error_concerns_no_good_that_is_judged(self, subject: str, named: str) -> None:
        scheme, example = schemes.get(BORDER), schemes.example(BORDER)
        errors = [{"reference": "M-1", "amount": "0.0001", "subject": subject}]
        (breach,) = scheme.breaches(scheme.facts({**example.facts, "misstatements": errors}), Gate.SUBMIT, example.on)
        assert breach.subject == named
        assert "clinker, hot-rolled coil" in breach.message.en

    def test_weighs_each_good_alone(self) -> None:
        scheme, example = schemes.get(BORDER), schemes.example(BORDER)
        errors = [
            {"reference": "M-1", "amount": "0.047", "subject": "clinker"},
            {"reference": "M-2", "amount": "0.047", "subject": "hot-rolled coil"},
        ]
        weighed = scheme.weighed(scheme.facts({**example.facts, "misstatements": errors}))
        assert [(one.subject, one.material) for one in weighed] == [("clinker", True), ("hot-rolled coil", False)]

    @pytest.mark.parametrize(
        ("changed", "named"),
        [
            ({"unlocode": "Shanghai"}, "unlocode"),
            ({"latitude": "91"}, "latitude"),
            ({"last_physical_year": 2025}, "last_physical_year"),
        ],
    )
    def test_refuses_particulars_that_cannot_be(self, changed: dict[str, Any], named: str) -> None:
        with pytest.raises(Misfit) as caught:
            schemes.get(BORDER).facts(varied(schemes.example(BORDER).facts, **changed))
        assert set(caught.value.errors) == {f"particulars/{named}"}

    def test_issues_on_nothing_but_an_unmodified_opinion(self) -> None:
        assert opinion(BORDER)[0] is Opinion.UNMODIFIED
        assert [one for one, meaning in schemes.get(BORDER).opinions.meanings.items() if meaning.issues] == [
            Opinion.UNMODIFIED
        ]
