"""Other mechanisms in which a project takes part."""

from datetime import date
from typing import Any

import pytest

from verifier.rulebook import particulars
from verifier.rulebook.particulars import Misfit
from verifier.rulebook.uniqueness import Participation, objections


def credited(since: str, until: str) -> Participation:
    return Participation(
        mechanism="Another programme",
        credited_from=date.fromisoformat(since),
        credited_until=date.fromisoformat(until),
        exit_proved=True,
    )


class TestObjections:
    @pytest.mark.parametrize(
        ("since", "until", "wrong"),
        [
            ("2025-01-01", "2025-12-31", False),
            ("2024-12-31", "2025-12-31", True),
            ("2023-01-01", "2023-12-31", False),
            ("2023-01-01", "2024-01-01", True),
            ("2020-01-01", "2030-01-01", True),
        ],
    )
    def test_are_against_days_credited_twice(self, since: str, until: str, *, wrong: bool) -> None:
        found = list(objections([credited(since, until)], date(2024, 1, 1), date(2024, 12, 31)))
        assert bool(found) is wrong

    def test_are_against_taking_part_without_proof_of_having_left(self) -> None:
        found = list(objections([Participation(mechanism="Another programme")], date(2024, 1, 1), date(2024, 12, 31)))
        assert [one.subject for one in found] == ["Another programme"]

    def test_are_none_where_there_is_no_other(self) -> None:
        assert list(objections([], date(2024, 1, 1), date(2024, 12, 31))) == []


class TestParticipation:
    @pytest.mark.parametrize(
        "days",
        [{"credited_from": "2024-01-01"}, {"credited_from": "2024-01-02", "credited_until": "2024-01-01"}],
    )
    def test_has_both_days_in_their_order(self, days: dict[str, Any]) -> None:
        with pytest.raises(Misfit) as caught:
            particulars.read(Participation, {"mechanism": "Another programme", **days})
        assert list(caught.value.errors) == ["credited_until"]
