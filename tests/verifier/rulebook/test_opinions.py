"""Every path to an opinion."""

from typing import Any

import pytest

from verifier import schemes
from verifier.rulebook.opinions import Ground, Opinion, Opinions
from verifier.rulebook.programme import positive_only
from verifier.rulebook.wording import Text
from verifier.schemes.cdm.examples import EXAMPLES

MEANINGS = positive_only("ISO 14065").meanings
LIMIT, GRAVE, SMALL = (
    Ground(about=Text("Meter room", "计量室"), limits=True),
    Ground(about=Text("Overstated", "高估"), grave=True),
    Ground(about=Text("A slip", "笔误")),
)
PERVASIVE_LIMIT = Ground(about=Text("All records", "全部记录"), limits=True, pervasive=True)
PERVASIVE = Ground(about=Text("Everywhere", "普遍"), grave=True, pervasive=True)


def reached(*grounds: Ground, qualifies: bool = False, comments: bool = False) -> Opinion:
    return Opinions(meanings=MEANINGS, qualifies=qualifies, comments=comments).reached(grounds)


class TestOpinion:
    def test_is_unmodified_where_nothing_speaks_against_it(self) -> None:
        assert reached() is Opinion.UNMODIFIED

    @pytest.mark.parametrize("more", [(), (GRAVE,), (PERVASIVE,), (SMALL,)])
    def test_is_disclaimed_where_a_limit_reaches_through_the_claim(self, more: tuple[Ground, ...]) -> None:
        assert reached(*more, LIMIT, PERVASIVE_LIMIT) is Opinion.DISCLAIMER

    @pytest.mark.parametrize("more", [(), (SMALL,)])
    def test_is_modified_where_a_limit_does_not(self, more: tuple[Ground, ...]) -> None:
        assert reached(*more, LIMIT) is Opinion.MODIFIED

    @pytest.mark.parametrize("ground", [GRAVE, PERVASIVE])
    def test_is_not_made_better_by_a_limit(self, ground: Ground) -> None:
        assert reached(ground, LIMIT) is Opinion.ADVERSE
        assert reached(GRAVE, LIMIT, qualifies=True) is Opinion.MODIFIED

    @pytest.mark.parametrize("ground", [GRAVE, PERVASIVE])
    def test_is_adverse_on_a_grave_matter_where_nothing_may_be_qualified(self, ground: Ground) -> None:
        assert reached(SMALL, ground) is Opinion.ADVERSE

    def test_is_modified_on_a_grave_matter_where_it_may_be_qualified(self) -> None:
        assert reached(GRAVE, SMALL, qualifies=True) is Opinion.MODIFIED

    def test_is_adverse_all_the_same_where_the_matter_is_pervasive(self) -> None:
        assert reached(GRAVE, PERVASIVE, qualifies=True) is Opinion.ADVERSE

    @pytest.mark.parametrize(("comments", "opinion"), [(False, Opinion.UNMODIFIED), (True, Opinion.MODIFIED)])
    def test_is_modified_on_remainders_where_the_programme_comments(self, comments: bool, opinion: Opinion) -> None:
        assert reached(SMALL, comments=comments) is opinion

    def test_has_a_name_in_both_languages(self) -> None:
        assert all(opinion.label.en and opinion.label.zh for opinion in Opinion)


class TestOpinionOfACase:
    """A mechanism that issues on a positive opinion only."""

    SCHEME = schemes.get("cdm")

    @pytest.mark.parametrize(
        ("case", "opinion"),
        [
            ({}, Opinion.UNMODIFIED),
            ({"findings": [{"number": "FAR-1", "grade": "FAR", "open": True}]}, Opinion.UNMODIFIED),
            ({"findings": [{"number": "CAR-1", "grade": "CAR", "open": False}]}, Opinion.UNMODIFIED),
            ({"findings": [{"number": "CAR-1", "grade": "CAR", "open": True}]}, Opinion.ADVERSE),
            ({"findings": [{"number": "X-1", "grade": "of no scheme", "open": True}]}, Opinion.ADVERSE),
            ({"misstatements": [{"reference": "M-1", "amount": "1"}]}, Opinion.UNMODIFIED),
            ({"misstatements": [{"reference": "M-1", "amount": "100000"}]}, Opinion.ADVERSE),
            ({"misstatements": [{"reference": "M-1", "amount": "100000", "corrected": True}]}, Opinion.UNMODIFIED),
            ({"misstatements": [{"reference": "M-1", "amount": "1", "trigger": "fraud"}]}, Opinion.ADVERSE),
            ({"limitations": [{"about": "Spare meter"}]}, Opinion.MODIFIED),
            ({"limitations": [{"about": "All meters", "pervasive": True}]}, Opinion.DISCLAIMER),
            ({"metered": []}, Opinion.ADVERSE),
            ({"metered": [], "limitations": [{"about": "Spare meter"}]}, Opinion.ADVERSE),
            ({"evidence": []}, Opinion.UNMODIFIED),
        ],
    )
    def test_follows_from_its_facts(self, case: dict[str, Any], opinion: Opinion) -> None:
        facts = self.SCHEME.facts({**EXAMPLES[0].facts, **case})
        assert self.SCHEME.opinion(facts) is opinion

    def test_does_not_issue_after_a_finding_without_cure(self) -> None:
        scheme = next(one for one in schemes.all() if any(grade.refuses for grade in one.finding_grades))
        grade = next(one.code for one in scheme.finding_grades if one.refuses)
        closed = [{"number": "F-1", "grade": grade, "open": False}]
        facts = scheme.facts({**schemes.example(scheme.code).facts, "findings": closed})
        assert not scheme.opinions.meanings[scheme.opinion(facts)].issues

    def test_issues_on_the_unmodified_alone(self) -> None:
        meanings = self.SCHEME.opinions.meanings
        assert {opinion for opinion, meaning in meanings.items() if meaning.issues} == {Opinion.UNMODIFIED}
        assert set(meanings) == set(Opinion)
