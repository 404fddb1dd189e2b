"""Serial numbers of Verified Carbon Units, by specimens; the registry counts them in one row, whatever the project."""

import re

from verifier.errors import Unfit
from verifier.rulebook.serials import Serial
from verifier.rulebook.wording import Text

# Issuance, first, last, methodology type, country, scope, project, vintage from and until, additional certification.
_FORM = re.compile(
    r"(\d{1,18})-(\d{1,18})-(\d{1,18})-VCS-VCU-(\d+)-VER-([A-Z]{2})-(\d{1,2})-(\d+)-(\d{8})-(\d{8})-([01O])", re.ASCII
)
NOT_A_SERIAL = Text("{text} is not a serial number of the VCS registry.", "{text} 不是 VCS 登记簿的序列号。")


def parse(text: str) -> Serial:
    """The block that a serial number names. Raises Unfit."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise Unfit(NOT_A_SERIAL.format(text=text))
    return Serial(namespace=("VCS-VCU",), first=int(found[2]), last=int(found[3]))
