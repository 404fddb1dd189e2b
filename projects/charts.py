"""What the pictures of a series are drawn from: a window of it in few points, with what is marked there; the heat map.

For the eye only. What counts is in the totals, and digit for digit in the Parquet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, localcontext
from typing import Any, NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from PIL import Image

from projects import metering
from projects.models import Series, Signal
from projects.monitoring import pictures
from projects.monitoring.parquet import KJ_PER_KWH
from projects.monitoring.pictures import Bucket, Heat
from projects.stages import SeriesStage
from verifier import store
from verifier.errors import OutOfOrder, Unfit

POINTS, MOST_POINTS = 600, 1_000
MOST_MARKED = 200  # more cannot be told apart on a chart
DIGITS = 6  # significant, of what is drawn
MOST_READINGS = 500_000  # of a file: what a spreadsheet opens
KWH = Decimal("1e-9")
# With what a spreadsheet begins a formula, in the full width of East Asian ones, too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NO_MOMENT = _("Give a moment with its offset, such as 2026-03-31T00:00:00Z.")
# Of the heat map: from pale to the brand's green, from pale to brown below zero; the first is where nothing was read.
SHADES = 100
PALE, GREEN, BROWN, NOTHING = (238, 245, 240), (14, 61, 31), (110, 58, 4), (255, 255, 255)


@dataclass(frozen=True)
class Window:
    """A part of a series that was read: moments in UTC; `meter` is empty where all count together."""

    since: datetime
    until: datetime
    meter: str
    points: int
    unit: str

    @property
    def query(self) -> str:
        """The same window in an address."""
        said = {"since": f"{self.since:%Y-%m-%dT%H:%M:%SZ}", "until": f"{self.until:%Y-%m-%dT%H:%M:%SZ}"}
        return urlencode(said | ({"meter": self.meter} if self.meter else {}))


class Marked(NamedTuple):
    """A span of a signal, UTC."""

    starts_at: datetime
    ends_at: datetime
    severity: str
    code: str


@dataclass(frozen=True)
class Drawn:
    """A window in its buckets: least, mean and most power of each."""

    window: Window
    buckets: tuple[Bucket, ...]
    marked: tuple[Marked, ...]

    def dump(self) -> dict[str, Any]:
        """Column by column for a program that draws: moments in seconds since 1970, six digits."""
        return {
            "unit": self.window.unit,
            "at": [int(one.starts_at.timestamp()) for one in self.buckets],
            **{
                name: [float(f"{getattr(one, name):.{DIGITS}g}") for one in self.buckets]
                for name in ("least", "mean", "most")
            },
            "marked": [
                [int(one.starts_at.timestamp()), int(one.ends_at.timestamp()), one.severity, one.code]
                for one in self.marked
            ],
        }


def window_of(
    series: Series,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    meter: str = "",
    points: int | None = None,
) -> Window:
    """What is not said is the whole: all the time, all meters. Raises OutOfOrder, or Unfit with each field named."""
    if series.stage != SeriesStage.READ or series.first_at is None or series.last_at is None:
        raise OutOfOrder(_("This series is not read."), mend=_("Open its page to see where it stands."))
    if meter and meter not in {name for name, *_energy in series.meters}:
        unknown = _("The series has no meter of this name.")
        raise Unfit(unknown, fields={"meter": unknown})
    since, until = max(since or series.first_at, series.first_at), min(until or series.last_at, series.last_at)
    if until <= since:
        nothing = _("The series has nothing in this time.")
        raise Unfit(nothing, fields={"since": nothing})
    return Window(since, until, meter, points or POINTS, unit_of(series, meter))


def unit_of(series: Series, meter: str = "") -> str:
    """Of its charts: of all meters together, or of one."""
    if series.is_price:
        return "EUR/MWh"
    weighed = series.measures == "mass"
    if meter:
        return "kg/h" if weighed else "kW"
    return "t/h" if weighed else "MW"


def _scale(series: Series, meter: str = "") -> float:
    """From power to what is shown: a price is kept as so many kWh in each interval."""
    if not series.is_price:
        return 1.0
    return (series.interval_seconds or 3600) / 3600 * (1 if meter else 1000)


def drawn(series: Series, window: Window, signals: Iterable[Signal]) -> Drawn:
    """The window in about so many buckets, MW of all meters together or kW of one, and the spans of `signals` in it."""
    return Drawn(window, tuple(_buckets(series, window)), tuple(_marked(signals, window.since, window.until)))


def _buckets(series: Series, window: Window) -> Iterator[Bucket]:
    scale = _scale(series, window.meter)
    for one in _powers(series, window):
        yield Bucket(one.starts_at, one.least * scale, one.mean * scale, one.most * scale)


def _powers(series: Series, window: Window) -> tuple[Bucket, ...]:
    with store.on_disk(series.pictures, alias="series") as small:
        if not window.meter:
            return pictures.window(small, window.since, window.until, window.points)
        with store.on_disk(series.path, alias="series") as path:
            found = pictures.window(small, window.since, window.until, window.points, series=path, meter=window.meter)
    # Of one meter the neighbours on either side come with it.
    each = timedelta(seconds=series.interval_seconds or 1)
    return tuple(one for one in found if window.since - each < one.starts_at < window.until)


def heat(series: Series) -> Heat:
    """Mean power by day and hour of the series' zone; of a price its mean."""
    with store.on_disk(series.pictures, alias="series") as small:
        found = pictures.heat(small)
    scale = _scale(series)
    rows = (tuple(None if one is None else one * scale for one in row) for row in found.rows)
    return Heat(found.days, tuple(rows))


def heat_picture(found: Heat) -> Image.Image:
    """A column for each day from the first to the last, a row for each hour; the darker the more.

    One in a hundred is as dark as can be, so that a single peak does not leave the rest pale.
    """
    powers = sorted(abs(one) for row in found.rows for one in row if one is not None)
    most = powers[len(powers) * 99 // 100] or 1.0
    first = found.days[0].toordinal()
    picture = Image.new("P", (found.days[-1].toordinal() - first + 1, len(found.rows[0])), 0)
    palette = [NOTHING, *_shades(GREEN), *_shades(BROWN)]
    picture.putpalette([part for colour in palette for part in colour])
    for day, row in zip(found.days, found.rows, strict=True):
        for hour, power in enumerate(row):
            if power is not None:
                shade = 1 + round(min(1.0, abs(power) / most) * (SHADES - 1))
                picture.putpixel((day.toordinal() - first, hour), shade + (SHADES if power < 0 else 0))
    return picture


def _shades(darkest: tuple[int, int, int]) -> list[tuple[int, ...]]:
    return [
        tuple(round(pale + (dark - pale) * n / (SHADES - 1)) for pale, dark in zip(PALE, darkest, strict=True))
        for n in range(SHADES)
    ]


class MonthlyHours(NamedTuple):
    """Mean MW of each hour of the local day over a month, None where nothing was read; written with some digits."""

    month: str
    hours: list[str | None]


def by_month_and_hour(found: Heat) -> list[MonthlyHours]:
    months: dict[str, list[list[float]]] = {}
    for day, row in zip(found.days, found.rows, strict=True):
        hours = months.setdefault(f"{day:%Y-%m}", [[] for _hour in row])
        for hour, power in zip(hours, row, strict=True):
            if power is not None:
                hour.append(power)
    return [
        MonthlyHours(month, [f"{sum(one) / len(one):.4g}" if one else None for one in hours])
        for month, hours in months.items()
    ]


def lines(series: Series, window: Window) -> Iterator[str]:
    """Every reading of a window as lines of CSV, exact; energy as it was read, and as it counts. Raises Unfit."""
    each = timedelta(seconds=series.interval_seconds or 1)
    meters = 1 if window.meter else len(series.meters)
    if meters * ((window.until - window.since) // each) > MOST_READINGS:
        much = _("A file takes up to %(most)s readings. Choose a shorter time or one meter.")
        raise Unfit(much % {"most": f"{MOST_READINGS:,}"}, fields={})
    return _lines(series, window)


def _lines(series: Series, window: Window) -> Iterator[str]:
    zone = ZoneInfo(series.zone)
    yield "meter,interval_end,energy_kj,energy_kwh,counts_kj,counts_kwh\r\n"
    for one in metering.lines(series, window.since, window.until, meter=window.meter):
        quantities = [text for kj in (one.read_kj, one.counts_kj) for text in _energy(kj)]
        yield ",".join((_cell(one.meter), one.ends_at.astimezone(zone).isoformat(), *quantities)) + "\r\n"


def _energy(kj: Decimal | None) -> tuple[str, str]:
    """In kJ digit for digit, in kWh to 1e-9."""
    if kj is None:
        return "", ""
    with localcontext(prec=60):
        return f"{kj.normalize():f}", f"{(kj / KJ_PER_KWH).quantize(KWH):f}"


def _cell(text: str) -> str:
    """Quoted; a name that a spreadsheet would take for a formula is told that it is none."""
    safe = f"'{text}" if text[:1] in FORMULA else text
    return '"' + safe.replace('"', '""') + '"'


def _marked(signals: Iterable[Signal], since: datetime, until: datetime) -> list[Marked]:
    """The spans that reach into a window, in order; the grave ones where there are too many."""
    found = [
        Marked(first, last, signal.severity, signal.code)
        for signal in signals
        for first, last in (map(datetime.fromisoformat, span) for span in signal.spans)
        if first < until and last > since
    ]
    graveness = ("major", "minor", "info")
    found.sort(key=lambda one: graveness.index(one.severity))
    return sorted(found[:MOST_MARKED])
