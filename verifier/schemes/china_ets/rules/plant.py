"""What the plant can do: efficiency, hours, load."""

from collections.abc import Iterator
from decimal import Decimal

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.plausibility import full_load_hours
from verifier.rulebook.quantities import MJ_PER_KWH, ZERO, rounded
from verifier.rulebook.rules import DRAFTED, Breach, rule
from verifier.rulebook.wording import Text
from verifier.schemes.china_ets.figures import GUIDE
from verifier.schemes.china_ets.particulars import UNIT_KINDS, Particulars, PowerUnit


def efficiency(own: Particulars, unit: PowerUnit) -> Decimal | None:
    """Electricity generated and heat supplied over the heat of the fuels; None where that is not known."""
    heats = [stream.heat_gj for stream in own.streams if stream.burned_in == unit.name]
    known = [heat for heat in heats if heat is not None]
    fuel = sum(known, ZERO)
    if len(known) < len(heats) or not fuel:
        return None
    return (own.made("generated", unit.name) * MJ_PER_KWH + own.made("heat", unit.name)) / fuel


@rule(f"{GUIDE} §3", gate=DRAFTED, zh="热电联产机组效率小于 1，纯凝机组效率小于 46 %。")
def efficiency_is_possible(facts: ReportFacts) -> Iterator[Breach]:
    """A unit gives less than its fuel brings; a condensing one less than 46 % of it."""
    own: Particulars = facts.particulars
    for unit in own.units:
        found, most = efficiency(own, unit), facts.figures[f"efficiency.{unit.kind}"]
        if own.stood_still(unit):
            continue
        if found is None or not own.states("generated", unit.name):
            yield Breach(
                unit.name,
                Text(
                    "The efficiency is not known. State the calorific values and the electricity generated.",
                    "效率未知。请填写各燃料低位发热量与发电量。",
                ),
            )
        elif found >= most:
            yield Breach(
                unit.name,
                Text(
                    "An efficiency of {found} is not possible ({kind}: below {most}). Check fuel and output.",
                    "效率 {found} 不合理（{kind}应小于 {most}）。请核对燃料、电量与热量。",
                ).format(found=rounded(found, 4), kind=UNIT_KINDS[unit.kind], most=most),
            )


@rule(f"{GUIDE} §3", gate=DRAFTED, zh="利用小时数小于运行小时数。")
def hours_are_possible(facts: ReportFacts) -> Iterator[Breach]:
    """A unit has fewer hours at full load than hours of operation."""
    own: Particulars = facts.particulars
    for unit in own.units:
        hours = full_load_hours(own.made("generated", unit.name), unit.capacity_mw)
        if hours >= unit.operating_hours and not own.stood_still(unit):
            yield Breach(
                unit.name,
                Text(
                    "{hours} h at full load in {running} h of operation. Check electricity, capacity and hours.",
                    "运行 {running} h，利用小时达 {hours} h。请核对电量、容量与小时数。",
                ).format(hours=rounded(hours, 1), running=unit.operating_hours),
            )


@rule(f"{GUIDE} §3", gate=DRAFTED, zh="负荷（出力）系数在 0 与 1 之间。")
def load_factor_is_possible(facts: ReportFacts) -> Iterator[Breach]:
    """A load factor lies between 0 and 1."""
    own: Particulars = facts.particulars
    most = facts.figures["load_factor.most"]
    for unit in own.units:
        if unit.load_factor > most:
            yield Breach(
                unit.name,
                Text(
                    "A load factor of {given} is above {most}. Correct it.", "负荷系数 {given} 大于 {most}。请更正。"
                ).format(given=unit.load_factor, most=most),
            )
