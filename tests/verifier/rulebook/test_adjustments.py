"""Properties of emissions balances; the worked cases stand with the scheme."""

from datetime import date
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.rulebook import particulars
from verifier.rulebook.adjustments import (
    AVERAGING,
    MULTI_YEAR,
    Action,
    Emissions,
    Participant,
    balances,
    surplus,
)
from verifier.rulebook.particulars import Misfit
from verifier.rulebook.quantities import CONTEXT

YEARS = (2026, 2027, 2028)
TONNES = st.decimals(min_value="0.01", max_value=10**9, places=2)
ROWS = [Emissions(party=party, year=year, t=Decimal(10**8)) for party in ("GHA", "CHE") for year in YEARS]


def participant(party: str, method: str = MULTI_YEAR) -> Participant:
    return Participant(party=party, method=method, ndc_from=2021, ndc_until=2030)


def action(kind: str, party: str, t: Decimal, year: int, **more: Any) -> Action:
    return Action(on=date(2029, 1, 1), kind=kind, authorisation="LoA-1", party=party, t=t, vintage=year, **more)


def first(t: Decimal, vintage: int) -> Action:
    return action("first_transfer", "GHA", t, vintage)


def use(t: Decimal, year: int, purpose: str = "NDC") -> Action:
    return action("use", "CHE", t, 2026, year_of_use=year, use=purpose)


PARTIES = [participant("GHA"), participant("CHE")]


def sums(actions: list[Action]) -> tuple[Decimal, Decimal]:
    """The sum before and after adjustment."""
    found = balances(PARTIES, ROWS, actions)
    return sum((one.emissions for one in found), Decimal(0)), sum((one.adjusted for one in found), Decimal(0))


@st.composite
def transferred_and_used(draw: st.DrawFn) -> list[Action]:
    """First transfers of some vintages, and the same quantities used in other years and other parts."""
    quantities = draw(st.lists(TONNES, min_size=1, max_size=6))
    given = [first(t, draw(st.sampled_from(YEARS))) for t in quantities]
    split = [part for t in quantities for part in (t / 2, t - t / 2)]
    return [*given, *(use(t, draw(st.sampled_from(YEARS))) for t in split)]


class TestBalances:
    @given(transferred_and_used())
    def test_conserve_what_is_transferred_and_used(self, actions: list[Action]) -> None:
        with localcontext(CONTEXT):
            before, after = sums(actions)
            assert before == after
            assert surplus(actions) == 0

    @given(transferred_and_used(), TONNES, st.sampled_from(YEARS))
    def test_are_lower_than_before_only_where_more_is_used_than_given(
        self, actions: list[Action], more: Decimal, year: int
    ) -> None:
        with localcontext(CONTEXT):
            before, after = sums([*actions, use(more, year)])
            assert after - before == surplus([*actions, use(more, year)]) == -more

    def test_know_nothing_of_what_was_acquired(self) -> None:
        given = [first(Decimal(700), 2027), use(Decimal(300), 2027)]
        acquired = [action("acquisition", "CHE", Decimal(700), 2027), action("transfer", "GHA", Decimal(5), 2027)]
        assert balances(PARTIES, ROWS, given) == balances(PARTIES, ROWS, [*acquired, *given])

    def test_add_by_vintage_and_subtract_by_year_of_use(self) -> None:
        found = {
            (one.party, one.year): one.adjusted - one.emissions
            for one in balances(PARTIES, ROWS, [first(Decimal(5), 2026), use(Decimal(5), 2028)])
        }
        assert {key for key, change in found.items() if change} == {("GHA", 2026), ("CHE", 2028)}
        assert (found["GHA", 2026], found["CHE", 2028]) == (5, -5)

    def test_subtract_nothing_for_other_purposes(self) -> None:
        assert all(one.deducted == 0 for one in balances(PARTIES, ROWS, [use(Decimal(5), 2027, "OIMP")]))

    @pytest.mark.parametrize(("year", "mean"), [(2026, "50"), (2027, "100"), (2028, "112.5")])
    def test_average_over_the_years_elapsed(self, year: int, mean: str) -> None:
        given = [first(Decimal(300), 2026), first(Decimal(400), 2027), first(Decimal(200), 2028)]
        (found,) = balances(
            [participant("GHA", AVERAGING)], [Emissions(party="GHA", year=year, t=Decimal(10**8))], given
        )
        assert found.added == Decimal(mean)


class TestAction:
    BASE = {
        "on": "2028-02-01",
        "kind": "transfer",
        "authorisation": "LoA-1",
        "party": "GHA",
        "t": "10",
        "vintage": 2027,
    }

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"party": "Ghana"}, "party"),
            ({"party": "gha"}, "party"),
            ({"vintage": 2029}, "vintage"),
            ({"kind": "use", "year_of_use": 2028}, "use"),
            ({"kind": "use", "use": "NDC"}, "year_of_use"),
            ({"kind": "use", "use": "NDC", "year_of_use": 2026}, "year_of_use"),
            ({"year_of_use": 2027}, "year_of_use"),
            ({"first_id": 1}, "last_id"),
            ({"first_id": 1, "last_id": 9}, "t"),
            ({"first_id": 9, "last_id": 1}, "last_id"),
            ({"t": "0"}, "t"),
            ({"t": "NaN"}, "t"),
        ],
    )
    def test_refuses_what_cannot_be(self, changed: dict[str, Any], field: str) -> None:
        with pytest.raises(Misfit) as caught:
            particulars.read(Action, {**self.BASE, **changed})
        assert list(caught.value.errors) == [field]

    def test_takes_a_block_of_as_many_units(self) -> None:
        found = particulars.read(Action, {**self.BASE, "first_id": 11, "last_id": 20})
        assert found.block
        assert found.block.quantity == 10


class TestEmissions:
    @pytest.mark.parametrize("tonnes", ["100.5", "-100.5", "999"])
    def test_refuse_megatonnes(self, tonnes: str) -> None:
        with pytest.raises(Misfit) as caught:
            particulars.read(Emissions, {"party": "GHA", "year": 2027, "t": tonnes})
        assert list(caught.value.errors) == ["t"]

    @pytest.mark.parametrize("tonnes", ["0", "-2000000", "100500000"])
    def test_take_sinks_and_sources(self, tonnes: str) -> None:
        assert particulars.read(Emissions, {"party": "GHA", "year": 2027, "t": tonnes}).t == Decimal(tonnes)
