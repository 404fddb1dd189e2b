"""Properties of the intensity of renewable fuels; its worked cases stand with the schemes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.rulebook import fuels
from verifier.rulebook.allocation import hydrogen_share
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.fuel_figures import RFNBO
from verifier.rulebook.particulars import Misfit, read
from verifier.rulebook.plant import Electricity, Leg, Material, Output
from verifier.rulebook.production import Production
from verifier.rulebook.quantities import CONTEXT
from verifier.rulebook.results import Calculation

FIGURES = FigureBook(RFNBO, on=date(2026, 3, 31))
KWH = st.decimals(min_value=0, max_value=10**9, allow_nan=False, places=3)


def grid(kwh: Decimal, factor: str = "170") -> Electricity:
    return Electricity(route="grid", kwh=kwh, stage="electrolysis", heating_value=True, factor_g_per_mj=Decimal(factor))


PLANT = Production(
    fuel="ammonia",
    fuel_kg=Decimal(25_000_000),
    lhv_mj_per_kg=Decimal("18.6"),
    operation_on=date(2025, 7, 16),
    electricity=(grid(Decimal(1_000_000)), grid(Decimal(7), "33.3")),
    materials=(
        Material(substance="urea", kg=Decimal("0.001"), stage="electrolysis"),
        Material(substance="potassium_hydroxide", kg=Decimal(2500), stage="synthesis"),
        Material(substance="lubricants", kg=Decimal("1e6"), stage="electrolysis"),
    ),
    legs=(
        Leg(mode="truck", tonnes=Decimal(25000), km=Decimal("350.7")),
        Leg(mode="inland_ship", tonnes=Decimal(3), km=Decimal("1.1")),
    ),
)


def assess(production: Production) -> Calculation:
    with localcontext(CONTEXT):
        return fuels.assess(production, FIGURES)


class TestIntensity:
    @given(less=KWH, more=KWH)
    def test_never_falls_when_more_grid_power_is_used(self, less: Decimal, more: Decimal) -> None:
        less, more = sorted((less, more))
        low = assess(replace(PLANT, electricity=(grid(less),)))["E"].value
        high = assess(replace(PLANT, electricity=(grid(more),)))["E"].value
        assert low <= high
        assert (low < high) == (less < more)

    def test_does_not_depend_on_the_order_of_inputs(self) -> None:
        found = {
            assess(replace(PLANT, materials=materials, electricity=power, legs=legs))["E"].value
            for materials in permutations(PLANT.materials)
            for power in permutations(PLANT.electricity)
            for legs in permutations(PLANT.legs)
        }
        assert len(found) == 1

    @given(part=st.decimals(min_value=0, max_value=2500, allow_nan=False, places=9))
    def test_is_the_same_when_a_row_is_split(self, part: Decimal) -> None:
        whole = Material(substance="urea", kg=Decimal(2500), stage="synthesis")
        parts = (replace(whole, kg=part), replace(whole, kg=2500 - part))
        together, apart = (assess(replace(PLANT, materials=rows)) for rows in ((whole,), parts))
        assert together["E"] == apart["E"]

    @given(kg=st.integers(min_value=1000, max_value=10**9))
    def test_meets_a_limit_exactly_whatever_the_mass(self, kg: int) -> None:
        # 28.2 g/MJ x 18.6 MJ/kg / (3.6 MJ/kWh x 100 g/MJ) = 1.457 kWh/kg
        power = (grid(Decimal("1.457") * kg, "100"),)
        met = assess(replace(PLANT, fuel_kg=Decimal(kg), electricity=power, materials=(), legs=()))
        assert met["E"].value == Decimal("28.2")
        assert met["saving"].value == 70

    def test_is_the_sum_of_its_terms(self) -> None:
        found = assess(replace(PLANT, use_kg=Decimal(5), stored_kg=Decimal(7), carbon_dioxide_kg=Decimal(11)))
        with localcontext(CONTEXT):
            terms = sum(found[code].value for code in ("e_i", "e_p", "e_td", "e_u")) - found["e_ccs"].value
            assert abs(terms - found["E"].value) < Decimal("1e-40")

    def test_steps_add_up_to_it(self) -> None:
        found = assess(PLANT)
        grams = sum(step.value for step in found.steps if step.unit == "g CO2eq")
        assert grams == found["E"].value * found["delivered_mj"].value


class TestGate:
    def test_is_by_the_mass_that_leaves_it_whatever_is_lost_afterwards(self) -> None:
        lossy = assess(replace(PLANT, lost_kg=Decimal(1_000_000)))
        assert lossy["gate_g_per_kg"].value == assess(PLANT)["gate_g_per_kg"].value
        assert lossy["kg_per_kg"].value > assess(PLANT)["kg_per_kg"].value

    def test_comes_out_even_where_it_does(self) -> None:
        only_gas = replace(PLANT, electricity=(), materials=(), legs=(), nitrous_oxide_kg=Decimal(2500))
        assert assess(only_gas)["gate_g_per_kg"].value == Decimal("29.8")


class TestGridElectricity:
    def test_takes_the_standard_value_of_a_country(self) -> None:
        row = Electricity(route="grid", kwh=Decimal(1000), stage="electrolysis", heating_value=True, grid="FR")
        (step, *_) = assess(replace(PLANT, electricity=(row,))).steps
        assert (step.value, step.expression) == (Decimal(70560), "1,000 kWh × 3.6 MJ/kWh × 19.6 g/MJ")

    def test_has_none_for_china(self) -> None:
        with pytest.raises(Misfit) as caught:
            read(Electricity, {"route": "grid", "kwh": "1", "stage": "synthesis", "heating_value": False, "grid": "CN"})
        assert list(caught.value.errors) == ["grid"]


class TestHydrogenShare:
    def test_is_by_energy_where_no_oxygen_is_sold(self) -> None:
        outputs = (
            Output(product="hydrogen", energy_mj=Decimal(300)),
            Output(product="heat", energy_mj=Decimal(100)),
        )
        assert hydrogen_share(outputs) == Decimal("0.75")

    def test_is_by_value_where_it_is(self) -> None:
        outputs = (
            Output(product="hydrogen", kg=Decimal(10), price_per_kg=Decimal(3)),
            Output(product="oxygen", kg=Decimal(80), price_per_kg=Decimal("0.125")),
            Output(product="heat", kg=Decimal(0), price_per_kg=Decimal(0), energy_mj=Decimal(1000)),
        )
        assert hydrogen_share(outputs) == Decimal("0.75")

    def test_is_as_given_where_the_ratio_can_be_varied(self) -> None:
        outputs = (
            Output(product="hydrogen", causal_share=Decimal("0.6"), energy_mj=Decimal(1)),
            Output(product="heat", causal_share=Decimal("0.4"), energy_mj=Decimal(9)),
        )
        assert hydrogen_share(outputs) == Decimal("0.6")

    def test_leaves_nothing_to_hydrogen_only_when_nothing_is_worth_anything(self) -> None:
        outputs = (Output(product="hydrogen", energy_mj=Decimal(0)),)
        assert hydrogen_share(outputs) == 1

    @pytest.mark.parametrize(("celsius", "factor"), [("150", "0.3545"), ("250", "0.4779"), ("400", "0.5942")])
    def test_counts_heat_by_its_temperature(self, celsius: str, factor: str) -> None:
        heat = Output(product="heat", energy_mj=Decimal(1), temperature_c=Decimal(celsius))
        assert f"{heat.useful_mj:.4f}" == factor


class TestCalculation:
    def test_is_read_back_as_it_was_dumped(self) -> None:
        found = assess(PLANT)
        assert Calculation.load(found.dump()) == found

    def test_names_what_it_does_not_hold(self) -> None:
        with pytest.raises(LookupError, match="nothing_of_the_kind"):
            assess(PLANT)["nothing_of_the_kind"]


class TestProduction:
    GIVEN = {
        "fuel": "ammonia",
        "fuel_kg": "25000000",
        "lhv_mj_per_kg": "18.6",
        "operation_on": "2025-07-16",
        "electricity": [{"route": "direct", "kwh": "250000000", "stage": "electrolysis", "heating_value": True}],
    }

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"fuel_kg": "25000"}, "fuel_kg"),
            ({"lost_kg": "25000000"}, "lost_kg"),
            ({"electricity": []}, "electricity"),
            ({"grid_method": "full_load_hours", "full_load_hours": "1"}, "price_setting_hours"),
            ({"outputs": [{"product": "oxygen", "kg": "1", "price_per_kg": "1"}]}, "outputs"),
            ({"outputs": [{"product": "hydrogen", "kg": "1"}]}, "outputs/0/energy_mj"),
            ({"outputs": [{"product": "hydrogen", "causal_share": "0.9"}]}, "outputs"),
            (
                {"outputs": [{"product": "hydrogen", "energy_mj": "1", "temperature_c": "150"}]},
                "outputs/0/temperature_c",
            ),
            ({"methane_potential": "28"}, "methane_potential"),
            ({"nitrous_oxide_potential": "265"}, "nitrous_oxide_potential"),
            ({"handling": [{"place": "Port", "kwh": "1"}]}, "handling/0/factor_g_per_mj"),
            ({"handling": [{"place": "Port", "kwh": "1", "factor_g_per_mj": "1", "grid": "NL"}]}, "handling/0/grid"),
            ({"materials": [{"substance": "other", "kg": "1", "stage": "synthesis"}]}, "materials/0/factor_g_per_kg"),
            (
                {"legs": [{"mode": "truck", "tonnes": "1", "km": "1", "factor_g_per_tkm": "1"}]},
                "legs/0/factor_g_per_tkm",
            ),
            ({"fuels": [{"fuel": "natural_gas", "unit": "kg", "supplied": "1", "burned": "1"}]}, "fuels/0/unit"),
            ({"fuel_kg": "-1"}, "fuel_kg"),
        ],
    )
    def test_is_refused_naming_the_field(self, changed: dict[str, object], field: str) -> None:
        with pytest.raises(Misfit) as caught:
            read(Production, {**self.GIVEN, **changed})
        assert list(caught.value.errors) == [field]

    def test_suspects_tonnes_given_for_kilograms(self) -> None:
        with pytest.raises(Misfit) as caught:
            read(Production, {**self.GIVEN, "fuel_kg": "25000"})
        assert "Tonnes for kilograms?" in caught.value.errors["fuel_kg"].en

    def test_asks_a_factor_of_grid_electricity_and_none_of_renewable(self) -> None:
        row = dict(self.GIVEN["electricity"][0])
        for changed in ({"route": "grid"}, {"factor_g_per_mj": "3"}):
            with pytest.raises(Misfit) as caught:
                read(Production, {**self.GIVEN, "electricity": [{**row, **changed}]})
            assert list(caught.value.errors) == ["electricity/0/factor_g_per_mj"]

    def test_takes_a_standard_value_or_a_factor_and_no_average_for_the_marginal_unit(self) -> None:
        row = {**self.GIVEN["electricity"][0], "route": "grid", "grid": "DE"}
        assert read(Production, {**self.GIVEN, "electricity": [row]}).electricity[0].grid == "DE"
        for changed, more in (
            ({"factor_g_per_mj": "3"}, {}),
            ({}, {"grid_method": "marginal"}),
            ({"route": "direct"}, {}),
        ):
            with pytest.raises(Misfit) as caught:
                read(Production, {**self.GIVEN, **more, "electricity": [{**row, **changed}]})
            assert list(caught.value.errors) == ["electricity/0/grid"]

    def test_says_which_warming_potentials_count(self) -> None:
        assert read(Production, {**self.GIVEN, "methane_potential": "25.0", "nitrous_oxide_potential": 298})
        with pytest.raises(Misfit) as caught:
            read(Production, {**self.GIVEN, "methane_potential": "28", "nitrous_oxide_potential": "265"})
        assert {name: "25" in said.en or "298" in said.en for name, said in caught.value.errors.items()} == {
            "methane_potential": True,
            "nitrous_oxide_potential": True,
        }
