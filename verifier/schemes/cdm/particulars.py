"""What only this scheme asks for: the size of the project, and what is known of earlier visits."""

# ruff: noqa: RUF009 - what a field declares is not a default

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.other_programmes import CreditedElsewhere
from verifier.rulebook.power import GridPower
from verifier.rulebook.quantities import ZERO
from verifier.rulebook.scales import Scaled
from verifier.rulebook.wording import Text


@dataclass(frozen=True, kw_only=True)
class Particulars(GridPower, Scaled, CreditedElsewhere):
    """One project activity: as the family describes it, with its size, and the last visit by whichever body."""

    visited_on: date | None = shapes.day(
        Text("Last visit on site before this verification", "本次核查前最近一次现场核查日"),
        hint=Text("Left out at the first verification.", "首次核查不填。"),
        default=None,
    )
    since_visit_t: Decimal = shapes.decimal(
        Text(
            "Reductions verified since that visit, this period left out",
            "自该次现场核查以来已核查的减排量（不含本期）",
        ),
        unit="t CO2eq",
        window=("0", "1e9"),
        slip=Text("Kilograms for tonnes?", "是否误用千克代替吨?"),
        default=ZERO,
    )
