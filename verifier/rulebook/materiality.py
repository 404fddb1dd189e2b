"""Whether misstatements are material: signed, alone and together, against a threshold (ISO 14064-3 5.1.6, 6.3.2).

Amounts are in the unit of the claim; positive where the claim gains by the error. Compared unrounded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from verifier.rulebook.fieldwork import TRIGGERS, Misstatement
from verifier.rulebook.quantities import CONTEXT, HUNDRED, ZERO, grouped
from verifier.rulebook.wording import Text


class Comparison(StrEnum):
    """From where on an error is material: at the threshold, above it, or without any threshold."""

    AT_LEAST = "at_least"
    EXCEEDS = "exceeds"
    ANY = "any"


@dataclass(frozen=True, kw_only=True)
class Test:
    """How a scheme compares. `over_only`: only what the claim gains counts. `single`: one error alone may suffice."""

    __test__ = False  # not one of pytest's

    comparison: Comparison
    over_only: bool = False
    single: bool = True

    def met(self, amount: Decimal, threshold: Decimal) -> bool:
        """Whether an amount is material."""
        weighed = max(amount, ZERO) if self.over_only else abs(amount)
        if self.comparison is Comparison.ANY:
            return weighed > ZERO
        return weighed > threshold or (
            weighed == threshold and weighed > ZERO and self.comparison is Comparison.AT_LEAST
        )


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What the errors of one claim come to. `grounds` says why they are material; `warning` what to look at anyway."""

    subject: str
    base: Decimal
    threshold: Decimal
    net: Decimal
    over: Decimal
    gross: Decimal
    largest: Decimal
    grounds: tuple[Text, ...]
    warning: Text | None

    @property
    def material(self) -> bool:
        return bool(self.grounds)

    def percent(self, amount: Decimal) -> Decimal:
        """An amount in per cent of the base; zero where there is none."""
        return amount / self.base * HUNDRED if self.base else ZERO

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Why it is material, or why it is not."""
        return self.grounds or (_WITHIN if self.gross else _NOTHING_LEFT,)

    def dump(self) -> dict[str, object]:
        """Plain data, every number a string, exact."""
        amounts = {name: getattr(self, name) for name in ("threshold", "net", "over", "gross", "largest")}
        with localcontext(CONTEXT):
            percents = {f"{name}_percent": format(self.percent(amount), "f") for name, amount in amounts.items()}
        return {
            "subject": self.subject,
            "base": format(self.base, "f"),
            **{name: format(amount, "f") for name, amount in amounts.items()},
            **percents,
            "material": self.material,
            "reasons": [reason._asdict() for reason in self.reasons],
            "warning": self.warning._asdict() if self.warning else None,
        }


_WITHIN = Text("What is not corrected stays within the threshold.", "未更正的错报在门槛之内。")
_NOTHING_LEFT = Text("Nothing is left uncorrected.", "没有未更正的错报。")


def weigh(
    rows: Iterable[Misstatement], test: Test, *, base: Decimal, percent: Decimal | None = None, subject: str = ""
) -> Weighed:
    """The errors that are not corrected, against `percent` of `base`. Without a percentage the threshold is zero."""
    still = [row for row in rows if not row.corrected]
    amounts = [row.amount for row in still]
    threshold = ZERO if percent is None else abs(base) * percent / HUNDRED
    net, over = sum(amounts, ZERO), sum((max(amount, ZERO) for amount in amounts), ZERO)
    return Weighed(
        subject=subject,
        base=base,
        threshold=threshold,
        net=net,
        over=over,
        gross=sum((abs(amount) for amount in amounts), ZERO),
        largest=max((abs(amount) for amount in amounts), default=ZERO),
        grounds=tuple(_grounds(still, net, threshold, test)),
        warning=None if test.met(net, threshold) or not test.met(over, threshold) else _HIDDEN,
    )


_HIDDEN = Text(
    "The net error is below the threshold only because errors against the claim hide those in its favour.",
    "净额未达门槛，仅因不利误差抵消了有利误差。",
)


def _grounds(still: list[Misstatement], net: Decimal, threshold: Decimal, test: Test) -> Iterable[Text]:
    for row in still:
        if row.trigger:
            yield Text(
                "{reference} is material by its nature, whatever its size: {why}.",
                "{reference} 性质上重要，与金额无关：{why}。",
            ).format(reference=row.reference, why=TRIGGERS[row.trigger])
        elif test.single and test.met(row.amount, threshold):
            yield _REACHED.format(
                what=Text("{reference} alone", "{reference} 单项").format(reference=row.reference),
                amount=grouped(row.amount),
                threshold=grouped(threshold),
            )
    if test.met(net, threshold):
        yield _REACHED.format(
            what=Text("All errors together", "全部错报合计"), amount=grouped(net), threshold=grouped(threshold)
        )


_REACHED = Text(
    "{what}: {amount}, with a threshold of {threshold}.",
    "{what}：{amount}，门槛为 {threshold}。",
)
