"""What a certification system asks of a case beside the product: the audit, its sample, and the chain of custody."""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import mass_balance, sampling, shapes
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.mass_balance import BalancePeriod
from verifier.rulebook.quantities import ZERO
from verifier.rulebook.results import Result
from verifier.rulebook.wording import Text

AUDITS = {
    "first": Text("First audit", "首次审核"),
    "surveillance": Text("Surveillance audit", "监督审核"),
    "recertification": Text("Recertification audit", "再认证审核"),
}
RISKS = {
    "regular": Text("Regular", "一般"),
    "medium": Text("Medium", "中"),
    "high": Text("High", "高"),
}
_FULL = Text("{what}, name and place", "{what}（名称与地点）")


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Certified material that came in, with the supplier's certificate; both days of its validity are inclusive."""

    supplier: str = shapes.text(_FULL.format(what=Text("Supplier", "供应方")))
    certificate: str = shapes.text(Text("Number of its certificate", "其证书编号"))
    valid_from: date = shapes.day(Text("Valid from", "有效期起"))
    valid_until: date = shapes.day(Text("Valid until", "有效期止"))
    on: date = shapes.day(Text("Dispatched on", "发运日期"))
    kg: Decimal = shapes.decimal(Text("Mass", "质量"), unit="kg", window=("0", "1e10"))
    gathers: bool = shapes.boolean(
        Text("The supplier is a first gathering or collecting point", "供应方为首个收集点"), default=False
    )


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A consignment that went out under a declaration of the operator's own."""

    number: str = shapes.text(Text("Number of the declaration", "声明编号"))
    batch: str = shapes.text(Text("Batch", "批次"), default="")
    system: str = shapes.text(
        Text("System under which it is declared", "声明所属体系"),
        hint=Text("Empty: this one.", "留空即本体系。"),
        default="",
    )
    on: date = shapes.day(Text("Dispatched on", "发运日期"))
    kg: Decimal = shapes.decimal(Text("Mass", "质量"), unit="kg", window=("0", "1e10"))
    buyer: str = shapes.text(_FULL.format(what=Text("Buyer", "买方")), default="")
    loading: str = shapes.text(Text("Bill of lading or weighbridge ticket", "提单或磅单号"), default="")
    union_database_kg: Decimal | None = shapes.decimal(
        Text("Mass in the Union Database", "欧盟数据库登记质量"), unit="kg", window=("0", "1e10"), default=None
    )


@dataclass(frozen=True, kw_only=True)
class Validity:
    """Days on which the operator's certificate was valid, both included; a suspension parts two of them."""

    since: date = shapes.day(Text("From", "起"))
    until: date = shapes.day(Text("Until", "止"))

    def covers(self, day: date) -> bool:
        return self.since <= day <= self.until

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.until < self.since:
            yield "until", Text("The validity ends before it begins.", "有效期的结束早于开始。")


@dataclass(frozen=True, kw_only=True)
class Certification:
    """What is asked whatever is made. All of it may be left out; what is given is held against the rules."""

    audit: str | None = shapes.choice(Text("Kind of audit", "审核类型"), AUDITS, default=None)
    risk: str | None = shapes.choice(Text("Level of risk", "风险等级"), RISKS, default=None)
    claims: int | None = shapes.integer(
        Text("Declarations from which the sample is drawn", "供抽样的声明总数"), window=(1, 1_000_000), default=None
    )
    failed_audit_on: date | None = shapes.day(
        Text("First audit failed under another system on", "在其他体系首次审核未通过日期"), default=None
    )
    fraud_found_on: date | None = shapes.day(Text("Excluded for fraud on", "因欺诈被排除日期"), default=None)
    opening_stock_kg: Decimal = shapes.decimal(
        Text("Stock at the start of the period", "期初库存"), unit="kg", window=("0", "1e10"), default=ZERO
    )
    receipts: tuple[Receipt, ...] = shapes.rows(Receipt, Text("Certified material received", "收入的认证物料"))
    deliveries: tuple[Delivery, ...] = shapes.rows(Delivery, Text("Consignments declared", "已声明的发货"))
    validities: tuple[Validity, ...] = shapes.rows(
        Validity, Text("When the certificate for these consignments was valid", "上述发货所依据证书的有效期间")
    )
    mass_balance: tuple[BalancePeriod, ...] = shapes.rows(BalancePeriod, Text("Mass balance", "质量平衡"))


def sample_size(own: Certification, figures: FigureBook) -> int | None:
    """How many of the declarations are looked at: the factor of the risk times the root of their number, rounded up."""
    if own.risk is None or own.claims is None:
        return None
    return sampling.of_sites(own.claims, figures[f"risk.{own.risk}"])


def assess(own: Certification, figures: FigureBook) -> Iterator[Result]:
    """The size of the sample, and what the mass balance carries on."""
    size = sample_size(own, figures)
    if size is not None:
        yield Result(
            code="sample_size",
            name=Text("Declarations to be looked at", "应抽查声明数"),
            value=Decimal(size),
            unit="declarations",
            places=0,
            clause=figures.of(f"risk.{own.risk}").clause,
        )
    yield from mass_balance.assess(own.mass_balance)
