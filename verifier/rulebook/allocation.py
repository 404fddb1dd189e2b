"""How emissions are shared between the products of an electrolyser: CDR (EU) 2023/1185, annex part A, pt 15.

By physical causality where the operator can vary the ratio of the products; otherwise by value where one of them has
no energy content (oxygen), and by energy where all have.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from verifier.rulebook.plant import Output
from verifier.rulebook.quantities import ONE, ZERO
from verifier.rulebook.wording import Text


def shares(outputs: Sequence[Output]) -> tuple[Decimal, ...]:
    """What each product bears. Where nothing is worth anything, the hydrogen bears all."""
    weights = [_weight(row, _basis(outputs)) for row in outputs]
    whole = sum(weights, ZERO)
    if not whole:
        return tuple(ONE if row.product == "hydrogen" else ZERO for row in outputs)
    return tuple(weight / whole for weight in weights)


def hydrogen_share(outputs: Sequence[Output]) -> Decimal:
    """What hydrogen bears of the emissions of electrolysis; all where there are no other products."""
    if not outputs:
        return ONE
    return sum((share for row, share in zip(outputs, shares(outputs), strict=True) if row.product == "hydrogen"), ZERO)


def _basis(outputs: Sequence[Output]) -> str:
    """The field of every row on which the sharing rests."""
    if any(row.causal_share is not None for row in outputs):
        return "causal_share"
    return "price_per_kg" if any(row.product == "oxygen" for row in outputs) else "energy_mj"


def _weight(row: Output, basis: str) -> Decimal:
    if basis == "causal_share":
        return row.causal_share or ZERO
    return row.kg * (row.price_per_kg or ZERO) if basis == "price_per_kg" else row.useful_mj or ZERO


_MISSING = {
    "causal_share": Text("Give the share of every product.", "请填写各产物的份额。"),
    "price_per_kg": Text(
        "With oxygen sold, the sharing is by value: give the price.", "外售氧气时按经济价值分配，请填写价格。"
    ),
    "energy_mj": Text("The sharing is by energy: give it.", "按能量分配，请填写能量。"),
}


def misfits(outputs: Sequence[Output]) -> Iterator[tuple[str, Text]]:
    """What is wrong between the rows: each way of sharing needs its own numbers in every one of them."""
    if not outputs:
        return
    if sum(row.product == "hydrogen" for row in outputs) != 1:
        yield "outputs", Text("Hydrogen must stand in exactly one row.", "氢须且仅须占一行。")
    basis = _basis(outputs)
    missing = [index for index, row in enumerate(outputs) if getattr(row, basis) is None]
    for index in missing:
        yield f"outputs/{index}/{basis}", _MISSING[basis]
    if basis == "causal_share" and not missing and sum((row.causal_share or ZERO for row in outputs), ZERO) != ONE:
        yield "outputs", Text("The shares must add up to one.", "各份额之和须为一。")
