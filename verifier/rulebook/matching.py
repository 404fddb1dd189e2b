"""Which electricity counts as renewable, interval by interval: CDR (EU) 2023/1184, Art. 3 and 4-7.

Energies in MWh. Storage is followed with its two efficiencies; what was charged from the grid stays grid electricity
when it is discharged, pro rata to what the storage holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from verifier.rulebook.columns import Column, Columns, multiplied
from verifier.rulebook.facts import Interval
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.production import Production
from verifier.rulebook.quantities import ONE, ZERO
from verifier.rulebook.results import Result
from verifier.rulebook.wording import Text

_ART_8 = "CDR (EU) 2023/1184 Art. 8"

Intervals = Sequence[Interval] | Columns


@dataclass(frozen=True, kw_only=True)
class Direct:
    """What Art. 3 allows: `faults` are the numbers (from 1) of intervals whose storage readings cannot be true.

    `remaining` is the grid's part of each interval, in the steps of the columns.
    """

    load_mwh: Decimal
    grid_mwh: Decimal
    remaining: Column
    electrolyser_mwh: Decimal
    electrolyser_direct_mwh: Decimal
    storage: "Storage"

    @property
    def direct_mwh(self) -> Decimal:
        return self.load_mwh - self.grid_mwh

    @property
    def direct_share(self) -> Decimal:
        return self.direct_mwh / self.load_mwh if self.load_mwh else ONE

    @property
    def electrolyser_direct_share(self) -> Decimal:
        return self.electrolyser_direct_mwh / self.electrolyser_mwh if self.electrolyser_mwh else ONE

    @property
    def faults(self) -> tuple[int, ...]:
        return self.storage.faults

    @property
    def stored_mwh(self) -> tuple[Decimal, ...]:
        """What the storage holds at the end of each interval."""
        return tuple(self.storage.held)


@dataclass(frozen=True, kw_only=True)
class Storage:
    """What a storage held, and what it gave that is not shown to be renewable, in steps.

    `at_hand` is what could be discharged after each of its moves, `moves` how many there were up to each interval;
    `unit` of it is one MWh held.
    """

    at_hand: Column
    moves: Column
    unit: Decimal
    returned: Column
    faults: tuple[int, ...]

    @property
    def held(self) -> Column:
        """After each interval, in MWh."""
        held: Column = (self.at_hand * ONE / self.unit)[self.moves]
        return held


def _storage(columns: Columns, production: Production, grid_charge: Column) -> Storage:
    """In each interval discharge comes first, then charge; only those in which either happens are looked at.

    Reckoned in what can be discharged, so that nothing is divided on the way. What is given beyond what was held has no
    origin: it counts as grid electricity, as does the part of what was charged from the grid.
    """
    back = production.discharge_efficiency
    # Of a step charged `gain` parts can be discharged, of which `parts` are a step.
    gain, parts = (production.charge_efficiency * back).as_integer_ratio()
    unit = back * parts / columns.step
    opening, capacity = production.storage_opening_mwh * unit, production.storage_mwh * unit
    moving = (columns.charged_mwh != 0) | (columns.discharged_mwh != 0)
    charged, discharged, from_grid = (
        multiplied(column[moving], times)
        for column, times in ((columns.charged_mwh, gain), (columns.discharged_mwh, parts), (grid_charge, gain))
    )
    at_first = charged.astype(object)[:0] if opening else charged[:0]
    at_first = np.concatenate([at_first, [opening] if opening else np.zeros(1, dtype=charged.dtype)])
    unbounded = (np.concatenate([at_first, charged])[:-1] - discharged).cumsum()
    # What is left cannot be less than nothing: from there on it begins anew.
    left = unbounded - np.minimum(0, np.minimum.accumulate(unbounded))
    at_hand = np.concatenate([at_first, left + charged])
    lacking = discharged - (at_hand[:-1] - left)
    returned = lacking + _from_grid(discharged - lacking, at_hand, from_grid)
    lacks = np.zeros(len(columns), dtype=bool)
    lacks[moving] = lacking > 0
    moves = np.cumsum(moving)
    return Storage(
        at_hand=at_hand,
        moves=moves,
        unit=unit,
        returned=_spread(returned, moving, parts),
        faults=tuple((np.flatnonzero(lacks | (at_hand.astype(object) > capacity)[moves]) + 1).tolist()),
    )


def _spread(values: Column, places: Column, parts: int) -> Column:
    """`values` at their places, in whole steps, and nought elsewhere."""
    spread = np.zeros(len(places), dtype=object if values.any() else np.int64)
    if values.any():
        spread[places] = values * ONE / parts
    return spread


def _from_grid(given: Column, at_hand: Column, grid_charge: Column) -> Column:
    """Of what storage gave, the part that it took from the grid: pro rata to what it held."""
    if not grid_charge.any():
        return grid_charge
    taken, held = [], ZERO
    for amount, there, charged in zip(given.tolist(), at_hand.tolist(), grid_charge.tolist(), strict=False):
        part = amount * held / there if held and amount else ZERO
        held += charged - part
        taken.append(part)
    return np.array(taken, dtype=object)


def direct(intervals: Intervals, production: Production) -> Direct:
    """Art. 3, by interval: the process load less what came from the grid, at once or through storage."""
    columns = Columns.of(intervals)
    electrolyser = columns.electrolyser_mwh
    load = electrolyser + columns.auxiliary_mwh
    imported = np.maximum(0, columns.imported_mwh - columns.outside_mwh)
    at_once = np.minimum(imported, load)
    storage = _storage(columns, production, np.minimum(imported - at_once, columns.charged_mwh))
    grid = np.minimum(load, at_once + storage.returned)
    mixed = np.flatnonzero((grid > 0) & (grid < load))
    shares = (electrolyser[mixed] * ONE) * grid[mixed] / load[mixed]
    lost = columns.mwh(shares) + columns.mwh(electrolyser[(grid > 0) & (grid >= load)])
    whole = columns.mwh(electrolyser)
    return Direct(
        load_mwh=columns.mwh(load),
        grid_mwh=columns.mwh(grid),
        remaining=grid,
        electrolyser_mwh=whole,
        electrolyser_direct_mwh=whole - lost,
        storage=storage,
    )


@dataclass(frozen=True)
class Cheap:
    """Art. 6: at most 20 EUR/MWh, or below 0.36 times the allowance price; never without an official price."""

    most: Decimal
    ratio: Decimal

    @classmethod
    def of(cls, figures: FigureBook) -> "Cheap":
        return cls(most=figures["cheap_price"], ratio=figures["cheap_ratio"])

    def covers(self, price: Decimal | None, allowance: Decimal | None) -> bool:
        if price is None:
            return False
        return price <= self.most or (allowance is not None and price < self.ratio * allowance)


def contracted(intervals: Intervals) -> Column:
    """Art. 7: contracted output that counts; that of an interconnected zone while its price is no lower than here."""
    columns = Columns.of(intervals)
    counts = np.zeros(len(columns), dtype=bool)
    for place in np.flatnonzero(columns.elsewhere_mwh).tolist():
        there, here = columns.elsewhere_price[place], columns.price[place]
        counts[place] = there is not None and here is not None and there >= here
    return columns.contracted_mwh + np.where(counts, columns.elsewhere_mwh, 0)


def correlated(
    intervals: Intervals, remaining: Sequence[Decimal] | Column, figures: FigureBook, *, hourly: bool
) -> Decimal:
    """Art. 6: how much of `remaining` the contracted plants cover, by the hour or over the month, in MWh.

    Storage shifts contracted energy and never adds to it; the contracted volume caps the whole, also in cheap hours.
    """
    columns, left = Columns.of(intervals), np.asarray(remaining)
    available = contracted(columns) - columns.charged_mwh + columns.discharged_mwh
    volume = max(ZERO, columns.mwh(available))
    if not hourly:
        return min(columns.mwh(left), volume)
    cheap = Cheap.of(figures)
    matched = np.minimum(left, np.maximum(0, available))
    for place in np.flatnonzero(matched < left).tolist():
        if cheap.covers(columns.price[place], columns.allowance_price[place]):
            matched[place] = left[place]
    return min(columns.mwh(matched), volume)


def residuals(intervals: Intervals) -> Column:
    """By interval what came in, generated, imported or discharged, less what went out, in the steps of the columns."""
    columns = Columns.of(intervals)
    received = columns.renewable_mwh + columns.imported_mwh + columns.discharged_mwh
    used = columns.electrolyser_mwh + columns.auxiliary_mwh + columns.outside_mwh
    left: Column = received - used - columns.charged_mwh - columns.exported_mwh
    return left


def balance(intervals: Intervals) -> Decimal:
    """The residuals together, in MWh: near zero where no meter is missing."""
    columns = Columns.of(intervals)
    return columns.mwh(residuals(columns))


def assess(intervals: Intervals, production: Production, figures: FigureBook, *, hourly: bool) -> Iterator[Result]:
    """What the metering intervals prove, as results; nothing where there are no intervals."""
    columns = Columns.of(intervals)
    if not len(columns):
        return
    found = direct(columns, production)
    matched = correlated(columns, found.remaining, figures, hourly=hourly)
    art_3, art_6 = "CDR (EU) 2023/1184 Art. 3", "CDR (EU) 2023/1184 Art. 6"
    faults = Decimal(len(found.faults))
    output = columns.mwh(columns.contracted_mwh + columns.elsewhere_mwh)
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
        ("balance_mwh", Text("Difference between the meters", "各电表电量差额"), balance(columns), "MWh", 3, art_3),
    ):
        yield Result(code=code, name=name, value=value, unit=unit, places=places, clause=clause)
