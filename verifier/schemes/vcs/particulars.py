"""What only this scheme asks for: when the project began and was validated."""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from verifier.rulebook import shapes
from verifier.rulebook.other_programmes import CreditedElsewhere
from verifier.rulebook.power import GridPower
from verifier.rulebook.wording import Text


@dataclass(frozen=True, kw_only=True)
class Particulars(GridPower, CreditedElsewhere):
    """One project, as the family describes it, with the two days between which it had to be validated."""

    started_on: date | None = shapes.day(
        Text("Start of the project", "项目启动日"),
        hint=Text("When it began to reduce emissions.", "开始产生减排之日。"),
        default=None,
    )
    validated_on: date | None = shapes.day(
        Text("Validation completed on", "审定完成日"),
        hint=Text("Left out where validation and verification go together.", "审定与核查同时进行时不填。"),
        default=None,
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from super().misfits()
        if self.validated_on and not self.started_on:
            yield "started_on", Text("Give the day on which the project started too.", "请同时填写项目启动日。")
