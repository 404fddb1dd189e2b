"""When something is due: a pure function from a day, a way of counting and pauses to a day. Nothing counts down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from verifier.rulebook.calendars import Calendar
from verifier.rulebook.fieldwork import FieldWork
from verifier.rulebook.figures import Sureness
from verifier.rulebook.quantities import months_after
from verifier.rulebook.wording import Text

_DAY = timedelta(days=1)


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"

    @property
    def label(self) -> Text:
        return _UNITS[self]


_UNITS = {
    Unit.DAYS: Text("calendar days", "个日历日"),
    Unit.WORKING_DAYS: Text("working days", "个工作日"),
    Unit.MONTHS: Text("months", "个月"),
    Unit.YEARS: Text("years", "年"),
}


@dataclass(frozen=True, kw_only=True)
class Count:
    """A length of time. `inclusive`: the first day counts itself, otherwise the day after it is the first.

    `roll_forward`: a due date that is no working day moves to the next one. Both this and working days need a calendar.
    Months and years may be negative: so long before.
    """

    number: int
    unit: Unit
    inclusive: bool = False
    roll_forward: bool = False
    calendar: Calendar | None = None

    def __post_init__(self) -> None:
        if self.calendar is None and (self.unit is Unit.WORKING_DAYS or self.roll_forward):
            raise ValueError("Working days are counted by a calendar.")
        if self.number < 1 and self.unit in (Unit.DAYS, Unit.WORKING_DAYS):
            raise ValueError("A number of days to count is one or more.")


@dataclass(frozen=True, kw_only=True)
class Yearly:
    """A fixed day, `years` after the year of the day it is reckoned from."""

    month: int
    day: int
    years: int = 1


@dataclass(frozen=True)
class Pause:
    """Days that do not count, both included."""

    since: date
    until: date


@dataclass(frozen=True)
class Due:
    """A due date. `provisional` where it rests on holidays not yet announced.

    `on_worked_weekends` is the date that comes out when weekend days worked in exchange for holidays count too, where
    that is another: the rule books do not say whether they do.
    """

    on: date
    provisional: bool = False
    on_worked_weekends: date | None = None


def due(trigger: date, way: Count | Yearly, pauses: Sequence[Pause] = ()) -> Due:
    """The day on which something is due that is reckoned from `trigger`."""
    if isinstance(way, Yearly):
        return Due(date(trigger.year + way.years, way.month, way.day))
    on = _counted(trigger, way, pauses, worked_weekends=False)
    if way.calendar is None:
        return Due(on)
    other = _counted(trigger, way, pauses, worked_weekends=True)
    provisional = way.calendar.is_provisional(max(on, trigger))
    return Due(on, provisional=provisional, on_worked_weekends=None if other == on else other)


def _counted(trigger: date, way: Count, pauses: Sequence[Pause], *, worked_weekends: bool) -> date:
    if way.unit in (Unit.DAYS, Unit.WORKING_DAYS):
        day = _by_days(trigger, way, pauses, worked_weekends=worked_weekends)
    else:
        day = _by_months(trigger, way, pauses)
    if way.roll_forward and way.calendar is not None:
        while not way.calendar.is_working(day, worked_weekends=worked_weekends):
            day += _DAY
    return day


def _by_days(trigger: date, way: Count, pauses: Sequence[Pause], *, worked_weekends: bool) -> date:
    day, left = trigger if way.inclusive else trigger + _DAY, way.number
    while True:
        works = way.unit is Unit.DAYS or (
            way.calendar is not None and way.calendar.is_working(day, worked_weekends=worked_weekends)
        )
        if works and not _paused(day, pauses):
            left -= 1
        if not left:
            return day
        day += _DAY


def _by_months(trigger: date, way: Count, pauses: Sequence[Pause]) -> date:
    """Months from a day that each paused day up to the due date moves on by one: what begins in a pause begins after.

    Moved so, and not by days added at the end, a later trigger is never due earlier, however long the months are.
    """
    months, counted = way.number * (12 if way.unit is Unit.YEARS else 1), _DAY if way.inclusive else timedelta()
    start, at, day = trigger, trigger + _DAY - counted, months_after(trigger, months) - counted
    while at <= day:
        if _paused(at, pauses):
            start += _DAY
            day = months_after(start, months) - counted
        at += _DAY
    return day


def _paused(day: date, pauses: Sequence[Pause]) -> bool:
    return any(pause.since <= day <= pause.until for pause in pauses)


class Trigger(StrEnum):
    """What a due date of a case is reckoned from."""

    PERIOD_END = "period_end"
    NOTICE_START = "notice_start"
    NOTICE_END = "notice_end"
    VISIT_END = "visit_end"
    ISSUE = "issue"
    EVENT = "event"

    @property
    def label(self) -> Text:
        return _TRIGGERS[self]


_TRIGGERS = {
    Trigger.PERIOD_END: Text("end of the period", "核查期结束"),
    Trigger.NOTICE_START: Text("start of the public notice", "公示开始"),
    Trigger.NOTICE_END: Text("end of the public notice", "公示结束"),
    Trigger.VISIT_END: Text("last day on site", "现场结束"),
    Trigger.ISSUE: Text("issue of the statement or certificate", "声明或证书签发"),
    Trigger.EVENT: Text("an event outside this system", "本系统之外的事件"),
}


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A time limit of a scheme. `from_event` names the day it runs from where that is an EVENT.

    `in_principle`: it may be passed with a reason. `ours`: the body itself must keep it.
    """

    code: str
    title: Text
    trigger: Trigger
    way: Count | Yearly
    clause: str
    sure: Sureness
    from_event: Text | None = None
    in_principle: bool = False
    ours: bool = False

    @property
    def runs_from(self) -> Text:
        return self.from_event or self.trigger.label


def trigger_days(period_until: date, work: FieldWork) -> dict[Trigger, date]:
    """The days from which due dates run, as far as a case knows them."""
    days = {
        Trigger.PERIOD_END: period_until,
        Trigger.NOTICE_START: work.notice_from,
        Trigger.NOTICE_END: work.notice_until,
        Trigger.VISIT_END: max((visit.on for visit in work.visits if visit.kind != "waived"), default=None),
    }
    return {trigger: day for trigger, day in days.items() if day is not None}


@dataclass(frozen=True)
class DueDate:
    """A deadline of a case with its day, or None where the day it runs from is not known."""

    deadline: Deadline
    due: Due | None

    def dump(self) -> dict[str, object]:
        deadline, other = self.deadline, self.due and self.due.on_worked_weekends
        return {
            "code": deadline.code,
            "title": deadline.title._asdict(),
            "on": self.due.on.isoformat() if self.due else None,
            "provisional": self.due.provisional if self.due else False,
            "on_worked_weekends": other.isoformat() if other else None,
            "runs_from": deadline.runs_from._asdict(),
            "in_principle": deadline.in_principle,
            "ours": deadline.ours,
            "clause": deadline.clause,
            "sure": str(deadline.sure),
        }


def due_dates(deadlines: Sequence[Deadline], days: dict[Trigger, date]) -> Iterator[DueDate]:
    """Each deadline, with its date where the day it runs from is among `days`."""
    for deadline in deadlines:
        day = days.get(deadline.trigger)
        yield DueDate(deadline, None if day is None else due(day, deadline.way))
