"""Days on which no certificate covers a meter, or its error is beyond its class, and what is taken off for them.

The correction itself is the rule book's: `power.MeterFault` lowers export and raises import by the error.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from projects.monitoring.noticing import NO_ROWS, noticed
from projects.monitoring.series import Signal, sums
from verifier.rulebook.power import MeterFault
from verifier.rulebook.quantities import CONTEXT, ZERO, grouped
from verifier.rulebook.wording import Text

DAY = timedelta(days=1)
_SAID = {
    "calibration-missing": Text(
        "Meter {meter}: {days} before its first certificate, or without any.",
        "表计 {meter}：{days} 早于首份证书或无证书。",
    ),
    "calibration-late": Text(
        "Meter {meter}: {days} after its certificate had run out.", "表计 {meter}：{days} 证书已到期。"
    ),
    "calibration-error": Text(
        "Meter {meter}: {days} with an error beyond its class.", "表计 {meter}：{days} 误差超出准确度等级。"
    ),
}
_TAKEN = Text(
    "The conservative correction by {percent} % takes {mwh} MWh off the net supply.",
    "按 {percent}% 保守修正，自净上网电量扣减 {mwh} MWh。",
)
_UNKNOWN = Text(
    "No error of it is on record: correct by the greatest that its class allows.",
    "无该表计误差记录：请按其等级最大允许误差修正。",
)
_OUT_OF_CLASS = "calibration-error"


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """Both days are inclusive. `class_percent` is the greatest error that the meter's class allows."""

    valid_from: date
    valid_until: date
    error_percent: Decimal
    class_percent: Decimal | None = None

    @property
    def is_out_of_class(self) -> bool:
        return self.class_percent is not None and abs(self.error_percent) > self.class_percent


class Lapse(NamedTuple):
    """Days, both counted in, that are not covered. `percent` is what to correct them by, None where none is known."""

    code: str
    first: date
    last: date
    percent: Decimal | None


def lapses(certificates: Iterable[Certificate], first: date, last: date) -> list[Lapse]:
    """From the first to the last day, both counted in. Of certificates that overlap the one that begins last rules.

    Days out of class are corrected by the error that was found, the others by the greatest that the class allows;
    where nobody noted the class, by the greatest error that was found.
    """
    own = sorted(certificates, key=lambda one: one.valid_from)
    turns = {day for one in own for day in (one.valid_from, min(one.valid_until, last) + DAY) if first < day <= last}
    found: list[Lapse] = []
    for begins, until in pairwise(sorted({first, *turns, last + DAY})):
        verdict = _verdict(own, begins)
        if verdict is None:
            continue
        code, percent = verdict
        goes_on = bool(found) and found[-1] == (code, found[-1].first, begins - DAY, percent)
        found.append(Lapse(code, found.pop().first if goes_on else begins, until - DAY, percent))
    return found


def _verdict(own: Sequence[Certificate], day: date) -> tuple[str, Decimal | None] | None:
    """What is wrong on that day, and what is taken off for it; None where nothing is."""
    ruling = next((one for one in reversed(own) if one.valid_from <= day <= one.valid_until), None)
    if ruling is not None:
        return (_OUT_OF_CLASS, abs(ruling.error_percent)) if ruling.is_out_of_class else None
    code = "calibration-missing" if not own or day < own[0].valid_from else "calibration-late"
    errors = [abs(one.error_percent) if one.class_percent is None else one.class_percent for one in own]
    return code, max(errors, default=None)


class Uncovered(NamedTuple):
    """A lapse of a meter, when it was, UTC, and its readings: `ends_at` and `energy_kj`, exact, null where missing."""

    lapse: Lapse
    span: tuple[datetime, datetime]
    readings: pl.DataFrame


def signals(meter: str, found: Sequence[Uncovered], *, interval: timedelta, zone: str) -> Iterator[Signal]:
    """What the certificates of a meter do not cover, with the conservative correction."""
    for code, said in _SAID.items():
        own = [one for one in found if one.lapse.code == code]
        count = sum(one.readings["energy_kj"].count() for one in own)
        if count:
            days = "; ".join(_days(one.lapse) for one in own)
            message = Text("{said} {taken}", "{said}{taken}").format(
                said=said.format(meter=meter, days=days), taken=_taken(own, interval, zone)
            )
            made = noticed(code, NO_ROWS, message, count=count)
            yield replace(made, spans=tuple(one.span for one in own))


def _days(one: Lapse) -> str:
    return str(one.first) if one.first == one.last else f"{one.first} – {one.last}"


def _taken(found: Sequence[Uncovered], interval: timedelta, zone: str) -> Text:
    if any(one.lapse.percent is None for one in found):
        return _UNKNOWN
    with localcontext(CONTEXT):
        taken = sum((fault.loss_mwh for one in found for fault in faults(one, interval, zone)), ZERO)
    percents = dict.fromkeys(f"{one.lapse.percent.normalize():f}" for one in found if one.lapse.percent is not None)
    return _TAKEN.format(percent=" / ".join(percents), mwh=grouped(taken))


def faults(found: Uncovered, interval: timedelta, zone: str) -> Iterator[MeterFault]:
    """A row for each year of the plant's zone, as the schemes that credit power ask for them; none without an error."""
    if found.lapse.percent is None:
        return
    fault = "out_of_class" if found.lapse.code == _OUT_OF_CLASS else "not_calibrated"
    year = (pl.col("ends_at") - interval).dt.convert_time_zone(zone).dt.year().alias("year")
    for one, exported, imported in sums(found.readings, year):
        yield MeterFault(
            year=one, fault=fault, error_percent=found.lapse.percent, exported_mwh=exported, imported_mwh=imported
        )


def strangers(certificates: Sequence[str]) -> Signal:
    """Certificates of this case for meters of which it has no readings."""
    message = Text(
        "Certificates of meters of which there are no readings: {certificates}. Is the serial number right?",
        "证书所属表计无读数：{certificates}。请核对表计编号。",
    ).format(certificates=", ".join(certificates[:10]))
    return noticed("calibration-serial", NO_ROWS, message, count=len(certificates))
