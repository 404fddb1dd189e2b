"""What only this scheme asks for: the host's approval, prior consideration, levies, authorisation and use."""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.authorisations import USES, Authorisation
from verifier.rulebook.other_programmes import CreditedElsewhere
from verifier.rulebook.power import GridPower
from verifier.rulebook.quantities import ZERO
from verifier.rulebook.scales import Scaled
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_4.scopes import SCOPES

AT_HOME = "host"
INTENDED = {AT_HOME: Text("within the host Party, no use abroad", "在东道国境内使用，不作国际使用"), **USES}


@dataclass(frozen=True, kw_only=True)
class Particulars(GridPower, Scaled, CreditedElsewhere):
    """One activity: power in a grid. Units with a letter of authorisation are authorised A6.4ERs, all others are
    mitigation contributions."""

    activity: str = shapes.text(Text("Reference of the activity", "活动编号"))
    sectoral_scope: str = shapes.choice(Text("Sectoral scope", "专业领域"), SCOPES, default="1")
    started_on: date = shapes.day(Text("Start of the activity", "活动开始日"))
    notified_on: date | None = shapes.day(
        Text("Prior consideration notified on", "事先考虑通知日"),
        hint=Text("To the secretariat.", "向秘书处通知。"),
        default=None,
    )
    host_approved_on: date | None = shapes.day(Text("Approved by the host Party on", "东道国批准日"), default=None)
    participants_authorised: bool = shapes.boolean(
        Text("The host authorised the participants", "东道国已授权参与方"), default=False
    )
    mitigation_percent: Decimal | None = shapes.decimal(
        Text(
            "Share cancelled for overall mitigation, where it is more than the least",
            "全面减缓注销比例（高于最低值时填写）",
        ),
        unit="%",
        window=("0", "90"),
        default=None,
    )
    intended_use: str = shapes.choice(Text("Intended use", "拟议用途"), INTENDED, default=AT_HOME)
    authorisations: tuple[Authorisation, ...] = shapes.rows(
        Authorisation, Text("Letter of authorisation", "授权书"), hint=Text("One at most.", "至多一份。")
    )
    issued_t: Decimal = shapes.decimal(
        Text("Issued under the letter before", "该授权书项下此前已签发"),
        unit="t CO2eq",
        window=("0", "1e10"),
        default=ZERO,
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from super().misfits()
        if len(self.authorisations) > 1:
            yield "authorisations", Text("One letter at most covers an issuance.", "一次签发至多对应一份授权书。")
        if self.issued_t and not self.authorisations:
            yield "issued_t", Text("There is no letter under which it was issued.", "未填写相应授权书。")
