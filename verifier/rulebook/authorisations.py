"""Authorisations of mitigation outcomes by a Party: what a letter says, and how much has been drawn on it.

Decision 2/CMA.3 annex, paras. 1, 2; decision 4/CMA.6 annex II, table of authorisations.
"""

# ruff: noqa: RUF009 - what a field declares is not a default

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from verifier.rulebook import shapes
from verifier.rulebook.quantities import ZERO
from verifier.rulebook.wording import Text

USES = {
    "NDC": Text("towards a nationally determined contribution", "用于国家自主贡献"),
    "OIMP": Text("for other international mitigation purposes", "用于其他国际减缓目的"),
    "OP": Text("for other purposes", "用于其他目的"),
}
PURPOSES = {
    "NDC": Text("Use towards nationally determined contributions", "用于国家自主贡献"),
    "OIMP": Text("Other international mitigation purposes", "用于其他国际减缓目的"),
    "NDC_AND_OIMP": Text("Both", "两者兼可"),
    "OP": Text("Other purposes", "其他目的"),
}
COVERED = {"NDC": {"NDC"}, "OIMP": {"OIMP"}, "NDC_AND_OIMP": {"NDC", "OIMP"}, "OP": {"OP"}}
FIRST_TRANSFERS = {
    "AUTHORISATION": Text("Authorisation", "授权"),
    "ISSUANCE": Text("Issuance", "签发"),
    "USE_OR_CANCELLATION": Text("Use or cancellation", "使用或注销"),
}
_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
NOT_A_PARTY = Text("Give the Party's code of three letters, such as GHA.", "请填写缔约方的三位字母代码，例如 GHA。")
TONNES_SLIP = Text("Kilograms for tonnes?", "是否误用千克代替吨?")


def party() -> Any:
    """A field for the code of a Party (ISO 3166, three letters); `misfit` judges it."""
    return shapes.text(Text("Party", "缔约方"), hint=Text("Three letters.", "三位字母代码。"))


def misfits_of_party(code: str) -> Iterator[tuple[str, Text]]:
    if not _CODE.fullmatch(code):
        yield "party", NOT_A_PARTY


@dataclass(frozen=True, kw_only=True)
class Authorisation:
    """One letter of authorisation; the years of the time frame are vintages, both included."""

    identifier: str = shapes.text(Text("Number of the letter", "授权书编号"))
    party: str = party()
    approach: str = shapes.text(Text("Cooperative approach or activity it names", "所载合作方法或活动编号"))
    on: date = shapes.day(Text("Authorised on", "授权日期"))
    quantity_t: Decimal = shapes.decimal(
        Text("Authorised quantity", "授权数量"), unit="t CO2eq", window=("1", "1e10"), slip=TONNES_SLIP
    )
    vintage_from: int = shapes.integer(Text("First vintage", "起始年份"), window=(2013, 2100))
    vintage_until: int = shapes.integer(Text("Last vintage", "截止年份"), window=(2013, 2100))
    sectors: tuple[str, ...] = shapes.texts(Text("Sectors or activity types", "领域或活动类型"))
    purposes: str = shapes.choice(Text("Authorised for", "授权用途"), PURPOSES)
    oimp_first_transfer: str | None = shapes.choice(
        Text("First transfer, for other purposes than a contribution", "非国家自主贡献用途的首次转让时点"),
        FIRST_TRANSFERS,
        hint=Text("As the Party specifies it in this letter.", "按该授权书的规定。"),
        default=None,
    )
    signed_by_notified: bool = shapes.boolean(
        Text("Signed by the authority the Party has notified", "由缔约方通报的主管机关签署"), default=False
    )
    published: bool = shapes.boolean(
        Text("Published on the centralized platform", "已在集中核算和报告平台公布"), default=False
    )
    revoked_on: date | None = shapes.day(Text("Revoked with effect from", "撤销生效日"), default=None)
    reaches_back: bool = shapes.boolean(
        Text("Its published terms let a change reach what was first transferred", "公布条款允许变更溯及已首次转让部分"),
        default=False,
    )

    @property
    def for_other_purposes(self) -> bool:
        return self.purposes != "NDC"

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from misfits_of_party(self.party)
        if self.vintage_until < self.vintage_from:
            yield "vintage_until", Text("The time frame ends before it begins.", "授权期的结束早于开始。")


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A quantity that rests on an authorisation. `first`: it is first transferred or issued, and counts against it.

    `on` is None where that is yet to come; `use` is empty where none is named.
    """

    subject: str
    identifier: str
    t: Decimal
    vintage: int
    use: str = ""
    on: date | None = None
    first: bool = True


def drawn_under(identifier: str, drawn: Iterable[Drawn]) -> Decimal:
    """What has been drawn on the authorisation of this number, in t CO2eq."""
    return sum((one.t for one in drawn if one.first and one.identifier == identifier), ZERO)
