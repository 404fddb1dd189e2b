"""Series by what they measure, in hours: the facts that hourly matching takes, and the prices beside them.

An hour that is not whole proves nothing renewable, and has no price: nothing is filled in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

import polars as pl

from projects.monitoring import parquet
from projects.monitoring.parquet import KJ_PER_KWH, Substitution
from projects.monitoring.series import STEP_MWH, Reading
from verifier.rulebook.columns import Columns
from verifier.rulebook.quantities import CONTEXT, ZERO
from verifier.rulebook.wording import Text

HOUR = timedelta(hours=1)
LEAST_PRICE, MOST_PRICE = Decimal("1e-18"), Decimal(10_000)  # EUR/MWh
TIMES, OVER = 2500, 9 * 10**18  # from 1e-18 kJ to 1e-9 MWh


class Flow(StrEnum):
    """What a series is of. Hydrogen and ammonia are weighed: there a kilowatt-hour stands for a kilogram.

    A price is no flow, and is kept as if it were: there a kilowatt-hour stands for one EUR/MWh. Whoever adds up energy
    leaves it out.
    """

    GENERATION = "generation"
    RES_GEN = "res_gen"
    CONTRACTED = "contracted"
    ELSEWHERE = "elsewhere"
    CHG = "chg"
    DIS = "dis"
    IMP = "imp"
    OUTSIDE = "outside"
    EXP = "exp"
    ELY = "ely"
    AUX = "aux"
    H2_OUT = "h2_out"
    NH3_OUT = "nh3_out"
    PRICE = "price"
    ELSEWHERE_PRICE = "elsewhere_price"

    @property
    def label(self) -> Text:
        return _LABELS[self]

    @property
    def unit(self) -> str:
        """Of what it comes to."""
        return "t" if self in WEIGHED else "MWh"

    @property
    def is_price(self) -> bool:
        return self in (Flow.PRICE, Flow.ELSEWHERE_PRICE)


WEIGHED = (Flow.NH3_OUT, Flow.H2_OUT)
_LABELS = {
    Flow.GENERATION: Text("Total generation", "总发电量"),
    Flow.RES_GEN: Text("Renewable generation behind the connection", "直连可再生发电"),
    Flow.CONTRACTED: Text("Contracted renewable generation", "合同可再生发电"),
    Flow.ELSEWHERE: Text("The same in an interconnected zone", "互联竞价区合同可再生发电"),
    Flow.CHG: Text("Storage charged", "储能充电"),
    Flow.DIS: Text("Storage discharged", "储能放电"),
    Flow.IMP: Text("Grid import", "下网电量"),
    Flow.OUTSIDE: Text("Grid import for other than the process", "非工艺用下网电量"),
    Flow.EXP: Text("Export to the grid", "上网电量"),
    Flow.ELY: Text("Electrolyser", "电解槽用电"),
    Flow.AUX: Text("Other process load", "其他工艺用电"),
    Flow.H2_OUT: Text("Hydrogen", "氢产量"),
    Flow.NH3_OUT: Text("Ammonia", "氨产量"),
    Flow.PRICE: Text("Day-ahead price of the electrolyser's zone", "电解槽所在竞价区日前电价"),
    Flow.ELSEWHERE_PRICE: Text("Day-ahead price of the interconnected zone", "互联竞价区日前电价"),
}
FIELDS = {
    Flow.RES_GEN: "renewable_mwh",
    Flow.ELY: "electrolyser_mwh",
    Flow.AUX: "auxiliary_mwh",
    Flow.IMP: "imported_mwh",
    Flow.OUTSIDE: "outside_mwh",
    Flow.CHG: "charged_mwh",
    Flow.DIS: "discharged_mwh",
    Flow.CONTRACTED: "contracted_mwh",
    Flow.EXP: "exported_mwh",
    Flow.ELSEWHERE: "elsewhere_mwh",
}
# One meter may count both ways: out is positive, in is negative.
_WAYS = {Flow.EXP: (Flow.EXP, Flow.IMP), Flow.IMP: (Flow.EXP, Flow.IMP)} | dict.fromkeys(
    (Flow.CHG, Flow.DIS), (Flow.DIS, Flow.CHG)
)
# Of these a part proves a part; of the others an hour counts only whole.
_IN_PART = {Flow.GENERATION, Flow.RES_GEN, Flow.CONTRACTED, Flow.ELSEWHERE, Flow.OUTSIDE, Flow.EXP, Flow.DIS}
_PROVED = (Flow.RES_GEN, Flow.CONTRACTED, Flow.ELSEWHERE, Flow.DIS, Flow.OUTSIDE)


@dataclass(frozen=True)
class Assigned:
    """A series and what it measures; its `meters` together by interval, in the `frame` of a `parquet.Site`.

    `zone` is the plant's: its calendar decides the day and month of an interval, by the interval's start.
    """

    flow: Flow
    name: str
    frame: pl.DataFrame
    meters: int
    interval: timedelta
    zone: str

    @classmethod
    def of(cls, flow: Flow, reading: Reading, meters: Sequence[str] = ()) -> Self:
        """`meters` are those of it that do, all where none is named."""
        rows = reading.frame.filter(pl.col("meter").is_in(meters)) if meters else reading.frame
        frame = parquet.together(rows).sort("ends_at")
        return cls(flow, reading.name, frame, rows["meter"].n_unique(), reading.interval, reading.zone)

    @classmethod
    def stored(cls, flow: Flow, path: Path, *, name: str, zone: str, layers: Sequence[Substitution] = ()) -> Self:
        """From Parquet, with the layers over it."""
        site = parquet.site(path, layers)
        return cls(flow, name, site.frame, site.meters, site.interval, zone)

    @property
    def starts_at(self) -> pl.Expr:
        return pl.col("ends_at") - self.interval

    def within(self, first: date, last: date) -> Self:
        """The days of its zone from `first` to `last`, both counted in."""
        day = self.starts_at.dt.convert_time_zone(self.zone).dt.date()
        return replace(self, frame=self.frame.filter(day.is_between(first, last)))

    @property
    def ways(self) -> dict[Flow, Literal["out", "in"]]:
        """Which of its two directions is which flow. Of a meter that counts one flow, the way that most of it goes."""
        out, back = self.frame["out"].sum(), self.frame["in"].sum()
        if self.flow in _WAYS and out and back:
            there, here = _WAYS[self.flow]
            return {there: "out", here: "in"}
        return {self.flow: "in" if out < back else "out"}


@dataclass(frozen=True)
class Hours:
    """Every hour of a span: `starts_at` (UTC), a column per flow in 1e-9 MWh, and `whole`: nothing is missing in it."""

    frame: pl.DataFrame
    flows: frozenset[Flow]

    @property
    def starts(self) -> list[datetime]:
        return self.frame["starts_at"].to_list()

    def between(self, first: datetime, until: datetime) -> "Hours":
        return Hours(self.frame.filter(pl.col("starts_at").is_between(first, until, closed="left")), self.flows)

    def mwh(self, flow: Flow) -> Decimal:
        return Decimal(int(self.frame[flow].sum())) * STEP_MWH if flow in self.flows else ZERO


def hours(assigned: Sequence[Assigned]) -> Hours:
    """The hours from the first to the last reading of any series; prices have none.

    Raises ValueError where there is no series.
    """
    metered = [one for one in assigned if not one.flow.is_price]
    if not metered:
        raise ValueError("There is no series.")
    starts = [one.frame["ends_at"][0] - one.interval for one in metered]
    last = max(one.frame["ends_at"][-1] for one in metered)
    every = pl.datetime_range(
        _hour_of(min(starts)), last, "1h", closed="left", time_unit="us", time_zone="UTC", eager=True
    ).alias("starts_at")
    frame = every.to_frame().with_columns(pl.lit(value=True).alias("whole"))
    flows: set[Flow] = set()
    for one in metered:
        for flow, part in _by_hour(one).items():
            frame = _added(frame, flow, part, known=flow in flows)
            flows.add(flow)
        frame = _holed(frame, one)
    return Hours(frame, frozenset(flows))


def _hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _by_hour(one: Assigned) -> dict[Flow, pl.DataFrame]:
    """Energy by hour of each flow that the meter counts, in kJ."""
    frame = one.frame.group_by(_hour(one)).agg(pl.col("out", "in").sum())
    return {flow: frame.select("starts_at", pl.col(way).alias(flow)) for flow, way in one.ways.items()}


def _hour(one: Assigned) -> pl.Expr:
    return one.starts_at.dt.truncate("1h").alias("starts_at")


def _added(frame: pl.DataFrame, flow: Flow, part: pl.DataFrame, *, known: bool) -> pl.DataFrame:
    counted = part.select("starts_at", _nanos(flow).alias("part"))
    frame = frame.join(counted, on="starts_at", how="left", maintain_order="left")
    so_far = pl.col(flow) if known else pl.lit(0, pl.Int64)
    return frame.with_columns((so_far + pl.col("part").fill_null(0)).alias(flow)).drop("part")


def _nanos(flow: Flow) -> pl.Expr:
    """kJ as whole 1e-9 MWh, half to even."""
    scaled, one = pl.col(flow).to_physical() * TIMES, pl.lit(OVER, pl.Int128)
    whole, rest = scaled // one, scaled % one
    up = (2 * rest > one) | ((2 * rest == one) & (whole % 2 == 1))
    return (whole + up.cast(pl.Int128)).cast(pl.Int64)


def _holed(frame: pl.DataFrame, one: Assigned) -> pl.DataFrame:
    """Hours without a reading of a flow are not whole; nor, of what counts against the claim, those with fewer."""
    full = one.meters * (HOUR // one.interval)
    least = 1 if one.flow in _IN_PART else full
    there = one.frame.group_by(_hour(one)).agg(pl.col("measured").sum().alias("there"))
    frame = frame.join(there, on="starts_at", how="left", maintain_order="left")
    whole = pl.col("whole") & (pl.col("there").fill_null(0) >= least)
    return frame.with_columns(whole.alias("whole")).drop("there")


def proven(found: Hours) -> Hours:
    """The hours as they count: in one that is not whole nothing is renewable, and the whole load is import."""
    need = pl.sum_horizontal(pl.col(flow) for flow in (Flow.ELY, Flow.AUX, Flow.CHG) if flow in found.flows)
    imported = pl.col(Flow.IMP) if Flow.IMP in found.flows else pl.lit(0, pl.Int64)
    frame = found.frame.with_columns(
        pl.when("whole").then(imported).otherwise(pl.max_horizontal(imported, need)).cast(pl.Int64).alias(Flow.IMP),
        *(pl.when("whole").then(flow).otherwise(0).alias(flow) for flow in _PROVED if flow in found.flows),
    )
    return Hours(frame, found.flows | {Flow.IMP})


@dataclass(frozen=True)
class Prices:
    """Official day-ahead prices by the start of their hour (EUR/MWh), and the price of an allowance (EUR/t)."""

    here: Mapping[datetime, Decimal] = field(default_factory=dict)
    allowance: Decimal | None = None
    elsewhere: Mapping[datetime, Decimal] = field(default_factory=dict)

    @classmethod
    def of(cls, assigned: Sequence[Assigned]) -> Self:
        """As the price series say; the price of an allowance is in none of them."""
        return cls(here=_told(assigned, Flow.PRICE), elsewhere=_told(assigned, Flow.ELSEWHERE_PRICE))

    @cached_property
    def by_second(self) -> dict[str, dict[int, Decimal]]:
        """The same by seconds since 1970, under the names of the fields of `Interval`; without those not given."""
        named = {"price": self.here, "elsewhere_price": self.elsewhere}
        return {name: {int(at.timestamp()): price for at, price in of.items()} for name, of in named.items() if of}


NO_PRICES = Prices()


def _told(assigned: Sequence[Assigned], flow: Flow) -> dict[datetime, Decimal]:
    """Of an hour that two series price differently there is no price."""
    told: dict[datetime, set[Decimal]] = {}
    for one in assigned:
        if one.flow == flow:
            for at, price in _hourly(one):
                told.setdefault(at, set()).add(price)
    return {at: prices.pop() for at, prices in sorted(told.items()) if len(prices) == 1}


def _hourly(one: Assigned) -> Iterator[tuple[datetime, Decimal]]:
    """EUR/MWh of each whole hour, the plain mean of its intervals, to as many places as a reading.

    Several columns are no price of one zone, and what no market can clear at is no price.
    """
    if one.meters > 1:
        return
    summed = one.frame.group_by(_hour(one)).agg(pl.col("out", "in", "measured").sum())
    with localcontext(CONTEXT):
        for at, out, back, measured in summed.filter(pl.col("measured") == HOUR / one.interval).iter_rows():
            price = ((out - back) / (KJ_PER_KWH * measured)).quantize(LEAST_PRICE).normalize() + ZERO
            if abs(price) <= MOST_PRICE:
                yield at, price


def columns(found: Hours, prices: Prices = NO_PRICES) -> Columns:
    """The hours as they count, as the rule book matches them."""
    counted = proven(found)
    return Columns.counted(
        len(found.frame),
        {FIELDS[flow]: counted.frame[flow].to_numpy() for flow in counted.flows if flow in FIELDS},
        step=STEP_MWH,
        prices=_priced(counted, prices),
    )


def intervals(found: Hours, prices: Prices = NO_PRICES) -> list[dict[str, str]]:
    """The hours as they count, as facts: the fields of `Interval`, MWh as text."""
    counted = proven(found)
    needed = ("renewable_mwh", "electrolyser_mwh", "auxiliary_mwh", "imported_mwh")
    told: dict[str, list[str | None]] = dict.fromkeys(needed, ["0"] * len(found.frame))
    for flow in sorted(counted.flows & FIELDS.keys()):
        told[FIELDS[flow]] = [_text(nanos) for nanos in counted.frame[flow]]
    for name, column in _priced(counted, prices).items():
        told[name] = [None if price is None else str(price) for price in column]
    rows = zip(*told.values(), strict=True)
    return [{name: cell for name, cell in zip(told, row, strict=True) if cell is not None} for row in rows]


def _priced(found: Hours, prices: Prices) -> dict[str, list[Decimal | None]]:
    seconds = found.frame["starts_at"].dt.epoch("s").to_list()
    priced = {name: [by_second.get(at) for at in seconds] for name, by_second in prices.by_second.items()}
    if prices.allowance is not None:
        priced["allowance_price"] = [prices.allowance] * len(seconds)
    return priced


def _text(nanos: int) -> str:
    return format(Decimal(nanos).scaleb(-9).normalize() + ZERO, "f")
