"""Mass balance: what may be carried from one period of three months into the next (IR (EU) 2022/996, Art. 19).

Of what the books show at the end of a period no more is carried on than is there; the rest is written off. Balances
stand apart: nothing moves from one to another.
"""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from verifier.rulebook import shapes
from verifier.rulebook.quantities import ONE, ZERO, months_after
from verifier.rulebook.results import Result
from verifier.rulebook.wording import Text

_CLAUSE = "IR (EU) 2022/996 Art. 19(l)"
_DAY = timedelta(days=1)


def _mass(label: Text, *, default: Decimal | None = None, hint: Text | None = None) -> Decimal:
    more: dict[str, Any] = {} if default is None else {"default": default}
    asked: Decimal = shapes.decimal(label, unit="kg", window=("0", "1e11"), hint=hint or Text("", ""), **more)
    return asked


@dataclass(frozen=True, kw_only=True)
class BalancePeriod:
    """One period of one balance, of sustainable material; both days are inclusive."""

    balance: str = shapes.text(Text("Balance", "质量平衡"), hint=Text("Site and product.", "场所与产品。"), default="")
    since: date = shapes.day(Text("From", "起"))
    until: date = shapes.day(Text("Until", "止"))
    opening_kg: Decimal = _mass(Text("Carried in from the period before", "上期结转"), default=ZERO)
    received_kg: Decimal = _mass(Text("Received or produced", "收入或产出"))
    conversion: Decimal = shapes.decimal(
        Text("Output per kilogram received", "每千克收入的产出"),
        unit="kg/kg",
        window=("0.0001", "10"),
        hint=Text("One where nothing is converted.", "无转化时为 1。"),
        slip=Text("Per cent for a fraction?", "是否把百分数当成小数？"),
        default=ONE,
    )
    dispatched_kg: Decimal = _mass(Text("Dispatched", "发出"))
    transferred_kg: Decimal = _mass(Text("Moved to another balance", "转至其他质量平衡"), default=ZERO)
    physical_kg: Decimal = _mass(
        Text("Physical stock at the end", "期末实物库存"),
        hint=Text("Of all material, sustainable or not.", "含可持续与非可持续的全部物料。"),
    )

    @property
    def book_kg(self) -> Decimal:
        """What the books show at the end; negative where more went out than there was."""
        return self.opening_kg + self.received_kg * self.conversion - self.dispatched_kg - self.transferred_kg

    @property
    def carried_kg(self) -> Decimal:
        return max(ZERO, min(self.book_kg, self.physical_kg))

    @property
    def written_off_kg(self) -> Decimal:
        return max(ZERO, self.book_kg - self.physical_kg)

    def lasts(self, months: int) -> bool:
        return self.until == months_after(self.since, months) - _DAY

    def follows(self, before: "BalancePeriod") -> bool:
        return self.since == before.until + _DAY

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.until < self.since:
            yield "until", Text("The period ends before it begins.", "期间的结束早于开始。")


def by_balance(periods: Sequence[BalancePeriod]) -> dict[str, list[BalancePeriod]]:
    """The periods of each balance in the order of time."""
    names = dict.fromkeys(one.balance for one in periods)
    ordered = sorted(periods, key=lambda one: one.since)
    return {name: [one for one in ordered if one.balance == name] for name in names}


def assess(periods: Sequence[BalancePeriod]) -> Iterator[Result]:
    """Of each period as given: what the books show, what is carried on and what is written off."""
    for number, one in enumerate(periods, start=1):
        for code, name, value in (
            ("book", Text("Book stock", "账面库存"), one.book_kg),
            ("carried", Text("Carried into the next period", "结转下期"), one.carried_kg),
            ("written_off", Text("Written off", "核销"), one.written_off_kg),
        ):
            yield Result(
                code=f"{code}_{number}",
                name=Text("{name}, {balance} until {until}", "{balance} {name}（至 {until}）").format(
                    name=name, balance=one.balance, until=one.until
                ),
                value=value,
                unit="kg",
                places=0,
                clause=_CLAUSE,
            )
