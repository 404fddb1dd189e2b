"""What is taken out of units as they are issued: a share for adaptation, and what is cancelled for the atmosphere.

Each is a percentage of what is issued and rounded up to whole units by itself; the participants get what is left.
"""

from dataclasses import dataclass
from decimal import Decimal

from verifier.rulebook.quantities import HUNDRED, ONE, ceil


@dataclass(frozen=True, kw_only=True)
class Levied:
    """One issuance, in whole units."""

    issued: Decimal
    adaptation: Decimal
    mitigation: Decimal

    @property
    def participants(self) -> Decimal:
        return self.issued - self.adaptation - self.mitigation


def levied(issued: Decimal, *, adaptation_percent: Decimal, mitigation_percent: Decimal) -> Levied | None:
    """The shares of one issuance; None where they would leave less than one unit to the participants."""
    shares = Levied(
        issued=issued,
        adaptation=ceil(issued * adaptation_percent / HUNDRED),
        mitigation=ceil(issued * mitigation_percent / HUNDRED),
    )
    return shares if shares.participants >= ONE else None
