"""Directive (EU) 2018/2001 as amended (RED): what must be saved, and what a fuel from biomass may count."""

from collections.abc import Iterator

from verifier.rulebook.annex_v import Terms, least_saving
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.quantities import ONE, rounded
from verifier.rulebook.rules import DRAFTED, Breach, rule
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.particulars import Particulars
from verifier.schemes.iscc_eu.rules.case import renewable_fuel


@rule(
    "RED Art. 29a(1)",
    gate=DRAFTED,
    zh="非生物来源可再生燃料的温室气体减排率不低于 70 %，按未舍入值比较，恰为 70 % 视为达标。",
)
def saving_is_at_least_70_percent(facts: ReportFacts) -> Iterator[Breach]:
    """A renewable fuel of non-biological origin saves at least 70 %; compared unrounded, and 70 % exactly passes."""
    if renewable_fuel(facts) is None:
        return
    limit = facts.figures["comparator"] * (ONE - facts.figures["saving_min"])
    intensity = facts.calculation["E"].value
    if intensity > limit:
        yield Breach(
            "E",
            Text(
                "The intensity is {value} g CO2eq/MJ and the saving {saving} %; at most {limit} g CO2eq/MJ is allowed. "
                "None of the fuel of this period qualifies; less grid electricity or another period would.",
                "排放强度为 {value} g CO2eq/MJ，减排率 {saving} %；上限为 {limit} g CO2eq/MJ。"
                "本期全部燃料均不合格；须减少电网用电或另选时段。",
            ).format(
                value=rounded(intensity, 6),
                saving=rounded(facts.calculation["saving"].value, 4),
                limit=limit.normalize(),
            ),
        )


@rule("RED Art. 29(10)", gate=DRAFTED, zh="生物质燃料的减排率不低于按用途与装置投产日期适用的最低值。")
def biofuel_saves_enough(facts: ReportFacts) -> Iterator[Breach]:
    """A fuel from biomass saves at least what its use and its plant's start of operation ask for."""
    for terms in _terms(facts):
        since = facts.particulars.operation_on
        code = least_saving(terms, facts.figures, since=since, on=facts.period_until)
        if code is None:
            return
        limit = facts.figures[terms.comparator] * (ONE - facts.figures[code])
        intensity = facts.calculation["E"].value
        if intensity > limit:
            yield Breach(
                "E",
                Text(
                    "The intensity is {value} g CO2eq/MJ; a plant in operation since {since} may have {limit} at most.",
                    "排放强度为 {value} g CO2eq/MJ；{since} 投产的装置上限为 {limit}。",
                ).format(value=rounded(intensity, 6), since=since, limit=limit.normalize()),
                clause=facts.figures.of(code).clause,
            )


@rule("IR (EU) 2022/996 Annex V", gate=DRAFTED, zh="土壤碳累积计入量不超过 25 g CO2eq/MJ（施用生物炭为 45）。")
def soil_carbon_is_capped(facts: ReportFacts) -> Iterator[Breach]:
    """No more soil carbon accumulation is counted than the annex allows, with biochar or without."""
    for terms in _terms(facts):
        most = facts.figures["soil_carbon_max.biochar" if terms.biochar else "soil_carbon_max"]
        if terms.e_sca > most:
            yield Breach(
                "e_sca",
                Text(
                    "{given} g CO2eq/MJ is counted; at most {most} may be.", "计入 {given} g CO2eq/MJ；上限为 {most}。"
                ).format(given=terms.e_sca, most=most),
            )


@rule("IR (EU) 2022/996 Art. 14", gate=DRAFTED, zh="计入替代的 CO2 须来自生物质，并替代化石 CO2。")
def replaced_carbon_dioxide_is_biogenic(facts: ReportFacts) -> Iterator[Breach]:
    """Only CO2 of biomass that takes the place of fossil CO2 is counted as captured and replaced."""
    for terms in _terms(facts):
        if terms.e_ccr and not terms.captured_is_biogenic:
            yield Breach(
                "e_ccr",
                Text(
                    "{given} g CO2eq/MJ is deducted for CO2 that does not come from biomass. Enter zero.",
                    "为非生物质来源 CO2 扣减 {given} g CO2eq/MJ。应填零。",
                ).format(given=terms.e_ccr),
            )


def _terms(facts: ReportFacts) -> tuple[Terms, ...]:
    """The terms of a fuel from biomass; none where the case is about another."""
    own: Particulars = facts.particulars
    return own.annex_v
