"""How long a year of hourly matching takes for a hundred plants: `make bench-matching`. Processor time of one process.

Each plant has 8,760 hours of its own: sun, a load that goes on, a battery that the sun and the grid fill, contracted
output and a price. The figures stand beside plain Python sums of the same numbers, measured in the same run.
"""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from time import process_time

import numpy as np
import polars as pl

from projects.monitoring.flows import Flow, Hours, Prices
from projects.monitoring.recalculating import matched
from projects.monitoring.series import STEP_MWH
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.fuel_figures import RFNBO
from verifier.rulebook.production import Production

PLANTS, HOURS = 100, 8_760
BEGINS, ENDS = datetime(2030, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
FIGURES = FigureBook(RFNBO, on=date(2030, 12, 31))
PLANT = Production(
    fuel="ammonia",
    fuel_kg=Decimal(60_000),
    lhv_mj_per_kg=Decimal("18.6"),
    operation_on=date(2025, 7, 16),
    storage_mwh=Decimal(680),
    charge_efficiency=Decimal("0.95"),
    discharge_efficiency=Decimal("0.95"),
)


def plant(seed: int) -> Hours:
    """Energies in 1e-9 MWh, none of them round."""
    drawn = np.random.default_rng(seed)
    hour = np.arange(HOURS) % 24

    def near(mwh: np.ndarray | float) -> np.ndarray:
        return (np.asarray(mwh) * 10**9).astype(np.int64) + drawn.integers(0, 10**9, HOURS)

    sun, load, own = near(np.maximum(0, 12 - abs(hour - 12)) * 12.0), near(74.25), near(4.5)
    charged = np.where(((hour > 8) & (hour < 15)) | (hour == 0), near(8.0), 0)
    discharged = np.where((hour > 17) & (hour < 23), near(7.0), 0)
    return Hours(
        pl.DataFrame(
            {
                "starts_at": pl.datetime_range(BEGINS, ENDS, "1h", closed="left", time_unit="us", eager=True),
                "whole": np.ones(HOURS, dtype=bool),
                Flow.RES_GEN: sun,
                Flow.ELY: load,
                Flow.AUX: own,
                Flow.CHG: charged,
                Flow.DIS: discharged,
                Flow.IMP: np.maximum(0, load + own + charged - sun - discharged),
                Flow.CONTRACTED: near(drawn.integers(0, 90, HOURS)),
            }
        ),
        frozenset({Flow.RES_GEN, Flow.ELY, Flow.AUX, Flow.CHG, Flow.DIS, Flow.IMP, Flow.CONTRACTED}),
    )


def timed(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def main() -> None:
    plants = [plant(seed) for seed in range(PLANTS)]
    drawn = np.random.default_rng(0).integers(-500, 9_000, HOURS)
    starts = plants[0].starts
    prices = Prices({at: Decimal(int(cents)).scaleb(-2) for at, cents in zip(starts, drawn, strict=True)}, Decimal(70))
    columns = [one.frame[flow].to_list() for one in plants for flow in sorted(one.flows)]
    decimals = [[Decimal(number) * STEP_MWH for number in column] for column in columns]
    numbers = sum(map(len, columns))
    rows: list[tuple[str, Callable[[], object]]] = [
        (f"plain sum of the same {numbers:,} numbers, Decimal", lambda: [sum(column) for column in decimals]),
        (f"plain sum of the same {numbers:,} numbers, int", lambda: [sum(column) for column in columns]),
        *(
            (
                f"{PLANTS} plants x {HOURS:,} hours, matched by the {unit}",
                lambda hourly=hourly: [matched(one, PLANT, FIGURES, hourly=hourly, prices=prices) for one in plants],
            )
            for unit, hourly in (("hour", True), ("month", False))
        ),
    ]
    reference = 0.0
    for name, work in rows:
        seconds = min(timed(work) for _ in range(3))
        reference = reference or seconds
        sys.stdout.write(f"{seconds * 1000:12,.1f} ms  {seconds / reference:10.3f} x  {name}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
