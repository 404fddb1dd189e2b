"""The rules of the method by which emissions of renewable fuels are reckoned: CDR (EU) 2023/1185, annex part A.

A scheme that reckons by the method without being bound by the act asks them `by_analogy`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fuel_lines import ACT
from verifier.rulebook.fuel_tables import FUELS
from verifier.rulebook.production import Production
from verifier.rulebook.quantities import ZERO, grouped, rounded
from verifier.rulebook.rules import DRAFTED, INTAKE, Breach, Rule, rule, rules_of
from verifier.rulebook.wording import Text


def reckoned(facts: ReportFacts) -> Production | None:
    """The production, where its emissions are reckoned by the method."""
    own: Production = facts.particulars
    return own if own.is_reckoned else None


@rule("IR (EU) 2022/996 Annex I.2(f)", gate=INTAKE, zh="采用该燃料的低位发热量（氨 18.6、氢 120 MJ/kg）。")
def heating_value_is_the_lower_one(facts: ReportFacts) -> Iterator[Breach]:
    """Energy is reckoned with the fuel's own lower heating value."""
    own = reckoned(facts)
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


@rule(f"{ACT} pt 5-8", gate=DRAFTED, zh="凡非标准值的排放因子，均注明来源。")
def own_factors_have_a_source(facts: ReportFacts) -> Iterator[Breach]:
    """Every emission factor that is not a standard value names its source; no default exists for most grids."""
    own = reckoned(facts)
    if own is None:
        return
    factors = (
        *((f"electricity {n}", row.factor_g_per_mj, row.factor_source) for n, row in enumerate(own.electricity, 1)),
        *((f"materials {n}", row.factor_g_per_kg, row.factor_source) for n, row in enumerate(own.materials, 1)),
        *((f"legs {n}", row.factor_g_per_tkm, row.factor_source) for n, row in enumerate(own.legs, 1)),
        *((f"handling {n}", row.factor_g_per_mj, row.factor_source) for n, row in enumerate(own.handling, 1)),
    )
    for subject, factor, source in factors:
        if factor is not None and not source:
            yield Breach(
                subject,
                Text(
                    "The factor {factor} names no source. Give the publication and its year.",
                    "因子 {factor} 未注明来源。请填写出版物及年份。",
                ).format(factor=factor),
            )


@rule(f"{ACT} fn 3", gate=DRAFTED, zh="每种燃料的上游排放计入 e_i，燃烧排放计入 e_p，且各计一次。")
def fuels_count_once_upstream_and_once_burned(facts: ReportFacts) -> Iterator[Breach]:
    """What is counted upstream in e_i is what is counted as burned in e_p: neither twice nor not at all."""
    own = reckoned(facts)
    if own is None:
        return
    for fuel, unit in sorted({(row.fuel, row.unit) for row in own.fuels}):
        rows = [row for row in own.fuels if (row.fuel, row.unit) == (fuel, unit)]
        supplied, burned = sum((row.supplied for row in rows), ZERO), sum((row.burned for row in rows), ZERO)
        if supplied != burned:
            yield Breach(
                fuel,
                Text(
                    "{fuel}: {supplied} {unit} count upstream and {burned} {unit} as burned. Both must be the same.",
                    "{fuel}：上游计 {supplied} {unit}，燃烧计 {burned} {unit}。两者须一致。",
                ).format(fuel=FUELS[fuel][0], supplied=grouped(supplied), burned=grouped(burned), unit=unit),
            )


@rule(f"{ACT} pt 10-11", gate=DRAFTED, zh="不含碳的燃料不得扣减既有用途排放。")
def fuel_without_carbon_deducts_no_existing_use(facts: ReportFacts) -> Iterator[Breach]:
    """Hydrogen and ammonia carry no captured carbon, so nothing is deducted for an avoided existing use."""
    own = reckoned(facts)
    if own is not None and own.existing_use_kg:
        yield Breach(
            "existing_use_kg",
            Text(
                "{kg} kg CO2eq are deducted for an existing use; this fuel contains no carbon. Enter zero.",
                "以既有用途扣减 {kg} kg CO2eq；此燃料不含碳，应填零。",
            ).format(kg=grouped(own.existing_use_kg)),
        )


@rule(f"{ACT} pt 13", gate=DRAFTED, zh="用于燃烧的燃料，其使用排放须有依据。")
def use_of_a_burned_fuel_is_grounded(facts: ReportFacts) -> Iterator[Breach]:
    """Where the fuel is burned, the emissions of its use are given with their grounds, zero included."""
    own = reckoned(facts)
    if own is not None and own.end_use == "combustion" and not own.end_use_basis:
        yield Breach(
            "end_use_basis",
            Text(
                "The fuel is burned, and nothing is said about nitrous oxide and slip. State the grounds for e_u.",
                "燃料用于燃烧，但未说明氧化亚氮与逃逸情况。请说明 e_u 的依据。",
            ),
        )


@rule(f"{ACT} pt 14", gate=DRAFTED, zh="运营方申报的排放强度可由本计算复现（CH4 25、N2O 298）。")
def claimed_intensity_is_reproduced(facts: ReportFacts) -> Iterator[Breach]:
    """The intensity the operator claims is reproduced, with CH4 at 25 and N2O at 298."""
    own = reckoned(facts)
    if own is None or own.claimed_g_per_mj is None:
        return
    found = facts.calculation["E"].value
    if abs(own.claimed_g_per_mj - found) > facts.figures["claim_tolerance"]:
        yield Breach(
            "claimed_g_per_mj",
            Text(
                "{claimed} g CO2eq/MJ is claimed; {found} is found. Check warming potentials and heating value.",
                "申报值为 {claimed} g CO2eq/MJ；复算值为 {found}。请先核对全球变暖潜势与发热量。",
            ).format(claimed=own.claimed_g_per_mj, found=rounded(found, 6)),
        )


METHOD: tuple[Rule, ...] = rules_of(globals())


def by_analogy(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The same rules where the act does not bind."""
    return tuple(replace(one, clause=f"{one.clause}, by analogy") for one in rules)
