"""Properties of the emissions of installations and goods."""

from decimal import Decimal, localcontext
from itertools import permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from verifier.rulebook import embedded, installations
from verifier.rulebook.embedded import Good, Precursor
from verifier.rulebook.quantities import CONTEXT, ZERO
from verifier.rulebook.streams import Stream, emitted, zero_rated

FINE = Decimal("1e-30")


def numbers(low: str, high: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=low, max_value=high, places=places, allow_nan=False)


TONNES, FRACTION = numbers("0", "10000000", 3), numbers("0", "1", 3)
METHODS = {
    "energy": st.fixed_dictionaries(
        {"ncv_gj_per_unit": numbers("1", "60", 3), "factor_t_per_tj": numbers("1", "300", 2)}
    ),
    "carbon": st.fixed_dictionaries({"carbon_t_per_unit": numbers("0", "1", 4)}),
    "heat_carbon": st.fixed_dictionaries(
        {"ncv_gj_per_unit": numbers("1", "60", 3), "carbon_t_per_gj": numbers("0.001", "0.1", 5)}
    ),
    "process": st.fixed_dictionaries({"factor_t_per_unit": numbers("0", "4", 4)}),
}


@st.composite
def streams(draw: st.DrawFn) -> Stream:
    method = draw(st.sampled_from(sorted(METHODS)))
    return Stream(
        name="A stream",
        method=method,
        unit="t",
        quantity=draw(TONNES),
        oxidation=draw(FRACTION),
        biomass=draw(FRACTION),
        factor_source="Drawn",
        **draw(METHODS[method]),
    )


def again(stream: Stream, quantity: Decimal) -> Stream:
    """The stream with another quantity."""
    return Stream(**{**vars(stream), "quantity": quantity})


class TestStreams:
    @given(st.lists(streams(), min_size=1, max_size=4))
    def test_emit_the_same_in_any_order(self, found: list[Stream]) -> None:
        with localcontext(CONTEXT):
            assert len({emitted(order) for order in permutations(found)}) == 1

    @given(streams(), TONNES)
    def test_emit_no_less_with_more_fuel(self, stream: Stream, more: Decimal) -> None:
        with localcontext(CONTEXT):
            assert emitted([again(stream, stream.quantity + more)]) >= emitted([stream])

    @given(streams(), FRACTION)
    def test_emit_the_same_when_split_in_two(self, stream: Stream, share: Decimal) -> None:
        with localcontext(CONTEXT):
            part = stream.quantity * share
            assert emitted([again(stream, part), again(stream, stream.quantity - part)]) == emitted([stream])

    @given(streams())
    def test_emit_all_their_carbon_as_fossil_or_biomass(self, stream: Stream) -> None:
        with localcontext(CONTEXT):
            fossil = Stream(**{**vars(stream), "biomass": ZERO})
            assert abs(emitted([stream]) + zero_rated([stream]) - emitted([fossil])) < FINE

    @given(st.lists(streams(), max_size=4))
    def test_add_up_to_the_total_of_their_steps(self, found: list[Stream]) -> None:
        with localcontext(CONTEXT):
            calculation = installations.assess(found, [], clause="Art. 1")
            assert abs(sum((step.value for step in calculation.steps), ZERO) - calculation["E"].value) < FINE


@st.composite
def works(draw: st.DrawFn) -> tuple[list[Good], list[Precursor]]:
    """Goods, each made of some bought precursors and of some goods before it."""
    names = [f"good {number}" for number in range(draw(st.integers(1, 4)))]
    goods = [
        Good(
            good=name,
            cn_code="7208",
            route="A route",
            quantity_t=draw(numbers("0.001", "1000000", 3)),
            direct_t=draw(TONNES),
            indirect_t=draw(TONNES),
            declared_see=ZERO,
        )
        for name in names
    ]
    bought = [
        Precursor(
            good=draw(st.sampled_from(names)),
            name="bought",
            quantity_t=draw(TONNES),
            basis="default",
            see_t_per_t=draw(numbers("0", "20", 5)),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    made = [
        Precursor(good=later, name=earlier, quantity_t=draw(numbers("0", "1000", 3)), basis="own")
        for place, later in enumerate(names)
        for earlier in names[:place]
        if draw(st.booleans())
    ]
    return goods, bought + made


class TestGoods:
    @given(works())
    def test_carry_all_that_is_attributed_and_no_more(self, found: tuple[list[Good], list[Precursor]]) -> None:
        goods, precursors = found
        with localcontext(CONTEXT):
            see = embedded.intensities(goods, precursors)
            whole = sum((see[good.good] * good.quantity_t for good in goods), ZERO)
            brought = sum(
                (
                    row.quantity_t * (see[row.name] if row.see_t_per_t is None else row.see_t_per_t)
                    for row in precursors
                ),
                ZERO,
            )
            attributed = sum((good.direct_t + good.indirect_t for good in goods), ZERO)
            assert abs(whole - brought - attributed) <= FINE * max(whole, Decimal(1))

    @given(works(), st.randoms(use_true_random=False))
    def test_have_the_same_values_in_any_order(self, found: tuple[list[Good], list[Precursor]], chance: Random) -> None:
        goods, precursors = found
        with localcontext(CONTEXT):
            see = embedded.intensities(goods, precursors)
            chance.shuffle(goods)
            chance.shuffle(precursors)
            shuffled = embedded.intensities(goods, precursors)
            assert all(abs(shuffled[name] - value) <= FINE * max(value, Decimal(1)) for name, value in see.items())
