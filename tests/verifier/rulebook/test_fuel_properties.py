"""What holds of fuels, their allocation and their mass balance, whatever the numbers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.rulebook import fuels
from verifier.rulebook.allocation import hydrogen_share, shares
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.fuel_examples import AMMONIA
from verifier.rulebook.fuel_figures import RFNBO
from verifier.rulebook.mass_balance import BalancePeriod
from verifier.rulebook.particulars import read
from verifier.rulebook.plant import Output
from verifier.rulebook.production import Production
from verifier.rulebook.quantities import CONTEXT
from verifier.rulebook.results import Calculation

FIGURES = FigureBook(RFNBO, on=date(2026, 3, 31))
MONTH = read(Production, AMMONIA)
FEW = settings(max_examples=40, deadline=None)
LIMIT = Decimal("28.2")
# What a division at fifty digits may leave over.
TRACE = Decimal("1e-45")


def amounts(most: int, places: int = 3) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=0, max_value=most, allow_nan=False, places=places)


def assess(production: Production) -> Calculation:
    with localcontext(CONTEXT):
        return fuels.assess(production, FIGURES)


def from_grid(kwh: Decimal, production: Production = MONTH) -> Production:
    direct, grid = production.electricity
    return replace(production, electricity=(direct, replace(grid, kwh=kwh)))


class TestIntensity:
    @FEW
    @given(kwh=amounts(10**9), more=amounts(10**6))
    def test_never_falls_when_more_comes_from_the_grid(self, kwh: Decimal, more: Decimal) -> None:
        low, high = assess(from_grid(kwh))["E"].value, assess(from_grid(kwh + more))["E"].value
        assert (low < high) == bool(more)
        assert low <= high

    @FEW
    @given(data=st.data())
    def test_does_not_depend_on_the_order_of_inputs(self, data: st.DataObject) -> None:
        turned = replace(
            MONTH,
            **{
                name: tuple(data.draw(st.permutations(getattr(MONTH, name)), label=name))
                for name in ("electricity", "materials", "fuels", "legs", "handling")
            },
        )
        assert assess(turned)["E"] == assess(MONTH)["E"]

    @FEW
    @given(kg=amounts(10**6, 6), kwh=amounts(10**9, 6), lost=amounts(10**6, 6))
    def test_is_the_sum_of_its_lines_to_the_last_digit(self, kg: Decimal, kwh: Decimal, lost: Decimal) -> None:
        urea = replace(MONTH.materials[0], substance="urea", kg=kg)
        production = from_grid(kwh, replace(MONTH, materials=(*MONTH.materials, urea), lost_kg=lost))
        found = assess(production)
        with localcontext(CONTEXT):
            grams = sum((step.value for step in found.steps if step.unit == "g CO2eq"), Decimal(0))
            assert grams / production.delivered_mj == found["E"].value
            terms = sum((found[code].value for code in ("e_i", "e_p", "e_td", "e_u")), Decimal(0))
            assert abs(terms - found["e_ccs"].value - found["E"].value) < TRACE

    @FEW
    @given(kg=st.integers(min_value=1000, max_value=10**9), beyond=st.sampled_from([0, 1]))
    def test_meets_the_limit_exactly_and_a_watt_hour_more_exceeds_it(self, kg: int, beyond: int) -> None:
        # 28.2 g/MJ x 18.6 MJ/kg / (3.6 MJ/kWh x 100 g/MJ) = 1.457 kWh/kg
        grid = replace(MONTH.electricity[1], kwh=Decimal("1.457") * kg + Decimal("0.001") * beyond)
        production = replace(
            MONTH,
            fuel_kg=Decimal(kg),
            electricity=(replace(grid, factor_g_per_mj=Decimal(100)),),
            materials=(),
            fuels=(),
            legs=(),
            handling=(),
            methane_kg=Decimal(0),
            nitrous_oxide_kg=Decimal(0),
        )
        intensity = assess(production)["E"].value
        assert (intensity > LIMIT) == bool(beyond)
        assert (intensity == LIMIT) == (not beyond)


OUTPUTS = st.lists(
    st.builds(
        Output,
        product=st.sampled_from(["oxygen", "heat"]),
        kg=amounts(10**7),
        energy_mj=amounts(10**9),
        price_per_kg=amounts(100),
    ),
    max_size=4,
)
HYDROGEN = st.builds(
    Output, product=st.just("hydrogen"), kg=amounts(10**7), energy_mj=amounts(10**9), price_per_kg=amounts(100)
)


class TestAllocation:
    @FEW
    @given(hydrogen=HYDROGEN, others=OUTPUTS)
    def test_shares_add_up_to_one(self, hydrogen: Output, others: list[Output]) -> None:
        with localcontext(CONTEXT):
            found = shares((hydrogen, *others))
            assert abs(sum(found, Decimal(0)) - 1) < TRACE
        assert all(share >= 0 for share in found)

    @FEW
    @given(hydrogen=HYDROGEN, others=OUTPUTS, data=st.data())
    def test_does_not_depend_on_the_order_of_products(
        self, hydrogen: Output, others: list[Output], data: st.DataObject
    ) -> None:
        turned = data.draw(st.permutations([hydrogen, *others]))
        with localcontext(CONTEXT):
            assert hydrogen_share(turned) == hydrogen_share([hydrogen, *others])

    @FEW
    @given(hydrogen=HYDROGEN, others=OUTPUTS)
    def test_moves_emissions_and_makes_none(self, hydrogen: Output, others: list[Output]) -> None:
        alone, shared = assess(MONTH), assess(replace(MONTH, outputs=(hydrogen, *others)))
        assert shared["E"].value <= alone["E"].value
        kept = {step.code: step.value for step in shared.steps if step.code != "e_i.coproducts"}
        assert {code: value for code, value in kept.items() if code != "E"} == {
            step.code: step.value for step in alone.steps if step.code != "E"
        }


@st.composite
def periods(draw: st.DrawFn) -> list[BalancePeriod]:
    """A few periods of one balance, each opening with what the one before carries on."""
    opening, made = Decimal(0), []
    for number in range(draw(st.integers(min_value=1, max_value=4))):
        one = BalancePeriod(
            since=date(2026, 1, 1 + number),
            until=date(2026, 1, 1 + number),
            opening_kg=opening,
            received_kg=draw(amounts(10**6)),
            conversion=draw(st.decimals(min_value=Decimal("0.01"), max_value=2, allow_nan=False, places=4)),
            dispatched_kg=draw(amounts(10**6)),
            physical_kg=draw(amounts(10**6)),
        )
        made.append(one)
        opening = one.carried_kg
    return made


class TestMassBalance:
    @FEW
    @given(made=periods())
    def test_makes_and_loses_nothing(self, made: list[BalancePeriod]) -> None:
        for one in made:
            came = one.opening_kg + one.received_kg * one.conversion
            went = one.dispatched_kg + one.carried_kg + one.written_off_kg
            assert came == went if one.book_kg >= 0 else came < went

    @FEW
    @given(made=periods())
    def test_carries_on_what_is_both_booked_and_there(self, made: list[BalancePeriod]) -> None:
        for before, one in pairwise(made):
            assert 0 <= one.opening_kg <= before.physical_kg
            assert one.opening_kg <= max(before.book_kg, Decimal(0))
