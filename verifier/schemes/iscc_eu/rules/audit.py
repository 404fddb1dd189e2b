"""IR (EU) 2022/996 and the scheme's procedures: plausibility, evidence, findings, people."""

from collections.abc import Iterator
from decimal import Decimal

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.quantities import KG_PER_TONNE, ZERO, grouped, rounded
from verifier.rulebook.rules import DRAFTED, THROUGHOUT, Breach, rule
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.particulars import Particulars
from verifier.schemes.iscc_eu.rules.case import renewable_fuel

_DAYS_OF_A_YEAR = Decimal(365)


@rule("IR (EU) 2022/996 Annex I.2(f)", gate=THROUGHOUT, zh="采用该燃料的低位发热量（氨 18.6、氢 120 MJ/kg）。")
def heating_value_is_the_lower_one(facts: ReportFacts) -> Iterator[Breach]:
    """Energy is reckoned with the fuel's own lower heating value."""
    own = renewable_fuel(facts)
    if own is None:
        return
    asked = facts.figures[f"{own.fuel}.lhv"]
    if abs(own.lhv_mj_per_kg - asked) > asked * facts.figures["lhv_tolerance"]:
        yield Breach(
            "lhv_mj_per_kg",
            Text(
                "{given} MJ/kg is used; the lower heating value is {asked}. Is it the higher one, or another fuel's?",
                "采用 {given} MJ/kg；低位发热量为 {asked}。是否误用高位发热量或其他燃料的数值？",
            ).format(given=own.lhv_mj_per_kg, asked=asked),
        )


@rule("IR (EU) 2022/996 Art. 10(c)", gate=DRAFTED, zh="电解用电不少于热力学最低值。")
def electricity_suffices_for_the_fuel(facts: ReportFacts) -> Iterator[Breach]:
    """The electrolyser's electricity is enough to make the fuel at all."""
    own = renewable_fuel(facts)
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


@rule("IR (EU) 2022/996 Art. 10(c)", gate=DRAFTED, zh="每千克氨耗电在合理范围内。")
def electricity_is_in_proportion(facts: ReportFacts) -> Iterator[Breach]:
    """Ammonia takes no more electricity per kilogram than any plant of today needs."""
    own = renewable_fuel(facts)
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
    own = renewable_fuel(facts)
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


@rule("IR (EU) 2022/996 Annex V", gate=DRAFTED, zh="土壤碳累积计入量不超过 25 g CO2eq/MJ。")
def soil_carbon_is_capped(facts: ReportFacts) -> Iterator[Breach]:
    """No more soil carbon accumulation is counted than the annex allows."""
    own: Particulars = facts.particulars
    if not own.is_biofuel:
        return
    most = facts.figures["soil_carbon_max"]
    for terms in own.annex_v:
        if terms.e_sca > most:
            yield Breach(
                "e_sca",
                Text(
                    "{given} g CO2eq/MJ is counted; at most {most} may be.", "计入 {given} g CO2eq/MJ；上限为 {most}。"
                ).format(given=terms.e_sca, most=most),
            )
