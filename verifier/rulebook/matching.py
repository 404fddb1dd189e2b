"""Which electricity counts as renewable, interval by interval: CDR (EU) 2023/1184, Art. 3 and 4-7.

Energies in MWh. Storage is followed with its two efficiencies; what was charged from the grid stays grid electricity
when it is discharged, pro rata to what the storage holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from verifier.rulebook.facts import Interval
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.production import Production
from verifier.rulebook.quantities import ZERO


@dataclass(frozen=True, kw_only=True)
class Direct:
    """What Art. 3 allows: `faults` are the numbers (from 1) of intervals whose storage readings cannot be true."""

    load_mwh: Decimal
    direct_mwh: Decimal
    remaining: tuple[Decimal, ...]
    electrolyser_mwh: Decimal
    electrolyser_direct_mwh: Decimal
    stored_mwh: tuple[Decimal, ...]
    faults: tuple[int, ...]

    @property
    def grid_mwh(self) -> Decimal:
        return sum(self.remaining, ZERO)


@dataclass
class _Storage:
    production: Production
    held: Decimal
    from_grid: Decimal = ZERO

    def move(self, interval: Interval, grid_charge: Decimal) -> tuple[Decimal, bool]:
        """Discharge, then charge; the discharged grid electricity, and whether the readings are possible."""
        drawn = interval.discharged_mwh / self.production.discharge_efficiency
        possible = drawn <= self.held
        grid_share = self.from_grid / self.held if self.held else ZERO
        self.from_grid += -min(drawn, self.held) * grid_share + self.production.charge_efficiency * grid_charge
        self.held += self.production.charge_efficiency * interval.charged_mwh - drawn
        possible = possible and ZERO <= self.held <= self.production.storage_mwh
        return interval.discharged_mwh * grid_share, possible


def direct(intervals: Sequence[Interval], production: Production) -> Direct:
    """Art. 3, by interval: the process load less what came from the grid, at once or through storage."""
    storage = _Storage(production, held=production.storage_opening_mwh)
    remaining, stored, faults = [], [], []
    load_sum, electrolyser, electrolyser_direct = ZERO, ZERO, ZERO
    for number, interval in enumerate(intervals, start=1):
        load = interval.electrolyser_mwh + interval.auxiliary_mwh
        imported = max(ZERO, interval.imported_mwh - interval.outside_mwh)
        grid_charge = min(max(ZERO, imported - load), interval.charged_mwh)
        returned, possible = storage.move(interval, grid_charge)
        grid = min(load, min(imported, load) + returned)
        remaining.append(grid)
        stored.append(storage.held)
        faults += [] if possible else [number]
        load_sum += load
        electrolyser += interval.electrolyser_mwh
        electrolyser_direct += interval.electrolyser_mwh * (load - grid) / load if load else ZERO
    return Direct(
        load_mwh=load_sum,
        direct_mwh=load_sum - sum(remaining, ZERO),
        remaining=tuple(remaining),
        electrolyser_mwh=electrolyser,
        electrolyser_direct_mwh=electrolyser_direct,
        stored_mwh=tuple(stored),
        faults=tuple(faults),
    )


def is_cheap(interval: Interval, figures: FigureBook) -> bool:
    """Art. 6: at most 20 EUR/MWh, or below 0.36 times the allowance price; never without an official price."""
    if interval.price is None:
        return False
    if interval.price <= figures["cheap_price"]:
        return True
    return interval.allowance_price is not None and interval.price < figures["cheap_ratio"] * interval.allowance_price


def correlated(
    intervals: Sequence[Interval], remaining: Sequence[Decimal], figures: FigureBook, *, hourly: bool
) -> Decimal:
    """Art. 6: how much of `remaining` the contracted plants cover, by the hour or over the month.

    Storage shifts contracted energy and never adds to it; the contracted volume caps the whole, also in cheap hours.
    """
    available = [one.contracted_mwh - one.charged_mwh + one.discharged_mwh for one in intervals]
    volume = max(ZERO, sum(available, ZERO))
    if not hourly:
        return min(sum(remaining, ZERO), volume)
    matched = (
        left if is_cheap(interval, figures) else min(left, max(ZERO, ready))
        for interval, left, ready in zip(intervals, remaining, available, strict=True)
    )
    return min(sum(matched, ZERO), volume)
