"""What an installation emits: its source streams, energy it buys, and what is estimated where data are missing.

What meters showed while out of their class or uncalibrated is moved to the conservative side.
"""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.power import FAULTS
from verifier.rulebook.quantities import HUNDRED, ONE, ZERO, grouped
from verifier.rulebook.results import Calculation, Result, Step
from verifier.rulebook.streams import KILOGRAMS, Stream, emitted, zero_rated
from verifier.rulebook.wording import Text

TONNES = "t CO2eq"
BOUGHT = {
    "electricity": Text("Electricity", "电力"),
    "heat": Text("Heat", "热力"),
}
_BOUGHT_IN = {"electricity": "MWh", "heat": "GJ"}


@dataclass(frozen=True, kw_only=True)
class Metering:
    """How sound the meter behind a quantity is. What it showed out of class or uncalibrated is made conservative."""

    fault: str | None = shapes.choice(
        Text("Fault of the meter", "计量器具问题"),
        FAULTS,
        hint=Text("For the quantity of this row only.", "仅就本行数据。"),
        default=None,
    )
    specified_percent: Decimal | None = shapes.decimal(
        Text("Error that its class allows", "规定误差"), unit="%", window=("0", "20"), default=None
    )
    actual_percent: Decimal | None = shapes.decimal(
        Text("Error that was found", "实际误差"), unit="%", window=("0", "20"), default=None
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        for name in ("specified_percent", "actual_percent"):
            wanted = name in _OF_FAULT[self.fault]
            if (getattr(self, name) is None) == wanted:
                yield name, _FAULT_NEEDS if wanted else _FAULT_NEEDS_NOT
        if self.fault == "out_of_class" and self.actual_percent is not None and self.share <= ZERO:
            yield "actual_percent", _NO_FAULT

    @property
    def share(self) -> Decimal:
        """By how much the quantity is moved: what lies beyond the class, or all that the class allows."""
        specified, actual = self.specified_percent or ZERO, self.actual_percent or ZERO
        return (actual - specified if self.fault == "out_of_class" else specified) / HUNDRED

    def raised(self, quantity: Decimal) -> Decimal:
        """Of activity data: never understated."""
        return quantity * (ONE + self.share)

    def lowered(self, quantity: Decimal) -> Decimal:
        """Of output: never overstated."""
        return quantity * (ONE - self.share)


_OF_FAULT: dict[str | None, tuple[str, ...]] = {
    None: (),
    "out_of_class": ("specified_percent", "actual_percent"),
    "not_calibrated": ("specified_percent",),
}
_NO_FAULT = Text("Within its class a meter has no fault; remove the fault.", "未超过规定误差即无此情形，请删除。")
_FAULT_NEEDS = Text("This fault needs it.", "该情形需要此项。")
_FAULT_NEEDS_NOT = Text("Without such a fault it is not asked for; remove it.", "无此情形时不填，请删除。")


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """Energy bought: electricity in MWh, heat in GJ, with the factor of the same unit."""

    kind: str = shapes.choice(Text("Energy", "能源"), BOUGHT)
    quantity: Decimal = shapes.decimal(
        Text("Bought", "购入量"),
        unit="MWh or GJ",
        window=("0", "1e8"),
        slip=Text("Kilowatt-hours for megawatt-hours?", "是否把 kWh 当成 MWh？"),
    )
    green_mwh: Decimal = shapes.decimal(
        Text("Of it green electricity that is netted", "其中扣减的绿色电力"),
        unit="MWh",
        window=("0", "1e8"),
        default=ZERO,
    )
    factor_t_per_unit: Decimal = shapes.decimal(
        Text("Emission factor", "排放因子"),
        unit="t CO2/MWh or t CO2/GJ",
        window=("0", "2.5"),
        slip=Text("Kilograms per MWh for tonnes per MWh?", "是否把 kg/MWh 当成 t/MWh？"),
    )
    factor_source: str = shapes.text(Text("Source of the factor", "因子来源"))

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.green_mwh > (self.quantity if self.kind == "electricity" else ZERO):
            yield "green_mwh", Text("More is netted than electricity was bought.", "扣减量超过购入电量。")

    @property
    def emitted_t(self) -> Decimal:
        return (self.quantity - self.green_mwh) * self.factor_t_per_unit


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Days for which data are missing, and what was put in their place so that emissions are not understated."""

    stream: str = shapes.text(Text("Source stream", "排放源流"))
    since: date = shapes.day(Text("Missing from", "缺失起"))
    until: date = shapes.day(Text("Missing until", "缺失止"))
    emissions_t: Decimal = shapes.decimal(
        Text("Emissions put in their place", "替代排放量"), unit=TONNES, window=("0", "1e8"), slip=KILOGRAMS
    )
    method: str = shapes.text(
        Text("Method of the estimate", "估算方法"),
        hint=Text("And why it is conservative.", "并说明其保守性。"),
    )

    def misfits(self) -> Iterator[tuple[str, Text]]:
        if self.until < self.since:
            yield "until", Text("The gap ends before it begins.", "缺失期的结束早于开始。")


@dataclass(frozen=True, kw_only=True)
class Installation:
    """What every installation tells: its source streams, and where data were missing."""

    streams: tuple[Stream, ...] = shapes.rows(
        Stream,
        Text("Source streams", "排放源流"),
        hint=Text("One row for each, or for each month.", "每源流或每月一行。"),
    )
    gaps: tuple[Gap, ...] = shapes.rows(Gap, Text("Data gaps", "数据缺失"))


@dataclass(frozen=True, kw_only=True)
class Capped(Installation):
    """An installation under a cap, with the total of its own report."""

    reported_t: Decimal = shapes.decimal(
        Text("Emissions in the report", "排放报告所载排放量"), unit=TONNES, window=("0", "1e8"), slip=KILOGRAMS
    )
    free_of_credits: bool = shapes.boolean(
        Text("No reduction credits are claimed for these sources", "未就这些排放源申请减排信用"),
        hint=Text("Searched for, evidence on file.", "经检索，证据在案。"),
        default=False,
    )


def assess(
    streams: Iterable[Stream], gaps: Iterable[Gap], purchases: Iterable[Purchase] = (), *, clause: str
) -> Calculation:
    """Emissions in all, direct and from purchased energy, with a step for each row in the order given."""
    streams, gaps, purchases = tuple(streams), tuple(gaps), tuple(purchases)
    estimated = sum((gap.emissions_t for gap in gaps), ZERO)
    direct = emitted(streams) + estimated
    indirect = sum((bought.emitted_t for bought in purchases), ZERO)
    results = (
        ("E", Text("Emissions", "排放量"), direct + indirect),
        ("E_direct", Text("Direct emissions", "直接排放"), direct),
        ("E_indirect", Text("Emissions of purchased electricity and heat", "购入电力与热力排放"), indirect),
        ("E_gaps", Text("Of the direct ones, estimated for missing data", "直接排放中因数据缺失估算的部分"), estimated),
        ("E_biomass", Text("CO2 of biomass, rated zero", "按零计的生物质 CO2"), zero_rated(streams)),
    )
    return Calculation(
        results=tuple(
            Result(code=code, name=name, value=value, unit=TONNES, places=3, clause=clause, headline=code == "E")
            for code, name, value in results
        ),
        steps=(*_stream_steps(streams, clause), *_purchase_steps(purchases, clause)),
    )


def _stream_steps(streams: tuple[Stream, ...], clause: str) -> Iterator[Step]:
    for number, stream in enumerate(streams, start=1):
        yield Step(
            code=f"E_{number}",
            label=Text(stream.name, stream.name),
            expression=stream.expression,
            value=emitted((stream,)),
            unit=TONNES,
            clause=clause,
        )


def _purchase_steps(purchases: tuple[Purchase, ...], clause: str) -> Iterator[Step]:
    for number, bought in enumerate(purchases, start=1):
        unit = _BOUGHT_IN[bought.kind]
        yield Step(
            code=f"P_{number}",
            label=BOUGHT[bought.kind],
            expression=f"({grouped(bought.quantity)} - {grouped(bought.green_mwh)}) {unit} × "
            f"{bought.factor_t_per_unit} t/{unit}",
            value=bought.emitted_t,
            unit=TONNES,
            clause=clause,
        )
