"""What only this scheme asks for: the days of the certification cycle, the impacts and the safeguards."""

# ruff: noqa: RUF009 - what a field declares is not a default

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.other_programmes import CreditedElsewhere
from verifier.rulebook.power import GridPower
from verifier.rulebook.scales import Scaled
from verifier.rulebook.wording import Text

_PROJECT = re.compile(r"GS\d{1,9}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One thing that was monitored beside the emissions."""

    indicator: str = shapes.text(Text("Indicator", "指标"))
    value: Decimal = shapes.decimal(Text("Value", "数值"), unit="", window=("-1e15", "1e15"))
    unit: str = shapes.text(Text("Unit", "单位"))
    evidence: str = shapes.text(Text("Evidence", "证据"))


@dataclass(frozen=True, kw_only=True)
class Impact(Indicator):
    """What the project did for one of the seventeen goals."""

    goal: int = shapes.integer(Text("Sustainable Development Goal", "可持续发展目标"), window=(1, 17))


@dataclass(frozen=True, kw_only=True)
class Particulars(GridPower, Scaled, CreditedElsewhere):
    """One project, known by its number and not by its title, with the days of its certification."""

    sustaincert_id: str = shapes.text(
        Text("Number of the project", "项目编号"), hint=Text("Such as GS23718.", "例如 GS23718。")
    )
    listed_on: date = shapes.day(Text("Listed on", "列名日"))
    validated_on: date = shapes.day(Text("Validation completed on", "审定完成日"))
    design_certified_on: date = shapes.day(
        Text("Design certified on", "设计认证日"),
        hint=Text("The latest certification or renewal.", "最近一次认证或续期。"),
    )
    implemented_on: date = shapes.day(Text("Implemented on", "项目实施日"))
    performed_on: date | None = shapes.day(
        Text("Last performance certification", "最近一次绩效认证日"),
        hint=Text("Left out at the first.", "首次不填。"),
        default=None,
    )
    impacts: tuple[Impact, ...] = shapes.rows(
        Impact, Text("Impacts on the Sustainable Development Goals", "可持续发展目标影响")
    )
    safeguards: tuple[Indicator, ...] = shapes.rows(Indicator, Text("Safeguards", "保障措施"))

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from super().misfits()
        if not _PROJECT.fullmatch(self.sustaincert_id):
            yield (
                "sustaincert_id",
                Text("A project's number is GS and digits, such as GS23718.", "项目编号为 GS 加数字，例如 GS23718。"),
            )
        if self.validated_on < self.listed_on:
            yield "validated_on", Text("Validated before it was listed.", "审定完成早于列名。")
