"""What a plant cannot have made, and what points to a slip: IR (EU) 2022/996, Art. 10(c)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fuel_rules import reckoned
from verifier.rulebook.plausibility import HOURS_PER_DAY
from verifier.rulebook.programme import Severity
from verifier.rulebook.quantities import KG_PER_TONNE, KWH_PER_MWH, ZERO, grouped, rounded
from verifier.rulebook.rules import DRAFTED, Breach, Rule, rule, rules_of
from verifier.rulebook.wording import Text

_DAYS_OF_A_YEAR = Decimal(365)

# What is noticed in a meter series, as it bears on what the hours prove: set by this body.
SEVERITIES: Mapping[str, Severity] = {
    "capacity-factor": "major",
    "night": "major",
    "negative": "minor",
    "repeat": "minor",
}


@rule("IR (EU) 2022/996 Art. 10(c)", gate=DRAFTED, zh="电解用电不少于热力学最低值。")
def electricity_suffices_for_the_fuel(facts: ReportFacts) -> Iterator[Breach]:
    """The electrolyser's electricity is enough to make the fuel at all."""
    own = reckoned(facts)
    if own is None:
        return
    kwh = sum((row.kwh for row in own.electricity if row.heating_value), ZERO)
    least = facts.figures[f"{own.fuel}.least_kwh"]
    if kwh < least * own.fuel_kg:
        yield Breach(
            "electricity",
            Text(
                "Electrolysis took {kwh} kWh per kilogram; less than {least} is impossible. Correct mass or energy.",
                "每千克电解用电 {kwh} kWh；低于 {least} 在物理上不可能。请更正质量或电量。",
            ).format(kwh=rounded(kwh / own.fuel_kg, 3), least=least),
        )


@rule("IR (EU) 2022/996 Art. 10(c)", gate=DRAFTED, zh="氢的质量足以合成所报氨量。")
def hydrogen_suffices_for_the_ammonia(facts: ReportFacts) -> Iterator[Breach]:
    """Where the hydrogen is weighed, there is as much of it as the ammonia holds."""
    own = reckoned(facts)
    if own is None or own.fuel != "ammonia":
        return
    hydrogen = sum((row.kg for row in own.outputs if row.product == "hydrogen"), ZERO)
    least = facts.figures["ammonia.hydrogen"] * own.fuel_kg
    if ZERO < hydrogen < least:
        yield Breach(
            "outputs",
            Text(
                "{given} kg of hydrogen cannot make this ammonia, which holds {least} kg. Correct one of the masses.",
                "{given} kg 氢不足以合成所报氨量（含氢 {least} kg）。请更正质量。",
            ).format(given=grouped(hydrogen), least=rounded(least, 1)),
        )


@rule("IR (EU) 2022/996 Art. 10(c)", gate=DRAFTED, zh="每千克氨耗电在合理范围内。")
def electricity_is_in_proportion(facts: ReportFacts) -> Iterator[Breach]:
    """Ammonia takes no more electricity per kilogram than any plant of today needs."""
    own = reckoned(facts)
    most = facts.figures["most_kwh_per_kg"]
    if own is not None and own.fuel == "ammonia" and own.process_kwh > most * own.fuel_kg:
        yield Breach(
            "fuel_kg",
            Text(
                "{kwh} kWh were used per kilogram; more than {most} points to a slip of units. Check mass and energy.",
                "每千克耗电 {kwh} kWh；超过 {most} 多为单位错误。请核对质量与电量。",
            ).format(kwh=rounded(own.process_kwh / own.fuel_kg, 3), most=most),
        )


@rule("IR (EU) 2022/996 Art. 10(c)", gate=DRAFTED, zh="产量不超过装置铭牌产能。")
def production_is_within_capacity(facts: ReportFacts) -> Iterator[Breach]:
    """The plant did not make more than its nameplate allows in the period."""
    own = reckoned(facts)
    if own is None or own.capacity_t_per_year is None:
        return
    days = (facts.period_until - facts.period_from).days + 1
    most = own.capacity_t_per_year * KG_PER_TONNE * days / _DAYS_OF_A_YEAR
    if own.fuel_kg > most:
        yield Breach(
            "fuel_kg",
            Text(
                "{kg} kg in {days} days is more than the nameplate allows, {most} kg. Correct one of them.",
                "{days} 天产量 {kg} kg 超过铭牌产能所允许的 {most} kg。请更正其一。",
            ).format(kg=grouped(own.fuel_kg), days=days, most=rounded(most, 0)),
        )


@rule("IR (EU) 2022/996 Art. 10(c)", gate=DRAFTED, zh="所计可再生电量不超过电站铭牌容量所能发出的电量。")
def stations_can_give_what_is_counted(facts: ReportFacts) -> Iterator[Breach]:
    """No more electricity is counted from the power stations of a route than their nameplate can give."""
    own = reckoned(facts)
    if own is None:
        return
    hours = HOURS_PER_DAY * ((facts.period_until - facts.period_from).days + 1)
    for route in dict.fromkeys(plant.route for plant in own.plants):
        capacity = sum((plant.capacity_mw for plant in own.plants if plant.route == route), ZERO)
        most = capacity * KWH_PER_MWH * hours * facts.figures["nameplate_margin"]
        counted = own.kwh_by(route)
        if counted > most:
            yield Breach(
                f"electricity ({route})",
                Text(
                    "{kwh} kWh are counted; {mw} MW give {most} kWh at most. Megawatt-hours for kilowatt-hours, or a "
                    "station left out?",
                    "计入 {kwh} kWh；{mw} MW 至多发电 {most} kWh。是否单位错误或漏列电站？",
                ).format(kwh=grouped(counted), mw=grouped(capacity), most=rounded(most, 0)),
            )


PLAUSIBLE: tuple[Rule, ...] = rules_of(globals())
