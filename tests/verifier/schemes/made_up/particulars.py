"""What this scheme asks for."""

# ruff: noqa: RUF009 - what a field declares is not a default

from dataclasses import dataclass
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.wording import Text


@dataclass(frozen=True, kw_only=True)
class Particulars:
    heat_mwh: Decimal = shapes.decimal(Text("Heat delivered", "供热量"), unit="MWh", window=("0", "1e6"))
    waste_gas: bool = shapes.boolean(Text("The heat is of waste gas", "热量来自废气"), default=True)
