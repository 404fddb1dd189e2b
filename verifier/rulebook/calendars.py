"""Working days by country: the `holidays` library, and what it does not yet know."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import holidays

_FRIDAY = 4


@dataclass(frozen=True)
class Override:
    """A day that the library has wrong or not yet, with the announcement that says so."""

    day: date
    working: bool
    source: str


@dataclass(frozen=True)
class Calendar:
    """The working days of a country (ISO 3166). Years after `announced_until` are not announced yet: provisional."""

    country: str
    announced_until: int | None = None
    overrides: tuple[Override, ...] = ()

    def is_working(self, day: date, *, worked_weekends: bool = False) -> bool:
        """Monday to Friday without holidays. Weekend days worked in exchange for holidays count only when asked for."""
        for override in self.overrides:
            if override.day == day:
                return override.working
        known = _holidays(self.country)
        if day.weekday() > _FRIDAY:
            return worked_weekends and known.is_working_day(day)
        return day not in known

    def is_provisional(self, day: date) -> bool:
        return self.announced_until is not None and day.year > self.announced_until


@cache
def _holidays(country: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country)


# The State Council announces each year's days in the autumn before it; add what the library lacks to `overrides`, with
# the number of the announcement, and raise `announced_until`.
CHINA = Calendar("CN", announced_until=2026)
