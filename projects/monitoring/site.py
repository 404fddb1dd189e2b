"""The meters of a site against one another, against settlement and against SCADA; the storage against itself."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal, localcontext

import numpy as np
import polars as pl

from projects.monitoring.checking import BY_TABLE
from projects.monitoring.flows import Hours, columns
from projects.monitoring.noticing import MOST_ROWS, joined, noticed, weighed
from projects.monitoring.series import STEP_MWH, MonthTotal, Signal
from verifier.rulebook import matching
from verifier.rulebook.columns import Column
from verifier.rulebook.fuel_figures import RFNBO
from verifier.rulebook.production import Production
from verifier.rulebook.programme import Severity
from verifier.rulebook.quantities import CONTEXT, grouped
from verifier.rulebook.wording import Text

HOUR = timedelta(hours=1)
BALANCE = next(one.value for one in RFNBO if one.code == "balance_tolerance" and one.value is not None)
LEAST_LOAD = Decimal("0.001")  # MWh: below a kilowatt-hour a share of the load says nothing
SETTLEMENT = Decimal("0.005")  # share of what was settled
SCADA = Decimal("0.01")  # share of what the meter shows

Months = Mapping[tuple[int, int], Decimal]


def balance(found: Hours, *, severities: Mapping[str, Severity] = BY_TABLE) -> tuple[Signal, ...]:
    """Hours, and calendar months in UTC, in which the meters differ by more than 2 % of the load.

    Hours in which a reading is missing are left out. Rows are the numbers of the hours, from 1.
    """
    whole = found.frame["whole"].to_numpy()
    hourly = columns(found)
    left = np.where(whole, matching.residuals(hourly), 0)
    load = np.where(whole, hourly.electrolyser_mwh + hourly.auxiliary_mwh, 0)
    apart = _beyond(left, load)
    months = found.frame.select(pl.col("starts_at").dt.strftime("%Y-%m"))["starts_at"]
    named = []
    for month in months.unique(maintain_order=True):
        own = (months == month).to_numpy()
        if _beyond(left[own].sum(keepdims=True), load[own].sum(keepdims=True)).any():
            named.append((month, np.flatnonzero(own)[0], left[own].sum()))
    hourly_said = Text(
        "Hours in which what came in and what went out differ by more than {most} of the load: is an import, an export "
        "or a load not metered?",
        "进出电量差额超过负荷 {most} 的小时：是否有未计量的下网、上网或负荷？",
    ).format(most=f"{BALANCE:.0%}")
    monthly_said = Text(
        "Months whose meters differ by more than {most} of the load, always to one side: {months} (MWh in less out).",
        "全月电表差额超过负荷 {most}，且偏向一侧：{months}（进减出，MWh）。",
    ).format(most=f"{BALANCE:.0%}", months=", ".join(f"{month} {_mwh(rest)}" for month, _, rest in named))
    return weighed(
        (
            _at("balance", np.flatnonzero(apart), hourly_said, found),
            _at("balance-systematic", np.array([first for _, first, _ in named], dtype=int), monthly_said, found),
        ),
        severities,
    )


def _beyond(left: Column, load: Column) -> Column:
    """More than 2 % of the load, by whole numbers of steps."""
    least = int(LEAST_LOAD / STEP_MWH)
    share = int(BALANCE * 100)
    return np.abs(left) * 100 > share * np.maximum(load, least)


def storage(
    found: Hours, production: Production, *, severities: Mapping[str, Severity] = BY_TABLE
) -> tuple[Signal, ...]:
    """Hours in which the storage gives what it did not take, its efficiencies counted, or holds more than it can."""
    with localcontext(CONTEXT):
        faults = matching.direct(columns(found), production).faults
    message = Text(
        "Hours in which the storage gives more than it holds, or holds more than {capacity} MWh. Check meter, capacity "
        "and efficiencies.",
        "储能放电超过存量或存量超过 {capacity} MWh 的小时。请核对电表、容量与效率。",
    ).format(capacity=grouped(production.storage_mwh))
    return weighed((_at("storage", np.array(faults, dtype=int) - 1, message, found),), severities)


def settlement(
    metered: Months, settled: Months, *, unit: str = "MWh", severities: Mapping[str, Severity] = BY_TABLE
) -> tuple[Signal, ...]:
    """Months in which the meter and what was settled differ by more than 0.5 %."""
    message = Text(
        "Months in which the meter and the settlement differ by more than {most}: {months}.",
        "电表与结算电量相差超过 {most} 的月份：{months}。",
    )
    return weighed(_beside("settlement", metered, settled, (SETTLEMENT, message), unit), severities)


def scada(
    metered: Months, controlled: Months, *, unit: str = "MWh", severities: Mapping[str, Severity] = BY_TABLE
) -> tuple[Signal, ...]:
    """Months in which SCADA and the meter differ by more than 1 %."""
    message = Text(
        "Months in which SCADA and the meter differ by more than {most}: {months}.",
        "SCADA 与电表相差超过 {most} 的月份：{months}。",
    )
    return weighed(_beside("scada", controlled, metered, (SCADA, message), unit), severities)


def exported(months: tuple[MonthTotal, ...]) -> dict[tuple[int, int], Decimal]:
    """The export by month, as it is held against another source."""
    return {(one.year, one.month): one.exported_mwh for one in months}


def _beside(code: str, own: Months, other: Months, limit: tuple[Decimal, Text], unit: str) -> tuple[Signal, Signal]:
    """What both have, compared; what only one has is said, for a single source must be named as such."""
    most, message = limit
    none = pl.Series([], dtype=pl.UInt32)
    apart = [
        f"{year}-{month:02} {grouped(own[year, month])} / {grouped(other[year, month])} {unit}"
        for year, month in sorted(own.keys() & other.keys())
        if abs(own[year, month] - other[year, month]) > most * abs(other[year, month])
    ]
    alone = [f"{year}-{month:02}" for year, month in sorted(own.keys() ^ other.keys())]
    unmatched = Text("Months that only one of two sources has: {months}.", "仅有单一来源的月份：{months}。")
    return (
        noticed(code, none, message.format(most=f"{most:.1%}", months=", ".join(apart)), count=len(apart)),
        noticed("unmatched", none, unmatched.format(months=", ".join(alone)), count=len(alone)),
    )


def _at(code: str, places: Column, message: Text, found: Hours) -> Signal:
    """A signal on hours, with their times."""
    made = noticed(code, pl.Series(places + 1, dtype=pl.UInt32), message)
    starts: list[datetime] = found.frame["starts_at"].gather(places[:MOST_ROWS]).to_list()
    return replace(made, spans=joined([at + HOUR for at in starts], HOUR))


def _mwh(steps: int) -> str:
    return grouped((int(steps) * STEP_MWH).quantize(Decimal("0.001")))
