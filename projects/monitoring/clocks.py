"""Which columns hold the time, and how far from UTC the clock is that a heading names."""

import re
from datetime import timedelta
from typing import Literal

from projects.monitoring import words
from projects.monitoring.series import Unreadable
from projects.monitoring.words import DATE, ENDS, PERIOD, STAMP, STARTS, TIME
from verifier.rulebook.wording import Text


def places(row: list[str], said: list[str]) -> tuple[int, int | None, Literal["start", "end"] | None]:
    """The day, the clock if it has its own column, and where in its interval a time stands. Raises Unreadable."""
    bases = [words.base(word) for word in said]

    def under(known: set[str]) -> list[int]:
        return [place for place, base in enumerate(bases) if base in known]

    starts, ends, stamps, days, clocks, periods = map(under, (STARTS, ENDS, STAMP, DATE, TIME, PERIOD))
    found: list[tuple[int, int | None, Literal["start", "end"] | None]]
    if len(days) == 1 and len(starts) == 1 and not stamps:
        found = [(days[0], starts[0], "start")]
    elif len(days) == 1 and len(ends) == 1 and not stamps:
        found = [(days[0], ends[0], "end")]
    elif starts or ends:
        found = [(place, None, "start") for place in starts] or [(place, None, "end") for place in ends]
    elif stamps:
        found = [(place, None, None) for place in stamps]
    elif len(days) == 1 and len(clocks) == 1:
        found = [(days[0], clocks[0], None)]
    elif len(days) == 1 and len(periods) == 1 and not clocks:
        found = [(days[0], periods[0], "start")]
    else:
        found = [(place, None, None) for place in days or clocks]
    if len(found) == 1 and len(days) <= 1:
        return found[0]
    named = ", ".join(f"“{row[place]}”" for place in sorted({*starts, *ends, *stamps, *days, *clocks}))
    raise Unreadable(
        "many-times",
        Text("More than one column could be the time: {named}.", "有多列可能是时间：{named}。").format(named=named),
        Text(
            "Keep one column of date and time, or one of date and one of time.",
            "请保留一列日期时间，或日期、时间各一列。",
        ),
    )


def offset(zone: re.Match[str]) -> timedelta:
    """From UTC, of what `words.ZONE` found."""
    if zone[3]:
        return timedelta(hours=8)
    hours = int(zone[1] or 0)
    minutes = int(zone[2] or 0)
    return timedelta(hours=hours, minutes=-minutes if hours < 0 else minutes)
