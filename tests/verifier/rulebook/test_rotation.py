"""Who may serve again, and when."""

from dataclasses import replace
from datetime import date

import pytest

from verifier import schemes
from verifier.rulebook.facts import MemberFact, Service, same_person
from verifier.rulebook.rotation import is_free
from verifier.rulebook.rules import Gate
from verifier.schemes.vcs.examples import WIND


def free(served: list[int], years: list[int], *, most: int, rest: int | None, consecutive: bool) -> dict[int, bool]:
    return {year: is_free(served, year, most=most, rest=rest, consecutive=consecutive) for year in years}


class TestLeaderOfFiveYears:
    def test_rests_for_three(self) -> None:
        found = free([2021, 2022, 2023, 2024, 2025], [2026, 2027, 2028, 2029], most=5, rest=3, consecutive=False)
        assert found == {2026: False, 2027: False, 2028: False, 2029: True}

    def test_is_not_rested_by_a_shorter_gap(self) -> None:
        found = free([2021, 2022, 2024, 2025, 2026], [2027, 2028, 2029, 2030], most=5, rest=3, consecutive=False)
        assert found == {2027: False, 2028: False, 2029: False, 2030: True}

    def test_begins_anew_after_a_full_gap_on_the_way(self) -> None:
        found = free([2018, 2019, 2023, 2024, 2025, 2026], [2027, 2028], most=5, rest=3, consecutive=False)
        assert found == {2027: True, 2028: True}

    def test_may_do_the_fifth_year(self) -> None:
        assert is_free([2021, 2022, 2023, 2024], 2025, most=5, rest=3, consecutive=False)


class TestBodyOfSixConsecutiveYears:
    def test_rests_for_three(self) -> None:
        found = free([*range(2019, 2025)], [2025, 2026, 2027, 2028], most=6, rest=3, consecutive=True)
        assert found == {2025: False, 2026: False, 2027: False, 2028: True}

    def test_begins_anew_after_any_year_off_before_that(self) -> None:
        assert is_free([2018, 2019, 2020, 2022, 2023, 2024], 2025, most=6, rest=3, consecutive=True)


class TestAnybody:
    def test_is_free_who_never_served(self) -> None:
        assert is_free([], 2026, most=1, rest=3, consecutive=False)

    def test_is_not_held_back_by_later_years(self) -> None:
        assert is_free([2027, 2028], 2026, most=1, rest=3, consecutive=False)

    def test_needs_one_year_off_where_the_rest_is_not_known(self) -> None:
        found = free([2024, 2025], [2026, 2027], most=2, rest=None, consecutive=False)
        assert found == {2026: False, 2027: True}


class TestRule:
    SCHEME = schemes.get("vcs")

    def breached(self, *served: Service, until: date = date(2025, 12, 31)) -> list[str]:
        facts = replace(self.SCHEME.facts(WIND), services=served, period_until=until)
        answers = self.SCHEME.ask(facts, Gate.APPOINT, date(2026, 5, 20))
        return [breach.subject for answer in answers for breach in answer.breaches if breach.rule == "rotation_is_kept"]

    @pytest.mark.parametrize(("same_project", "found"), [(True, ["services"]), (False, [])])
    def test_counts_the_years_of_this_project_only(self, same_project: bool, found: list[str]) -> None:
        served = [
            Service(year=year, role="lead", name=f"P. {year}", same_project=same_project) for year in range(2019, 2025)
        ]
        assert self.breached(*served) == found

    @pytest.mark.parametrize(
        ("keys", "is_theirs"), [(("k1", "k1"), True), (("k1", "k2"), False), (("k1", ""), True), (("", "k2"), True)]
    )
    def test_tells_people_of_one_name_apart_where_both_have_keys(self, keys: tuple[str, str], is_theirs: bool) -> None:
        ours, theirs = keys
        member = MemberFact(role="lead", name="L. Leader", competent=True, key=ours)
        service = Service(year=2025, role="lead", name="L. Leader", key=theirs)
        assert same_person(service, member) is is_theirs

    def test_counts_every_year_of_the_period_itself(self) -> None:
        served = [Service(year=year, role="lead", name="L.") for year in range(2020, 2025)]
        assert self.breached(*served) == []
        assert self.breached(*served, until=date(2026, 1, 1)) == ["services"]
