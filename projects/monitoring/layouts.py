"""Where the headings of a table stand, over how many rows, and how the table lies: long, wide, or a row a day."""

import re
from typing import Literal, NamedTuple

from projects.monitoring import words

MOST_BELOW = 3  # rows of headings under the one that names the time
DAY_MINUTES = 1440
SLOTS = (24, 48, 96, 144, 288)  # columns of a row that holds a day
LONG_DAYS = {25: 24, 50: 48, 100: 96, 150: 144, 300: 288}  # with those of the hour that a clock change repeats
NUMBER = re.compile(r"^[+-]?\d[\d.,\s]*(?:e[+-]?\d+)?$", re.IGNORECASE)
LABEL = re.compile(r"^(\d{1,2})[:点时](\d{1,2})分?(?::00)?(?:\s*(?:[-~–—]|至|to)\s*(\d{1,2}):(\d{2}))?\s*[ab*]?$")
ORDINAL = re.compile(r"^(?:h|hh|he|hour|p|t|点|第)?[ _]?(\d{1,3})(?:h|时|点|点钟|时段|:00)?$")


class Day(NamedTuple):
    """The columns of a table with one row a day, each with its time of day, or its number where `by_number`.

    Where a column serves the repeated hour alone, it is blank on every other day.
    """

    clocks: dict[int, str]  # by position
    stamped: Literal["start", "end"] | None
    by_number: bool = False


class Block(NamedTuple):
    """The heading rows, positions counted from 0. `titles` joins what stands over each column."""

    first: int
    last: int
    titles: list[str]
    unit: str | None  # said in a line above, for the whole table
    day: Day | None
    numeric: frozenset[int]  # positions that hold numbers, or nothing, in the first rows below


def block(head: list[list[str]], *, unit: str | None) -> Block | None:
    """The first headings that name a time and a quantity; None where there are none. `unit` is said elsewhere."""
    for place, row in enumerate(head):
        times = [position for position, cell in enumerate(row) if words.timed(words.plain(cell))]
        if not times:
            continue
        first, last = _above(head, place, times), _below(head, place, times)
        titles = _titles(head[first : last + 1], row)
        said = next((found for one in head[:place] if (found := words.unit_line(one))), unit)
        day = _day(titles, times)
        named = any(_quantity(words.plain(title)) for title in titles)
        numeric = _numeric(head[last + 1 :], len(titles))
        if named or day or (said and numeric - {*times}):
            return Block(first, last, titles, said, day, numeric)
    return None


def _quantity(word: str) -> bool:
    named = words.unit(word) or words.QUANTITY.search(word) or words.PRICED.search(word)
    return bool(named) or words.base(word) in words.UNIT_OF_ROW


def _above(head: list[list[str]], place: int, times: list[int]) -> int:
    """A row of groups (the name of a meter over its columns) has words over the columns and none over the time."""
    if place == 0:
        return place
    row = head[place - 1]
    filled = [position for position, cell in enumerate(row) if cell.strip()]
    grouped = len(filled) > 1 and min(filled) > min(times) and not {*times} & {*filled}
    return place - 1 if grouped and len(row) <= len(head[place]) else place


def _below(head: list[list[str]], place: int, times: list[int]) -> int:
    last = place
    for row in head[place + 1 : place + 1 + MOST_BELOW]:
        over_time = "".join(row[position] for position in times if position < len(row))
        if not any(cell.strip() for cell in row) or re.search(r"\d", over_time):
            break
        if any(NUMBER.match(cell.strip()) for cell in row):
            break
        # Words in place of a time, and nothing that heads a column: a row of data that cannot be read.
        if over_time.strip() and not any(words.unit(words.plain(cell)) for cell in row):
            break
        last += 1
    return last


def _titles(rows: list[list[str]], timed: list[str]) -> list[str]:
    """The words over each column; those of a group count for the empty cells to its right."""
    known = [words.timed(word) or words.base(word) in words.METER for word in map(words.plain, timed)]
    joined: list[list[str]] = [[] for _ in range(max(map(len, rows)))]
    for row in rows:
        group = ""
        for position, parts in enumerate(joined):
            cell = row[position].strip() if position < len(row) else ""
            own = position < len(known) and known[position]
            if own and row is timed:
                joined[position] = [cell]
                group = ""
            elif not own:
                group = cell or (group if row is not rows[-1] else "")
                if group:
                    parts.append(group)
    return [" ".join(parts) for parts in joined]


def _numeric(rows: list[list[str]], width: int) -> frozenset[int]:
    columns = [
        [row[place].strip() for row in rows if place < len(row) and row[place].strip()] for place in range(width)
    ]
    return frozenset(
        place for place, cells in enumerate(columns) if cells and any(NUMBER.match(cell) for cell in cells)
    )


def _day(titles: list[str], times: list[int]) -> Day | None:
    """Clock times (00:15 ... 24:00, or 00:00-00:15) or ordinals (1 ... 24, P1 ... P96) over the columns."""
    said = {place: words.base(words.plain(title)) for place, title in enumerate(titles) if place not in times}
    labels = {place: found for place, word in said.items() if (found := LABEL.match(word))}
    if len(labels) in SLOTS or LONG_DAYS.get(len(labels)) == len({(found[1], found[2]) for found in labels.values()}):
        clocks = {place: f"{int(found[1]):02}:{int(found[2]):02}" for place, found in labels.items()}
        opening, *_, closing = clocks
        if clocks[closing] == "00:00" != clocks[opening]:
            clocks[closing] = "24:00"
        return Day(clocks, "start" if all(found[3] for found in labels.values()) else None)
    ordinals = {place: int(found[1]) for place, word in said.items() if (found := ORDINAL.match(word))}
    count = len(ordinals)
    if count in LONG_DAYS and list(ordinals.values()) == list(range(1, 1 + count)):
        return Day({place: str(number) for place, number in ordinals.items()}, "start", by_number=True)
    for first in (0, 1):
        if count in SLOTS and list(ordinals.values()) == list(range(first, first + count)):
            minutes = {place: (number - first) * DAY_MINUTES // count for place, number in ordinals.items()}
            return Day({place: f"{at // 60:02}:{at % 60:02}" for place, at in minutes.items()}, "start")
    return None
