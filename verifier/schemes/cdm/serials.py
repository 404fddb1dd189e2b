"""Serial numbers of certified emission reductions: what they are made of, in the order in which they are printed.

Track and day of expiry may follow; their printed form was not seen, and a number that bears them is refused.
"""

import re
from dataclasses import dataclass

from verifier.errors import Unfit
from verifier.rulebook.serials import Serial
from verifier.rulebook.wording import Text

UNITS = {
    "5": Text("CER", "CER"),
    "6": Text("temporary CER (tCER)", "临时核证减排量（tCER）"),
    "7": Text("long-term CER (lCER)", "长期核证减排量（lCER）"),
}
_FORM = re.compile(r"([A-Z]{2})-([567])-(\d{1,18})-(\d{1,18})-(\d)-(\d)-(\d)-(\d{1,9})", re.ASCII)
NOT_A_SERIAL = Text("{text} is not a serial number of a CER.", "{text} 不是 CER 序列号。")


@dataclass(frozen=True, kw_only=True)
class Elements:
    """A block of one Party's units: their kind, commitment periods (original, applied), land-use activity, project."""

    serial: Serial
    party: str
    unit: str
    original_period: int
    applied_period: int
    land_use: int
    project: int


def parse(text: str) -> Elements:
    """The elements of a serial number; blocks are counted by Party, kind of unit and original period. Raises Unfit."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise Unfit(NOT_A_SERIAL.format(text=text))
    party, unit, first, last, original, applied, land_use, project = found.groups()
    return Elements(
        serial=Serial(namespace=(party, unit, original), first=int(first), last=int(last)),
        party=party,
        unit=unit,
        original_period=int(original),
        applied_period=int(applied),
        land_use=int(land_use),
        project=int(project),
    )
