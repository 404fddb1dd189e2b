"""CCER-01-001-V01 and CCER-01-002-V01: the site, the crediting period, the meters."""

from collections.abc import Iterator
from datetime import date, timedelta

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.quantities import months_after
from verifier.rulebook.rules import DRAFTED, INTAKE, THROUGHOUT, Breach, rule
from verifier.rulebook.wording import Text
from verifier.schemes.ccer.figures import OFFSHORE_WIND, SOLAR_THERMAL
from verifier.schemes.ccer.particulars import Calibration, Particulars

_BOTH = f"{SOLAR_THERMAL}, {OFFSHORE_WIND}"
_LEAST_CORNERS = 3
_DAY = timedelta(days=1)
Window = tuple[date, date]


@rule(f"{OFFSHORE_WIND}, applicability", gate=INTAKE, zh="离岸距离大于 30 km 或水深大于 30 m。")
def site_is_far_out_or_deep(facts: ReportFacts) -> Iterator[Breach]:
    """An offshore wind farm lies more than 30 km from the shore, or in water deeper than 30 m."""
    own: Particulars = facts.particulars
    if own.methodology != OFFSHORE_WIND:
        return
    km, depth = facts.figures["offshore.km"], facts.figures["offshore.depth_m"]
    far = own.offshore_km is not None and own.offshore_km > km
    deep = own.depth_m is not None and own.depth_m > depth
    if not far and not deep:
        unknown = Text("unknown", "未知")
        yield Breach(
            "offshore_km",
            Text(
                "Distance {given_km} km, depth {given_m} m: one must exceed {km} km or {depth} m.",
                "离岸 {given_km} km、水深 {given_m} m：须大于 {km} km 或 {depth} m。",
            ).format(
                given_km=unknown if own.offshore_km is None else own.offshore_km,
                given_m=unknown if own.depth_m is None else own.depth_m,
                km=km,
                depth=depth,
            ),
        )


@rule(f"{OFFSHORE_WIND} 8.2", gate=THROUGHOUT, zh="项目边界拐点坐标以度表示，至少保留六位小数。")
def boundary_is_exact(facts: ReportFacts) -> Iterator[Breach]:
    """The corner points of the boundary are given in degrees with six decimals or more."""
    own: Particulars = facts.particulars
    least = int(facts.figures["corner.decimals"])
    if own.methodology == OFFSHORE_WIND and len(own.corners) < _LEAST_CORNERS:
        yield Breach(
            "corners",
            Text(
                "{count} corner points make no boundary. Give them all.", "{count} 个拐点不足以构成边界。请补全。"
            ).format(count=len(own.corners)),
        )
    for number, corner in enumerate(own.corners):
        if corner.decimals < least:
            yield Breach(
                f"corners/{number}",
                Text(
                    "{longitude}, {latitude} has fewer than {least} decimals. Give it as it was surveyed.",
                    "{longitude}，{latitude} 不足 {least} 位小数。请按测量值填写。",
                ).format(longitude=corner.longitude, latitude=corner.latitude, least=least),
            )


@rule(f"{_BOTH} 5.2.2", gate=INTAKE, zh="计入期在项目寿命期之内。")
def crediting_period_lies_in_the_life(facts: ReportFacts) -> Iterator[Breach]:
    """The crediting period lies within the project's life, from its operation on."""
    own: Particulars = facts.particulars
    if own.crediting_from < own.operation_on or own.crediting_until > own.life_until:
        yield Breach(
            "crediting_until" if own.crediting_until > own.life_until else "crediting_from",
            Text(
                "{since} to {until} does not lie within the project's life, {first} to {last}. Correct the days.",
                "{since} 至 {until} 不在项目寿命期 {first} 至 {last} 之内。请更正日期。",
            ).format(since=own.crediting_from, until=own.crediting_until, first=own.operation_on, last=own.life_until),
        )


@rule(f"{_BOTH} 7.3.2.1, 7.3.4", gate=DRAFTED, zh="电表每年校准；未按期校准的时段按保守原则修正。")
def meters_are_calibrated_every_year(facts: ReportFacts) -> Iterator[Breach]:
    """Every meter is calibrated every year; the days on which it was not are corrected conservatively."""
    own: Particulars = facts.particulars
    if not own.verifies:
        return
    if not own.calibrations:
        yield Breach(
            "calibrations", Text("No calibration is on record. Enter each meter's.", "无校准记录。请逐表填写。")
        )
    months = int(facts.figures["calibration.months"])
    for meter in dict.fromkeys(row.meter for row in own.calibrations):
        rows = sorted((row for row in own.calibrations if row.meter == meter), key=lambda row: row.on)
        for window in _uncalibrated(rows, months, (facts.period_from, facts.period_until)):
            yield from _uncorrected(facts, meter, window)


@rule(f"{_BOTH} 7.3.2.2, 7.3.4", gate=DRAFTED, zh="故障或超差的电表在 30 日内重新校准；逾期时段按保守原则修正。")
def faulty_meters_are_recalibrated(facts: ReportFacts) -> Iterator[Breach]:
    """A meter with a fault or out of its class is recalibrated within 30 days; days beyond are corrected."""
    own: Particulars = facts.particulars
    if not own.verifies:
        return
    days = timedelta(days=int(facts.figures["recalibration.days"]))
    for row in own.calibrations:
        if row.fault_on and row.on > row.fault_on + days:
            late = _within((row.fault_on + days, row.on - _DAY), (facts.period_from, facts.period_until))
            if late:
                yield from _uncorrected(facts, row.meter, late)


def _uncalibrated(rows: list[Calibration], months: int, period: Window) -> Iterator[Window]:
    """The parts of the period in which the last calibration was `months` months old, or in which there was none."""
    after = date.min
    for row in rows:
        if gap := _within((after, row.on - _DAY), period):
            yield gap
        after = months_after(row.on, months)
    if gap := _within((after, date.max), period):
        yield gap


def _within(window: Window, period: Window) -> Window | None:
    first, last = max(window[0], period[0]), min(window[1], period[1])
    return (first, last) if first <= last else None


def _uncorrected(facts: ReportFacts, meter: str, window: Window) -> Iterator[Breach]:
    """A breach for each year of the window for which no correction as not calibrated is entered."""
    own: Particulars = facts.particulars
    corrected = {row.year for row in own.meter_faults if row.fault == "not_calibrated"}
    for year in range(window[0].year, window[1].year + 1):
        if year not in corrected:
            yield Breach(
                meter,
                Text(
                    "Not calibrated from {first} to {last}. Enter its readings of {year} in that time as such.",
                    "{first} 至 {last} 未按期校准。请将该时段 {year} 年读数列为未按期校准。",
                ).format(first=window[0], last=window[1], year=year),
            )
