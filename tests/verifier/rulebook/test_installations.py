"""Installations: source streams, purchased energy, meters at fault, data gaps, and embedded emissions of goods."""

from decimal import Decimal, localcontext
from typing import Any

import pytest

from verifier.rulebook import embedded, installations, particulars
from verifier.rulebook.embedded import Good, Precursor
from verifier.rulebook.installations import Gap, Metering, Purchase
from verifier.rulebook.particulars import Misfit
from verifier.rulebook.quantities import CONTEXT
from verifier.rulebook.streams import Stream, emitted, zero_rated

COAL: dict[str, Any] = {
    "name": "Coal",
    "method": "energy",
    "unit": "t",
    "quantity": "100000",
    "ncv_gj_per_unit": "25",
    "factor_t_per_tj": "95",
    "oxidation": "0.99",
    "factor_source": "Laboratory",
}
GOOD: dict[str, Any] = {
    "good": "clinker",
    "cn_code": "25231000",
    "route": "Grey clinker",
    "quantity_t": "100000",
    "direct_t": "92500",
    "declared_see": "0.88012",
}
SLAB: dict[str, Any] = {
    "good": "clinker",
    "name": "slab",
    "quantity_t": "10",
    "basis": "actual",
    "see_t_per_t": "1.75",
    "source": "Works",
    "report": "VR-1",
    "accredited": True,
    "produced_from": "2026-01-01",
    "produced_until": "2026-06-30",
    "verified_from": "2026-01-01",
    "verified_until": "2026-06-30",
}


def faults(shape: type, data: dict[str, Any]) -> set[str]:
    """The fields that do not fit."""
    with pytest.raises(Misfit) as caught:
        particulars.read(shape, data)
    return set(caught.value.errors)


def without(row: dict[str, Any], *names: str, **changed: Any) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names} | changed


class TestStream:
    @pytest.mark.parametrize(
        ("row", "tonnes"),
        [
            (COAL, "235125"),
            (without(COAL, "ncv_gj_per_unit", unit="tj", quantity="2500"), "235125"),
            (
                COAL | {"unit": "knm3", "quantity": "50000", "ncv_gj_per_unit": "36", "factor_t_per_tj": "56.1"},
                "99970.2",
            ),
            (without(COAL, "factor_t_per_tj", method="carbon", carbon_t_per_unit="0.6"), "217800"),
            (without(COAL, "factor_t_per_tj", method="heat_carbon", carbon_t_per_gj="0.024"), "217800"),
            (
                without(COAL, "factor_t_per_tj", "ncv_gj_per_unit", unit="tj", quantity="2500", method="heat_carbon")
                | {"carbon_t_per_gj": "0.024"},
                "217800",
            ),
            (without(COAL, "factor_t_per_tj", method="process", factor_t_per_unit="0.44"), "43560"),
        ],
    )
    def test_emits_by_its_method_and_unit(self, row: dict[str, Any], tonnes: str) -> None:
        with localcontext(CONTEXT):
            assert emitted([particulars.read(Stream, row)]).quantize(Decimal("0.01")) == Decimal(tonnes)

    def test_rates_biomass_zero_and_shows_it_apart(self) -> None:
        mixed = particulars.read(Stream, COAL | {"biomass": "0.4"})
        assert emitted([mixed]) == Decimal(141075)
        assert zero_rated([mixed]) == Decimal(94050)

    @pytest.mark.parametrize(
        ("changed", "named"),
        [
            ({"quantity": "50000000.1"}, {"quantity"}),
            ({"quantity": "-1"}, {"quantity"}),
            ({"quantity": "NaN"}, {"quantity"}),
            ({"unit": "knm3", "quantity": "10000001"}, {"quantity"}),
            ({"unit": "kg"}, {"unit"}),
            ({"ncv_gj_per_unit": "25000"}, {"ncv_gj_per_unit"}),
            ({"ncv_gj_per_unit": "0.025"}, {"ncv_gj_per_unit"}),
            ({"ncv_gj_per_unit": None}, {"ncv_gj_per_unit"}),
            ({"factor_t_per_tj": "95000"}, {"factor_t_per_tj"}),
            ({"factor_t_per_tj": "0.095"}, {"factor_t_per_tj"}),
            ({"factor_t_per_tj": None}, {"factor_t_per_tj"}),
            ({"oxidation": "99"}, {"oxidation"}),
            ({"biomass": "1.01"}, {"biomass"}),
            ({"carbon_t_per_unit": "0.6"}, {"carbon_t_per_unit"}),
            ({"unit": "tj", "quantity": "2500"}, {"ncv_gj_per_unit"}),
            ({"unit": "tj", "quantity": "2000001", "ncv_gj_per_unit": None}, {"quantity"}),
            ({"factor_source": None}, {"factor_source"}),
        ],
    )
    def test_is_refused_where_a_unit_slipped_or_a_factor_is_not_its_own(
        self, changed: dict[str, Any], named: set[str]
    ) -> None:
        assert faults(Stream, COAL | changed) == named

    def test_is_refused_with_more_carbon_than_it_weighs(self) -> None:
        row = without(COAL, "factor_t_per_tj", method="carbon", carbon_t_per_unit="1.01")
        assert faults(Stream, row) == {"carbon_t_per_unit"}
        assert particulars.read(Stream, row | {"unit": "knm3"})

    def test_by_carbon_or_process_is_no_heat(self) -> None:
        row = without(COAL, "factor_t_per_tj", "ncv_gj_per_unit", unit="tj", quantity="2500")
        assert faults(Stream, row | {"method": "process", "factor_t_per_unit": "1"}) == {"unit"}

    def test_emits_nothing_where_hydrogen_has_the_factor_zero(self) -> None:
        assert emitted([particulars.read(Stream, COAL | {"factor_t_per_tj": "0"})]) == 0


class TestMetering:
    OUT = {"fault": "out_of_class", "specified_percent": "0.5", "actual_percent": "0.8"}
    LATE = {"fault": "not_calibrated", "specified_percent": "0.5"}

    @pytest.mark.parametrize(
        ("meter", "activity", "output"),
        [(OUT, "1253750", "6380800"), (LATE, "1256250", "6368000"), ({}, "1250000", "6400000")],
    )
    def test_raises_activity_and_lowers_output(self, meter: dict[str, str], activity: str, output: str) -> None:
        found = particulars.read(Metering, meter)
        assert found.raised(Decimal(1250000)) == Decimal(activity)
        assert found.lowered(Decimal(6400000)) == Decimal(output)

    @pytest.mark.parametrize(
        ("meter", "named"),
        [
            ({"fault": "out_of_class"}, {"specified_percent", "actual_percent"}),
            (OUT | {"actual_percent": "0.5"}, {"actual_percent"}),
            (LATE | {"actual_percent": "0.8"}, {"actual_percent"}),
            ({"specified_percent": "0.5"}, {"specified_percent"}),
        ],
    )
    def test_is_refused_where_fault_and_errors_do_not_fit(self, meter: dict[str, str], named: set[str]) -> None:
        assert faults(Metering, meter) == named


class TestPurchase:
    ROW = {"kind": "electricity", "quantity": "1000", "factor_t_per_unit": "0.5", "factor_source": "Publication"}

    def test_emits_without_what_is_green(self) -> None:
        assert particulars.read(Purchase, self.ROW | {"green_mwh": "200"}).emitted_t == 400

    @pytest.mark.parametrize(
        ("changed", "named"),
        [
            ({"green_mwh": "1000.1"}, {"green_mwh"}),
            ({"kind": "heat", "green_mwh": "1"}, {"green_mwh"}),
            ({"factor_t_per_unit": "500"}, {"factor_t_per_unit"}),
            ({"quantity": "200000000"}, {"quantity"}),
        ],
    )
    def test_is_refused_where_it_cannot_be(self, changed: dict[str, str], named: set[str]) -> None:
        assert faults(Purchase, self.ROW | changed) == named


class TestAssess:
    GAP = {"stream": "Coal", "since": "2026-02-01", "until": "2026-02-02", "emissions_t": "75", "method": "Highest day"}

    def test_adds_gaps_to_the_direct_emissions_and_purchases_to_all(self) -> None:
        found = installations.assess(
            [particulars.read(Stream, COAL)],
            [particulars.read(Gap, self.GAP)],
            [particulars.read(Purchase, TestPurchase.ROW)],
            clause="Art. 1",
        )
        assert {code: found[code].value for code in ("E", "E_direct", "E_gaps", "E_indirect")} == {
            "E": Decimal(235700),
            "E_direct": Decimal(235200),
            "E_gaps": Decimal(75),
            "E_indirect": Decimal(500),
        }
        assert [step.expression for step in found.steps] == [
            "100,000 t × 25 GJ/t / 1000 × 95 t/TJ × 0.99",
            "(1,000 - 0) MWh × 0.5 t/MWh",
        ]

    def test_takes_no_gap_that_ends_before_it_begins(self) -> None:
        assert faults(Gap, self.GAP | {"until": "2026-01-31"}) == {"until"}
        assert faults(Gap, self.GAP | {"until": "2026-02"}) == {"until"}


def see(goods: list[dict[str, Any]], precursors: list[dict[str, Any]]) -> dict[str, str]:
    made = [particulars.read(Good, good) for good in goods]
    with localcontext(CONTEXT):
        found = embedded.assess(made, [particulars.read(Precursor, row) for row in precursors], clause="Art. 1")
    return {result.code: result.shown for result in found.results}


class TestEmbedded:
    def test_is_what_is_attributed_over_what_is_made(self) -> None:
        assert see([GOOD], []) == {"SEE_clinker": "0.92500", "departure_clinker": "5.099"}

    def test_counts_precursors_and_indirect_emissions(self) -> None:
        found = see([GOOD | {"indirect_t": "1000"}], [SLAB, SLAB | {"quantity_t": "90"}])
        assert found["SEE_clinker"] == "0.93675"

    def test_takes_what_is_made_here_at_its_own_value(self) -> None:
        cement = GOOD | {"good": "cement", "quantity_t": "80000", "direct_t": "400", "declared_see": "0"}
        own = {"good": "cement", "name": "clinker", "quantity_t": "60000", "basis": "own"}
        assert see([cement, GOOD], [own]) == {
            "SEE_cement": "0.69875",
            "SEE_clinker": "0.92500",
            "departure_clinker": "5.099",
        }

    @pytest.mark.parametrize("declared", ["0.88012", "0.880120", "1", "12.3"])
    def test_may_be_declared_with_five_decimals(self, declared: str) -> None:
        assert particulars.read(Good, GOOD | {"declared_see": declared})

    @pytest.mark.parametrize(
        ("changed", "named"),
        [
            ({"declared_see": "0.880121"}, {"declared_see"}),
            ({"declared_see": "880.12"}, {"declared_see"}),
            ({"quantity_t": "0"}, {"quantity_t"}),
            ({"quantity_t": "100000000"}, {"quantity_t"}),
            ({"cn_code": "252310"[:5]}, {"cn_code"}),
            ({"declared_free_allocation": "0.7"}, {"found_free_allocation"}),
            ({"found_free_allocation": "0.7"}, {"declared_free_allocation"}),
        ],
    )
    def test_refuses_a_good_that_cannot_be(self, changed: dict[str, str], named: set[str]) -> None:
        assert faults(Good, GOOD | changed) == named

    @pytest.mark.parametrize(
        ("changed", "named"),
        [
            ({"see_t_per_t": None}, {"see_t_per_t"}),
            ({"source": ""}, {"source"}),
            ({"basis": "own"}, {"see_t_per_t"}),
        ],
    )
    def test_refuses_a_precursor_without_a_value_of_its_own(self, changed: dict[str, Any], named: set[str]) -> None:
        assert faults(Precursor, SLAB | changed) == named

    @pytest.mark.parametrize(
        ("changed", "verified"),
        [
            ({}, True),
            ({"report": ""}, False),
            ({"accredited": False}, False),
            ({"verified_from": "2026-01-02"}, False),
            ({"verified_until": "2026-06-29"}, False),
            ({"verified_from": "2025-01-01", "verified_until": "2026-12-31"}, True),
            ({"produced_from": None}, False),
        ],
    )
    def test_knows_when_a_report_covers_a_precursor(self, changed: dict[str, Any], verified: bool) -> None:
        assert particulars.read(Precursor, SLAB | changed).is_verified is verified

    def test_follows_a_chain_of_any_length(self) -> None:
        goods = [
            GOOD | {"good": f"good {n}", "quantity_t": "10", "direct_t": "1", "declared_see": "0"} for n in range(900)
        ]
        own = [{"good": f"good {n + 1}", "name": f"good {n}", "quantity_t": "10", "basis": "own"} for n in range(899)]
        assert see(goods, own)["SEE_good 899"] == "90.00000"

    def test_refuses_goods_of_one_name_and_circles(self) -> None:
        goods = [particulars.read(Good, GOOD | {"good": name}) for name in ("a", "b", "b")]
        own = [
            Precursor(good=good, name=name, quantity_t=Decimal(1), basis="own")
            for good, name in (("a", "b"), ("b", "a"), ("a", "c"), ("d", "a"))
        ]
        assert dict(embedded.misfits(goods, own)).keys() == {
            "goods/2/good",
            "precursors/0/name",
            "precursors/1/name",
            "precursors/2/name",
            "precursors/3/good",
        }
