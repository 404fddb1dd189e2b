"""Embedded emissions of goods: what is attributed to the process that makes them, and what its precursors bring.

SEE = (direct + indirect emissions attributed + sum of precursor quantity x its SEE) / quantity, in t CO2eq/t.
"""

# ruff: noqa: RUF009 - what a field declares is not a default

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import Any

from verifier.rulebook import shapes
from verifier.rulebook.installations import TONNES
from verifier.rulebook.quantities import HUNDRED, ZERO, grouped
from verifier.rulebook.results import Calculation, Result, Step
from verifier.rulebook.streams import KILOGRAMS
from verifier.rulebook.wording import Text

PER_TONNE = "t CO2eq/t"
# A declared value has no more decimals than this.
DECIMALS = 5

BASES = {
    "own": Text("Made in this installation, a good of this report", "本设施生产，为本报告所列产品"),
    "actual": Text("Actual value of another installation", "其他设施的实际值"),
    "default": Text("Default value", "默认值"),
}
_CN_CODE = re.compile(r"\d{4}( ?\d{2}){0,2}", re.ASCII)
_PER_KILOGRAM = Text("Kilograms per tonne for tonnes per tonne?", "是否把 kg/t 当成 t/t？")


def _intensity(label: Text, hint: Text, **more: Any) -> Any:
    return shapes.decimal(label, unit=PER_TONNE, window=("0", "100"), slip=_PER_KILOGRAM, hint=hint, **more)


@dataclass(frozen=True, kw_only=True)
class Good:
    """A good and its production process; emissions of the period. `good` is the name by which it is judged alone."""

    good: str = shapes.text(Text("Good", "产品"))
    cn_code: str = shapes.text(Text("CN code", "CN 编码"), hint=Text("4, 6 or 8 digits.", "4、6 或 8 位。"))
    route: str = shapes.text(Text("Production route", "生产路线"))
    quantity_t: Decimal = shapes.decimal(
        Text("Activity level", "活动水平（产量）"), unit="t", window=("0.001", "5e7"), slip=KILOGRAMS
    )
    direct_t: Decimal = shapes.decimal(
        Text("Direct emissions attributed", "归属的直接排放"), unit=TONNES, window=("0", "1e8"), slip=KILOGRAMS
    )
    indirect_t: Decimal = shapes.decimal(
        Text("Indirect emissions attributed", "归属的间接排放"),
        unit=TONNES,
        window=("0", "1e8"),
        slip=KILOGRAMS,
        hint=Text("Where they count for this good.", "该产品须计入间接排放时填写。"),
        default=ZERO,
    )
    declared_see: Decimal = _intensity(
        Text("Specific embedded emissions declared", "申报的单位隐含排放"),
        Text("At most five decimals.", "小数不超过五位。"),
    )
    declared_free_allocation: Decimal | None = _intensity(
        Text("Free-allocation parameter declared", "申报的免费配额调整参数"), Text("", ""), default=None
    )
    found_free_allocation: Decimal | None = _intensity(
        Text("The same as found", "核查确定的免费配额调整参数"), Text("", ""), default=None
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if not _CN_CODE.fullmatch(self.cn_code):
            yield "cn_code", Text("A CN code has 4, 6 or 8 digits.", "CN 编码为 4、6 或 8 位数字。")
        if _decimals(self.declared_see) > DECIMALS:
            yield (
                "declared_see",
                Text(
                    "{see} has more than {most} decimals. State it as it is declared.",
                    "{see} 的小数超过 {most} 位。请按申报值填写。",
                ).format(see=self.declared_see, most=DECIMALS),
            )
        if (self.declared_free_allocation is None) != (self.found_free_allocation is None):
            name = "declared" if self.declared_free_allocation is None else "found"
            yield f"{name}_free_allocation", Text("State both, or neither.", "申报值与核查值须同时填写或均不填。")


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


@dataclass(frozen=True, kw_only=True)
class Precursor:
    """Relevant precursor used for a good. An actual value needs the report of an accredited verifier behind it."""

    good: str = shapes.text(Text("Used for", "用于产品"), hint=Text("Name of the good.", "产品名称。"))
    name: str = shapes.text(Text("Precursor", "前体"))
    quantity_t: Decimal = shapes.decimal(Text("Used", "用量"), unit="t", window=("0", "5e7"), slip=KILOGRAMS)
    basis: str = shapes.choice(Text("Value", "数值来源"), BASES)
    see_t_per_t: Decimal | None = _intensity(
        Text("Specific embedded emissions", "单位隐含排放"),
        Text("Left out where it is made here.", "本设施生产的不填。"),
        default=None,
    )
    source: str = shapes.text(
        Text("Installation, or publication of the default value", "来源设施或默认值出处"), default=""
    )
    report: str = shapes.text(Text("Verification report", "核查报告"), default="")
    accredited: bool = shapes.boolean(
        Text("Its verifier is accredited for this scope", "核查机构具备该范围认可"), default=False
    )
    produced_from: date | None = shapes.day(Text("Produced from", "生产起"), default=None)
    produced_until: date | None = shapes.day(Text("Produced until", "生产止"), default=None)
    verified_from: date | None = shapes.day(Text("Report covers from", "报告覆盖起"), default=None)
    verified_until: date | None = shapes.day(Text("Report covers until", "报告覆盖止"), default=None)

    def misfits(self) -> Iterator[tuple[str, Text]]:
        own = self.basis == "own"
        if own and self.see_t_per_t is not None:
            yield (
                "see_t_per_t",
                Text("It is computed from the good made here; remove it.", "由本设施产品计算，请删除。"),
            )
        if not own and self.see_t_per_t is None:
            yield "see_t_per_t", Text("This is missing.", "此项缺失。")
        if not own and not self.source:
            yield "source", Text("Say where the value is from.", "请说明数值来源。")

    @property
    def is_verified(self) -> bool:
        """Whether the report of an accredited verifier covers the days in which it was produced."""
        days = (self.verified_from, self.produced_from, self.produced_until, self.verified_until)
        known = [day for day in days if day is not None]
        return bool(self.report) and self.accredited and len(known) == len(days) and known == sorted(known)


def misfits(goods: Iterable[Good], precursors: Iterable[Precursor]) -> Iterator[tuple[str, Text]]:
    """What does not fit between goods and precursors."""
    goods, precursors = tuple(goods), tuple(precursors)
    names, made_of = [good.good for good in goods], _made_of(precursors)
    for place, name in enumerate(names):
        if name in names[:place]:
            yield f"goods/{place}/good", Text("A good stands here once; give each a name of its own.", "产品名称重复。")
    for place, row in enumerate(precursors):
        if row.good not in names:
            yield f"precursors/{place}/good", Text("There is no such good.", "没有该产品。")
        elif row.basis == "own" and row.name not in names:
            yield f"precursors/{place}/name", Text("No good of this name is made here.", "本设施没有该名称的产品。")
        elif row.basis == "own" and row.good in _all_in(row.name, made_of):
            yield f"precursors/{place}/name", Text("A good cannot be made of itself.", "产品不能以自身为前体。")


def _made_of(precursors: Iterable[Precursor]) -> dict[str, set[str]]:
    """The goods of the installation that go into each other one."""
    found: dict[str, set[str]] = {}
    for row in precursors:
        if row.basis == "own":
            found.setdefault(row.good, set()).add(row.name)
    return found


def _all_in(name: str, made_of: Mapping[str, set[str]]) -> set[str]:
    """The good itself and all goods of the installation that go into it."""
    found, ahead = {name}, [name]
    while ahead:
        more = made_of.get(ahead.pop(), set()) - found
        found |= more
        ahead += more
    return found


def intensities(goods: Iterable[Good], precursors: Iterable[Precursor]) -> dict[str, Decimal]:
    """The specific embedded emissions of each good by its name, unrounded."""
    by_name, precursors = {good.good: good for good in goods}, tuple(precursors)
    used: dict[str, list[Precursor]] = {name: [] for name in by_name}
    for row in precursors:
        used[row.good].append(row)
    made_of, found = _made_of(precursors), dict[str, Decimal]()
    # What goes into a good comes before it.
    for name in TopologicalSorter({name: made_of.get(name, ()) for name in by_name}).static_order():
        good = by_name[name]
        brought = sum((row.quantity_t * _value(row, found) for row in used[name]), ZERO)
        found[name] = (good.direct_t + good.indirect_t + brought) / good.quantity_t
    return found


def _value(row: Precursor, found: Mapping[str, Decimal]) -> Decimal:
    return found[row.name] if row.basis == "own" else row.see_t_per_t or ZERO


def assess(goods: Iterable[Good], precursors: Iterable[Precursor], *, clause: str) -> Calculation:
    """SEE of each good, how far the declared value departs from it, and a step for each term."""
    goods, precursors = tuple(goods), tuple(precursors)
    found = intensities(goods, precursors)
    return Calculation(
        results=tuple(result for good in goods for result in _results(good, found[good.good], clause)),
        steps=tuple(step for good in goods for step in _steps(good, precursors, found, clause)),
    )


def _results(good: Good, found: Decimal, clause: str) -> Iterator[Result]:
    yield Result(
        code=f"SEE_{good.good}",
        name=Text("Specific embedded emissions of {good}", "{good}的单位隐含排放").format(good=good.good),
        value=found,
        unit=PER_TONNE,
        places=DECIMALS,
        clause=clause,
        headline=True,
    )
    if good.declared_see:
        yield Result(
            code=f"departure_{good.good}",
            name=Text("Departure of the declared value of {good}", "{good}申报值偏差").format(good=good.good),
            value=abs(found - good.declared_see) / good.declared_see * HUNDRED,
            unit="%",
            places=3,
            clause=clause,
        )


def _steps(good: Good, precursors: tuple[Precursor, ...], found: Mapping[str, Decimal], clause: str) -> Iterator[Step]:
    brought = ZERO
    for number, row in enumerate((row for row in precursors if row.good == good.good), start=1):
        see = _value(row, found)
        brought += row.quantity_t * see
        yield Step(
            code=f"precursor_{good.good}_{number}",
            label=Text("{precursor} in {good}", "{good}中的{precursor}").format(precursor=row.name, good=good.good),
            expression=f"{grouped(row.quantity_t)} t × {see:.{DECIMALS}f} {PER_TONNE}",
            value=row.quantity_t * see,
            unit=TONNES,
            clause=clause,
        )
    yield Step(
        code=f"embedded_{good.good}",
        label=Text("Embedded emissions of {good}", "{good}的隐含排放").format(good=good.good),
        expression=f"{grouped(good.direct_t)} + {grouped(good.indirect_t)} + {grouped(brought)} t CO2eq",
        value=good.direct_t + good.indirect_t + brought,
        unit=TONNES,
        clause=clause,
    )
