"""Whether a project takes part in another mechanism too, and what was issued there: one tonne, one claim."""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from verifier.rulebook import shapes
from verifier.rulebook.rules import Breach
from verifier.rulebook.wording import Text


@dataclass(frozen=True, kw_only=True)
class Participation:
    """Another mechanism with which the project is or was registered; both days of what it credited are included."""

    mechanism: str = shapes.text(Text("Mechanism", "机制名称"))
    reference: str = shapes.text(Text("Reference there", "该机制下编号"), default="")
    credited_from: date | None = shapes.day(Text("Credited there from", "该机制计入起"), default=None)
    credited_until: date | None = shapes.day(Text("Credited there until", "该机制计入止"), default=None)
    exit_proved: bool = shapes.boolean(
        Text("It has left, with proof on file", "已退出且凭证在案"),
        hint=Text("A letter of the other mechanism.", "该机制出具的证明。"),
        default=False,
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if (self.credited_from is None) != (self.credited_until is None):
            yield "credited_until", Text("Give both days or neither.", "起止日期须同时填写。")
        elif self.credited_from and self.credited_until and self.credited_until < self.credited_from:
            yield "credited_until", Text("This ends before it begins.", "结束早于开始。")

    def overlaps(self, first: date, last: date) -> bool:
        """Whether something was credited there within the days from `first` to `last`."""
        if self.credited_from is None or self.credited_until is None:
            return False
        return self.credited_from <= last and first <= self.credited_until


def objections(elsewhere: Iterable[Participation], first: date, last: date) -> Iterator[Breach]:
    """What speaks against crediting the days from `first` to `last` here."""
    for one in elsewhere:
        if one.overlaps(first, last):
            yield Breach(
                one.mechanism,
                Text(
                    "{mechanism} credited {since} to {until}, which overlaps {first} to {last}. Leave these days out.",
                    "{mechanism} 已对 {since} 至 {until} 计入减排量，与 {first} 至 {last} 重叠。请剔除重叠日期。",
                ).format(
                    mechanism=one.mechanism, since=one.credited_from, until=one.credited_until, first=first, last=last
                ),
            )
        elif not one.exit_proved:
            yield Breach(
                one.mechanism,
                Text(
                    "The project takes part in {mechanism}. Put the proof that it has left on file, or refuse.",
                    "项目参与 {mechanism}。请将退出证明存档，否则不予受理。",
                ).format(mechanism=one.mechanism),
            )
