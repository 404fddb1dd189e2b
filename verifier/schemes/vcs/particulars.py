"""What only this scheme asks for: a grid-connected renewable power project under ACM0002."""

from dataclasses import dataclass

from verifier.rulebook.power import GridPower


@dataclass(frozen=True, kw_only=True)
class Particulars(GridPower):
    """One project, as the family describes it."""
