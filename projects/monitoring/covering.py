"""Days of a period that nothing was read on, and readings that are of no day of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from projects.monitoring.noticing import MOST_ROWS, NO_ROWS, noticed
from projects.monitoring.series import Signal
from verifier.rulebook.wording import Text

DAY = timedelta(days=1)
NAMED = 10
_ANY = Text("Meters of which it is not said what flows", "未注明流向的电表")


def gap(flow: Text | None, missing: Sequence[date], *, of: int, zone: str) -> Signal:
    """`missing`: days of the period, in order, on which no series of this flow has a reading; `of` so many."""
    message = Text(
        "{flow}: no reading on {count} of {of} days of the period: {days}. Nothing is filled in.",
        "{flow}：核查期 {of} 天中有 {count} 天无读数：{days}。未作任何补填。",
    ).format(flow=flow or _ANY, count=f"{len(missing):,}", of=f"{of:,}", days=_named(missing))
    return _marked(noticed("period-gap", NO_ROWS, message, count=len(missing)), missing, zone)


def outside(days: Sequence[date], *, zone: str) -> Signal:
    """`days`, in order, with readings that are not of the period."""
    message = Text(
        "Readings on {count} days outside the period do not count: {days}.", "核查期外 {count} 天的读数不计入：{days}。"
    ).format(count=f"{len(days):,}", days=_named(days))
    return _marked(noticed("outside", NO_ROWS, message, count=len(days)), days, zone)


def _named(days: Iterable[date]) -> str:
    runs = [str(first) if first == last else f"{first} – {last}" for first, last in _runs(days)]
    return "; ".join(runs[:NAMED]) + (" …" if len(runs) > NAMED else "")


def _marked(signal: Signal, days: Iterable[date], zone: str) -> Signal:
    spans = ((_midnight(first, zone), _midnight(last + DAY, zone)) for first, last in _runs(days))
    return replace(signal, spans=tuple(spans)[:MOST_ROWS])


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Days that follow one another, as their first and last."""
    first = last = None
    for day in days:
        if first is None or last is None:
            first = last = day
        elif day == last + DAY:
            last = day
        else:
            yield first, last
            first = last = day
    if first is not None and last is not None:
        yield first, last


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
