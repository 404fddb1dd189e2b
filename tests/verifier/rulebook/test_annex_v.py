"""Fuels from biomass: the formula; its worked cases stand with the schemes."""

from datetime import date
from decimal import Decimal, localcontext
from typing import Any

import pytest

from verifier.rulebook import annex_v
from verifier.rulebook.annex_v import Terms, least_saving
from verifier.rulebook.annex_v_figures import BIOMASS
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.fuel_figures import RFNBO
from verifier.rulebook.particulars import Misfit, read
from verifier.rulebook.quantities import CONTEXT
from verifier.rulebook.results import Calculation

FIGURES = FigureBook((*RFNBO, *BIOMASS), on=date(2026, 3, 31))
LAND = {"carbon_before_t_per_ha": "60", "carbon_now_t_per_ha": "50", "yield_mj_per_ha": "100000"}


def assess(**terms: Any) -> Calculation:
    with localcontext(CONTEXT):
        return annex_v.assess(read(Terms, terms), FIGURES)


def least(since: str, *, on: str = "2026-03-31", **terms: Any) -> Decimal | None:
    days = (date.fromisoformat(day) for day in (since, on))
    code = least_saving(read(Terms, terms), FIGURES, since=next(days), on=next(days))
    return None if code is None else FIGURES[code]


class TestIntensity:
    def test_adds_and_deducts_each_term(self) -> None:
        given = {
            "e_ec": "1",
            "e_l": "2",
            "e_p": "4",
            "e_td": "8",
            "e_u": "16",
            "e_sca": "3",
            "e_ccs": "5",
            "e_ccr": "7",
        }
        assert assess(**given)["E"].value == 31 - 15

    @pytest.mark.parametrize("terms", [{}, LAND, {**LAND, "restored_land": True}, {"e_ec": "3.1", "e_ccr": "4.25"}])
    def test_is_the_sum_of_its_steps(self, terms: dict[str, Any]) -> None:
        *lines, whole = assess(e_p="0.1", **terms).steps
        assert sum(line.value for line in lines) == whole.value

    def test_spreads_a_change_of_land_use_over_twenty_years(self) -> None:
        assert assess(**LAND)["E"].value == Decimal("18.32")
        back = {"carbon_before_t_per_ha": "50", "carbon_now_t_per_ha": "60", "yield_mj_per_ha": "100000"}
        assert assess(**back)["E"].value == Decimal("-18.32")

    def test_is_that_of_the_electricity_where_an_efficiency_is_given(self) -> None:
        found = assess(e_ec="18.3", use="electricity", efficiency="0.5")
        assert (found["E"].value, found["saving"].value) == (Decimal("36.6"), 80)

    @pytest.mark.parametrize(
        ("use", "comparator"),
        [("transport", 94), ("electricity", 183), ("electricity_outermost", 212), ("heat", 80), ("heat_coal", 124)],
    )
    def test_saves_all_of_its_comparator_where_it_emits_nothing(self, use: str, comparator: int) -> None:
        assert assess(use=use)["saving"].value == 100
        assert assess(use=use, e_ec=str(comparator))["saving"].value == 0

    @pytest.mark.parametrize(
        ("terms", "fields"),
        [
            ({"e_ec": "-1"}, ["e_ec"]),
            ({"carbon_before_t_per_ha": "1"}, ["carbon_now_t_per_ha", "yield_mj_per_ha"]),
            ({**LAND, "e_l": "3"}, ["e_l"]),
            ({"efficiency": "0.4"}, ["efficiency"]),
            ({"use": "heat", "efficiency": "90"}, ["efficiency"]),
        ],
    )
    def test_is_refused_naming_the_field(self, terms: dict[str, str], fields: list[str]) -> None:
        with pytest.raises(Misfit) as caught:
            assess(**terms)
        assert list(caught.value.errors) == fields


class TestLeastSaving:
    @pytest.mark.parametrize(
        ("since", "share"),
        [
            ("2015-10-05", "0.50"),
            ("2015-10-06", "0.60"),
            ("2020-12-31", "0.60"),
            ("2021-01-01", "0.65"),
            ("2026-01-01", "0.65"),
        ],
    )
    def test_of_a_fuel_for_transport_or_a_bioliquid_goes_by_the_start_of_its_plant(
        self, since: str, share: str
    ) -> None:
        assert least(since) == Decimal(share)
        assert least(since, use="heat", bioliquid=True) == Decimal(share)

    @pytest.mark.parametrize(
        ("since", "on", "large", "small"),
        [
            ("2023-11-20", "2026-03-31", "0.80", "0.80"),
            ("2023-11-19", "2026-03-31", "0.70", "0.70"),
            ("2021-01-01", "2029-12-31", "0.70", "0.70"),
            ("2021-01-01", "2030-01-01", "0.80", "0.70"),
            ("2021-01-01", "2035-12-31", "0.80", "0.70"),
            ("2021-01-01", "2036-01-01", "0.80", "0.80"),
            ("2020-12-31", "2029-12-31", None, None),
            ("2020-12-31", "2030-01-01", "0.80", None),
            ("2008-01-01", "2025-12-31", None, None),
            ("2008-01-01", "2026-01-01", "0.80", "0.80"),
            ("2011-04-01", "2026-03-31", None, None),
            ("2011-04-01", "2026-04-01", "0.80", "0.80"),
        ],
    )
    def test_of_electricity_goes_by_start_age_and_size(
        self, since: str, on: str, large: str | None, small: str | None
    ) -> None:
        sizes = ({"thermal_mw": "10", "gaseous": True}, {"thermal_mw": "9.99", "gaseous": True})
        found = [least(since, on=on, use="electricity", **size) for size in sizes]
        assert found == [value and Decimal(value) for value in (large, small)]
        assert least(since, on=on, use="heat") == (large and Decimal(large))
