"""Which electricity counts as renewable, interval by interval: CDR (EU) 2023/1184, Art. 3 and 4-7.

Energies in MWh. Storage is followed with its two efficiencies; what was charged from the grid stays grid electricity
when it is discharged, pro rata to what the storage holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from verifier.rulebook.facts import Interval
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.production import Production
from verifier.rulebook.quantities import ONE, ZERO
from verifier.rulebook.results import Result
from verifier.rulebook.wording import Text

_ART_8 = "CDR (EU) 2023/1184 Art. 8"


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

    @property
    def direct_share(self) -> Decimal:
        return self.direct_mwh / self.load_mwh if self.load_mwh else ONE

    @property
    def electrolyser_direct_share(self) -> Decimal:
        return self.electrolyser_direct_mwh / self.electrolyser_mwh if self.electrolyser_mwh else ONE


class _Storage:
    """What a storage holds, and how much of it came from the grid."""

    def __init__(self, production: Production) -> None:
        self.held, self.from_grid = production.storage_opening_mwh, ZERO
        self.capacity = production.storage_mwh
        self.charging, self.discharging = production.charge_efficiency, production.discharge_efficiency

    def move(self, charged: Decimal, discharged: Decimal, grid_charge: Decimal) -> tuple[Decimal, bool]:
        """Discharge, then charge: what comes back that is not shown to be renewable, and whether this can be.

        What is given beyond what was held has no origin: it counts as grid electricity.
        """
        if not charged and not discharged:
            return ZERO, self.held <= self.capacity
        drawn = discharged / self.discharging
        covered = min(drawn, self.held)
        grid_part = covered * self.from_grid / self.held if self.from_grid and self.held else ZERO
        renewable = (covered - grid_part) * self.discharging
        self.from_grid += self.charging * grid_charge - grid_part
        self.held += self.charging * charged - covered
        return max(ZERO, discharged - renewable), drawn == covered and self.held <= self.capacity


def direct(intervals: Sequence[Interval], production: Production) -> Direct:
    """Art. 3, by interval: the process load less what came from the grid, at once or through storage."""
    storage = _Storage(production)
    remaining, stored, faults = [], [], []
    load_sum, electrolyser_sum, electrolyser_direct = ZERO, ZERO, ZERO
    for number, interval in enumerate(intervals, start=1):
        electrolyser, charged = interval.electrolyser_mwh, interval.charged_mwh
        load = electrolyser + interval.auxiliary_mwh
        imported = max(ZERO, interval.imported_mwh - interval.outside_mwh)
        grid_charge = min(imported - load, charged) if imported > load else ZERO
        returned, possible = storage.move(charged, interval.discharged_mwh, grid_charge)
        grid = min(load, min(imported, load) + returned)
        remaining.append(grid)
        stored.append(storage.held)
        faults += [] if possible else [number]
        load_sum += load
        electrolyser_sum += electrolyser
        electrolyser_direct += electrolyser * (load - grid) / load if grid else electrolyser
    return Direct(
        load_mwh=load_sum,
        direct_mwh=load_sum - sum(remaining, ZERO),
        remaining=tuple(remaining),
        electrolyser_mwh=electrolyser_sum,
        electrolyser_direct_mwh=electrolyser_direct,
        stored_mwh=tuple(stored),
        faults=tuple(faults),
    )


@dataclass(frozen=True)
class Cheap:
    """Art. 6: at most 20 EUR/MWh, or below 0.36 times the allowance price; never without an official price."""

    most: Decimal
    ratio: Decimal

    @classmethod
    def of(cls, figures: FigureBook) -> "Cheap":
        return cls(most=figures["cheap_price"], ratio=figures["cheap_ratio"])

    def covers(self, interval: Interval) -> bool:
        price, allowance = interval.price, interval.allowance_price
        if price is None:
            return False
        return price <= self.most or (allowance is not None and price < self.ratio * allowance)


def contracted(interval: Interval) -> Decimal:
    """Art. 7: contracted output that counts; that of an interconnected zone while its price is no lower than here."""
    there, here = interval.elsewhere_price, interval.price
    if not interval.elsewhere_mwh or there is None or here is None or there < here:
        return interval.contracted_mwh
    return interval.contracted_mwh + interval.elsewhere_mwh


def correlated(
    intervals: Sequence[Interval], remaining: Sequence[Decimal], figures: FigureBook, *, hourly: bool
) -> Decimal:
    """Art. 6: how much of `remaining` the contracted plants cover, by the hour or over the month.

    Storage shifts contracted energy and never adds to it; the contracted volume caps the whole, also in cheap hours.
    """
    available = [contracted(one) - one.charged_mwh + one.discharged_mwh for one in intervals]
    volume = max(ZERO, sum(available, ZERO))
    if not hourly:
        return min(sum(remaining, ZERO), volume)
    cheap = Cheap.of(figures)
    matched = (
        left if cheap.covers(interval) else min(left, max(ZERO, ready))
        for interval, left, ready in zip(intervals, remaining, available, strict=True)
    )
    return min(sum(matched, ZERO), volume)


def balance(intervals: Sequence[Interval]) -> Decimal:
    """What came in, generated, imported or discharged, less what went out: near zero where no meter is missing."""
    left = ZERO
    for one in intervals:
        left += one.renewable_mwh + one.imported_mwh + one.discharged_mwh - one.electrolyser_mwh - one.auxiliary_mwh
        left -= one.charged_mwh + one.exported_mwh + one.outside_mwh
    return left


def assess(
    intervals: Sequence[Interval], production: Production, figures: FigureBook, *, hourly: bool
) -> Iterator[Result]:
    """What the metering intervals prove, as results; nothing where there are no intervals."""
    if not intervals:
        return
    found = direct(intervals, production)
    matched = correlated(intervals, found.remaining, figures, hourly=hourly)
    art_3, art_6 = "CDR (EU) 2023/1184 Art. 3", "CDR (EU) 2023/1184 Art. 6"
    faults = Decimal(len(found.faults))
    output = sum((one.contracted_mwh + one.elsewhere_mwh for one in intervals), ZERO)
    for code, name, value, unit, places, clause in (
        ("load_mwh", Text("Process load, metered", "计量工艺负荷"), found.load_mwh, "MWh", 3, art_3),
        ("direct_mwh", Text("Of it by direct connection", "其中直连供电"), found.direct_mwh, "MWh", 3, art_3),
        ("grid_mwh", Text("Of it from the grid", "其中电网供电"), found.grid_mwh, "MWh", 3, art_3),
        ("direct_share", Text("Share of the direct connection", "直连份额"), found.direct_share, "MWh/MWh", 6, art_3),
        (
            "electrolyser_direct_share",
            Text("The same, electrolyser alone", "同上，仅电解槽"),
            found.electrolyser_direct_share,
            "MWh/MWh",
            6,
            art_3,
        ),
        (
            "storage_faults",
            Text("Intervals with impossible storage readings", "储能读数不成立的时段数"),
            faults,
            "intervals",
            0,
            art_6,
        ),
        ("contracted_mwh", Text("Output of contracted plants", "合同电站发电量"), output, "MWh", 3, _ART_8),
        ("correlated_mwh", Text("Grid electricity matched", "已匹配的电网电量"), matched, "MWh", 3, art_6),
        ("stored_mwh", Text("Energy stored at the end", "期末储能电量"), found.stored_mwh[-1], "MWh", 4, art_3),
        ("balance_mwh", Text("Difference between the meters", "各电表电量差额"), balance(intervals), "MWh", 3, art_3),
    ):
        yield Result(code=code, name=name, value=value, unit=unit, places=places, clause=clause)
