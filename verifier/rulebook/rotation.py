"""How long the same people, or the same body, may verify the same client: years served, and years of rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Whose(StrEnum):
    """Whose years are counted: those of the person who leads, of anybody on the team, or of the body itself."""

    LEAD = "lead"
    TEAM = "team"
    BODY = "body"


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """`most` and `rest` are codes of figures: years served, and years off after them; `rest` may be unknown.

    `consecutive`: any year off starts the count anew; otherwise only a rest of full length does.
    `of_project`: services to other projects of the client do not count.
    """

    whose: Whose
    most: str
    rest: str
    consecutive: bool
    of_project: bool
    clause: str


def is_free(served: Iterable[int], year: int, *, most: int, rest: int | None, consecutive: bool) -> bool:
    """Whether somebody who served in the years `served` may serve for `year`.

    Years after `year` say nothing. A rest of unknown length (None) ends with the first year off.
    """
    count, last = 0, None
    for one in sorted(one for one in set(served) if one < year):
        off = 0 if last is None else one - last - 1
        count = 1 if _starts_anew(off, count, most=most, rest=rest, consecutive=consecutive) else count + 1
        last = one
    if last is None:
        return True
    off = year - last - 1
    return count < most or _starts_anew(off, count, most=most, rest=rest, consecutive=consecutive)


def _starts_anew(off: int, count: int, *, most: int, rest: int | None, consecutive: bool) -> bool:
    needed = 1 if rest is None else rest
    if consecutive and count < most:
        needed = 1
    return off >= needed
