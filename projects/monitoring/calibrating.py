"""Readings of a meter that no certificate covers, or that is out of its class, and what is taken off for them.

The correction itself is the rule book's: `power.MeterFault` lowers export and raises import by the error.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from projects.monitoring.noticing import noticed
from projects.monitoring.series import Reading, Signal, sums
from verifier.rulebook.power import MeterFault
from verifier.rulebook.quantities import ZERO, grouped
from verifier.rulebook.wording import Text

_SAID = {
    "calibration-missing": Text(
        "Readings before the first certificate of the meter, or without any.", "早于该表计首份证书或无证书的读数。"
    ),
    "calibration-late": Text("Readings after the certificate of the meter had run out.", "证书到期后的读数。"),
    "calibration-error": Text("Readings of a meter whose error is beyond its class.", "误差超出准确度等级的表计读数。"),
}
_FAULTS = {"calibration-missing": "not_calibrated", "calibration-late": "not_calibrated"}


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """A certificate; both days are inclusive. `class_percent` is the greatest error that the meter's class allows."""

    serial: str
    certificate: str
    valid_from: date
    valid_until: date
    error_percent: Decimal
    class_percent: Decimal | None = None

    @property
    def code(self) -> str | None:
        out = self.class_percent is not None and abs(self.error_percent) > self.class_percent
        return "calibration-error" if out else None


def lapses(reading: Reading, calibrations: Sequence[Calibration], *, serial: str = "") -> tuple[Signal, ...]:
    """What the certificates do not cover, with the conservative correction, and those of another meter."""
    told = _told(reading, calibrations, serial)
    taken = dict.fromkeys(_SAID, ZERO)
    for code, fault in _faults(reading, told):
        taken[code] += fault.loss_mwh
    found = [
        noticed(
            code,
            told.filter(pl.col("code") == code)["row"],
            Text(
                "{said} The conservative correction takes {mwh} MWh off the net supply.",
                "{said}保守修正自净上网电量扣减 {mwh} MWh。",
            ).format(said=said, mwh=grouped(taken[code])),
        )
        for code, said in _SAID.items()
    ]
    meters = {serial} if serial else set(reading.frame["meter"].unique())
    strange = sorted({one.certificate for one in calibrations if one.serial not in meters})
    message = Text(
        "Certificates of other meters, which do not count: {certificates}.",
        "证书所属表计不符，不予采用：{certificates}。",
    ).format(certificates=", ".join(strange[:10]))
    return (*found, noticed("calibration-serial", told["row"][:0], message, count=len(strange)))


def corrections(reading: Reading, calibrations: Sequence[Calibration], *, serial: str = "") -> tuple[MeterFault, ...]:
    """A row for each year and error, as the schemes that credit power ask for them."""
    return tuple(fault for _, fault in _faults(reading, _told(reading, calibrations, serial)))


def _told(reading: Reading, calibrations: Sequence[Calibration], serial: str) -> pl.DataFrame:
    """Readings with `day`, the `code` of what is wrong with their calibration (null: nothing) and the `error` of it."""
    start = pl.col("ends_at") - reading.interval
    frame = reading.frame.with_columns(start.dt.convert_time_zone(reading.zone).dt.date().alias("day"))
    frame = frame.filter(pl.col("energy_kj").is_not_null())
    if serial:
        return frame.with_columns(*_verdict([one for one in calibrations if one.serial == serial]))
    parts = frame.partition_by("meter", as_dict=True, maintain_order=True)
    return pl.concat(
        part.with_columns(*_verdict([one for one in calibrations if one.serial == meter]))
        for (meter,), part in parts.items()
    )


def _verdict(own: Sequence[Calibration]) -> tuple[pl.Expr, pl.Expr]:
    """Of certificates that overlap the one that begins last rules."""
    day = pl.col("day")
    own = sorted(own, key=lambda one: one.valid_from)
    # What the class allows; the error that was found where nobody noted the class.
    allowed = max((one.class_percent or abs(one.error_percent) for one in own), default=ZERO)
    first = own[0].valid_from if own else date.max
    code = pl.when(day < first).then(pl.lit("calibration-missing")).otherwise(pl.lit("calibration-late"))
    error = pl.lit(str(allowed))
    for one in own:
        covered = day.is_between(one.valid_from, one.valid_until)
        code = pl.when(covered).then(pl.lit(one.code, dtype=pl.String)).otherwise(code)
        error = pl.when(covered).then(pl.lit(str(one.error_percent))).otherwise(error)
    return code.alias("code"), error.alias("error")


def _faults(reading: Reading, told: pl.DataFrame) -> Iterator[tuple[str, MeterFault]]:
    uncovered = told.filter(pl.col("code").is_not_null())
    for code, error, year, exported, imported in sums(
        uncovered, "code", "error", pl.col("day").dt.year().alias("year")
    ):
        yield (
            code,
            MeterFault(
                year=year,
                fault=_FAULTS.get(code, "out_of_class"),
                error_percent=Decimal(error),
                exported_mwh=exported,
                imported_mwh=imported,
            ),
        )
