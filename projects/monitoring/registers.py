"""From the readings of running registers to the energy between them: resets, rollovers and dropouts."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projects.monitoring.grid import MISSING
from projects.monitoring.noticing import noticed
from projects.monitoring.series import ENERGY, Signal, Unreadable
from verifier.rulebook.wording import Text

MOST_OF_SPAN = 10  # a rollover is a rise of no more than a tenth of what the register holds
MOST_FALLS = Decimal("0.1")  # of the steps: a register that falls more often is none
# What shows a register under another heading; our own thresholds.
LEAST_CHANGES = 11  # a dozen values
FALLS = 20  # of so many changes at most one falls
FAR = 20  # times a usual rise: so high a usual value stands
ONLY_RISES = 47  # two days of hours

_SAID: tuple[tuple[str, Text], ...] = (
    (
        "register-reset",
        Text(
            "The register fell back and began again: the energy of that interval is not known and counts as missing.",
            "示数回落并重新计数：该时段电量未知，按缺失处理。",
        ),
    ),
    (
        "register-rollover",
        Text(
            "The register passed its last digit and went on from zero: the energy is counted through.",
            "示数满量程后归零续计：电量连续计入。",
        ),
    ),
    (
        "register-dropout",
        Text("The register fell and came back: these readings are left out.", "示数回落后恢复：这些读数不予采用。"),
    ),
    (
        "register-gap",
        Text(
            "Energy over missing readings of the register is counted in the interval in which it is read again.",
            "缺失示数期间的电量计入恢复读数的时段。",
        ),
    ),
)


def steps(register: pl.DataFrame, interval: timedelta) -> tuple[pl.DataFrame, tuple[Signal, ...]]:
    """`register` in order of meter and time, with `value` as written and `energy_kj` the same in kJ.

    The energy of an interval is what the register rose since it was last read; the first reading of a meter gives
    none, and its row is left out. Raises Unreadable where the columns fall too often to be registers.
    """
    frame = _without_dropouts(register)
    value, ends_at = pl.col("energy_kj"), pl.col("ends_at")
    read_at = pl.when(value.is_not_null()).then(ends_at)
    frame = frame.with_columns(
        (value - value.forward_fill().shift(1).over("meter")).alias("rise"),
        (ends_at - read_at.forward_fill().shift(1).over("meter")).alias("since"),
    ).filter(pl.col("since").is_not_null())
    if frame.is_empty():
        raise _no_rise()
    frame = _wrapped(frame, register, interval)
    fell = pl.col("rise") < 0
    frame = frame.with_columns(
        (fell & ~pl.col("wraps")).fill_null(value=False).alias("register-reset"),
        pl.col("wraps").fill_null(value=False).alias("register-rollover"),
        (pl.col("rise").is_not_null() & (pl.col("since") > interval)).alias("register-gap"),
    )
    _is_one(frame)
    energy = pl.when("register-rollover").then(pl.col("rise") + pl.col("span")).when(~fell).then("rise")
    found = tuple(noticed(code, frame.filter(code)["row"], said) for code, said in _SAID)
    return frame.with_columns(energy.cast(ENERGY).alias("energy_kj")), tuple(one for one in found if one.count)


def climber(frame: pl.DataFrame) -> str | None:
    """The first `meter`, of `energy_kj` in order of time, that is a running register, whatever its heading says."""
    size = pl.col("energy_kj").drop_nulls().abs()
    # A register that is not read for a while says nought.
    size = size.filter(size > 0)
    change = size.diff()
    rises = change.filter(change > 0)
    meters = frame.group_by("meter", maintain_order=True).agg(
        rises.len().alias("rises"), (change < 0).sum().alias("falls"), _middle(size), _middle(rises).alias("rise")
    )
    return next((meter for meter, *row in meters.rows() if _is_register(*row)), None)


def counts_climb(counts: NDArray[np.int64]) -> bool:
    """Whether these are of such a meter: its counts in a grid."""
    size = np.abs(counts[(counts != MISSING) & (counts != 0)])
    change = np.diff(size)
    rises, falls = change[change > 0], int(np.count_nonzero(change < 0))
    if not len(rises) or FALLS * falls > len(rises) + falls:
        return False
    usual, rise = (int(np.partition(one, len(one) // 2)[len(one) // 2]) for one in (size, rises))
    return _is_register(len(rises), falls, usual, rise)


def _middle(sizes: pl.Expr) -> pl.Expr:
    return sizes.sort().get(sizes.len() // 2, null_on_oob=True)


def _is_register(rises: int, falls: int, usual: Decimal | int, rise: Decimal | int) -> bool:
    if not falls and rises >= ONLY_RISES:
        return True
    return rises + falls >= LEAST_CHANGES and FALLS * falls <= rises + falls and usual >= FAR * rise


def _without_dropouts(register: pl.DataFrame) -> pl.DataFrame:
    """A zero, or a lone lower reading, after which the register goes on from where it was, is no reading."""
    value = pl.col("energy_kj")
    there = pl.when(value != 0).then(value)
    before, after = there.forward_fill().shift(1).over("meter"), there.backward_fill().shift(-1).over("meter")
    dropped = ((value < before) & (after >= before)).fill_null(value=False)
    return register.with_columns(dropped.alias("register-dropout")).with_columns(
        pl.when(~pl.col("register-dropout")).then(value).alias("energy_kj")
    )


def _wrapped(frame: pl.DataFrame, register: pl.DataFrame, interval: timedelta) -> pl.DataFrame:
    """`span`, what each meter's register holds, and `wraps`: a fall that is an ordinary rise once `span` is added."""
    spans = register.group_by("meter").agg(pl.col("value").abs().max().alias("most"), pl.col("factor").first())
    held = [
        None if most is None else 10 ** len(str(int(most))) * factor
        for most, factor in spans.select("most", "factor").rows()
    ]
    spans = spans.select("meter", pl.Series("span", held, dtype=ENERGY))
    rise = pl.col("rise")
    usual = rise.filter((rise > 0) & (pl.col("since") == interval)).max().over("meter")
    times = (pl.col("since").dt.total_seconds() // (interval // timedelta(seconds=1))).cast(pl.Decimal(38, 0))
    wrapped = rise + pl.col("span")
    ordinary = (wrapped <= usual * times) & (wrapped * MOST_OF_SPAN <= pl.col("span"))
    return frame.join(spans, on="meter", how="left", maintain_order="left").with_columns(
        ((rise < 0) & ordinary).alias("wraps")
    )


def _no_rise() -> Unreadable:
    return Unreadable(
        "short",
        Text("No meter has two readings of its register.", "没有任何表计具有两条累计示数。"),
        Text("Export at least two readings of each register, as numbers.", "请为每个表计至少导出两条数字示数。"),
    )


def _is_one(frame: pl.DataFrame) -> None:
    falls, rises = frame.select(pl.col("register-reset").sum(), pl.col("rise").is_not_null().sum()).row(0)
    if Decimal(falls) > max(MOST_FALLS * rises, Decimal(1)):
        raise Unreadable(
            "not-a-counter",
            Text(
                "The heading says a running register, but {falls} of {rises} steps fall.",
                "列标题为累计示数，但 {rises} 个步长中有 {falls} 个下降。",
            ).format(falls=f"{falls:,}", rises=f"{rises:,}"),
            Text(
                "If the column holds the energy of each interval, say so in its heading or in a profile.",
                "若该列为各时段电量，请在列标题或读取配置中注明。",
            ),
        )
