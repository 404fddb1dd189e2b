"""Serial numbers of the programme's units, by specimens; counted anew in each vintage and batch of a product."""

import re

from verifier.errors import Unfit
from verifier.rulebook.serials import Serial
from verifier.rulebook.wording import Text

# Country, project, product, vintage, batch, first, last.
_FORM = re.compile(r"GS1-1-([A-Z]{2})-GS(\d+)-(\d+)-(\d{4})-(\d+)-(\d{1,18})-(\d{1,18})", re.ASCII)
NOT_A_SERIAL = Text("{text} is not a serial number of this registry.", "{text} 不是该登记簿的序列号。")


def parse(text: str) -> Serial:
    """The block that a serial number names. Raises Unfit."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise Unfit(NOT_A_SERIAL.format(text=text))
    *namespace, first, last = found.groups()
    return Serial(namespace=tuple(namespace), first=int(first), last=int(last))
