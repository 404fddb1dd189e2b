"""The rules of the scheme. Its document has not been read: drafts are made, and its own limits are asked at issue."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fuel_plausibility import PLAUSIBLE
from verifier.rulebook.fuel_rules import METHOD, by_analogy
from verifier.rulebook.interval_rules import INTERVALS
from verifier.rulebook.quantities import GRAMS_PER_KG, HUNDRED, rounded
from verifier.rulebook.rules import DRAFTED, Breach, Gate, Rule, rule, rules_of
from verifier.rulebook.wording import Text
from verifier.schemes.bv_renewable_ammonia.particulars import Particulars

_UNREAD = "scheme document, not yet read"


@rule(_UNREAD, gate=Gate.ISSUE, zh="出厂前每千克氨的排放不超过体系限值，按未舍入值比较；限值未知时不予签发。")
def emissions_are_within_the_threshold(facts: ReportFacts) -> Iterator[Breach]:
    """The emissions of a kilogram of ammonia up to the gate are within the threshold; compared unrounded."""
    threshold = facts.figures.of("threshold")
    found = facts.calculation["gate_g_per_kg"].value / GRAMS_PER_KG
    if threshold.value is None:
        yield Breach(
            threshold.code,
            Text(
                "The threshold is unknown, so nothing can be held against it. Confirm it from the scheme's document.",
                "限值未知，无从比较。请依据体系文件确认。",
            ),
        )
    elif found > threshold.value:
        yield Breach(
            "gate_g_per_kg",
            Text(
                "{found} kg CO2eq/kg is more than the threshold of {threshold}. Nothing is issued on this ammonia.",
                "排放 {found} kg CO2eq/kg，超过限值 {threshold}。不得就该批氨签发。",
            ).format(found=rounded(found, 9), threshold=format(threshold.value.normalize(), "f")),
            clause=threshold.clause,
        )


@rule(_UNREAD, gate=Gate.ISSUE, zh="提升燃料热值的电力中可再生份额不低于体系要求。")
def electricity_is_renewable(facts: ReportFacts) -> Iterator[Breach]:
    """The electricity that raises the heating value is renewable to the share that the scheme asks for."""
    least = facts.figures["renewable_share_min"]
    if "renewable_share" not in facts.calculation:
        yield Breach(
            "electricity",
            Text(
                "No electricity is said to go into the electrolyser, so its share is unknown. Give it.",
                "未填写电解槽用电，无法得出份额。请填写。",
            ),
        )
        return
    share = facts.calculation["renewable_share"].value
    if share < least:
        yield Breach(
            "renewable_share",
            Text(
                "{share} % is renewable; at least {least} % must be.", "可再生份额 {share} %，不得低于 {least} %。"
            ).format(
                share=format((share * HUNDRED).normalize(), "f"), least=format((least * HUNDRED).normalize(), "f")
            ),
        )


@rule("scheme document (announcement of 2025)", gate=DRAFTED, zh="已说明工业安全与环境管理体系。")
def safety_and_environment_are_described(facts: ReportFacts) -> Iterator[Breach]:
    """Industrial safety and environmental management are described, for the certificate speaks of both."""
    own: Particulars = facts.particulars
    for name, said in (("safety_system", own.safety_system), ("environmental_system", own.environmental_system)):
        if not said:
            yield Breach(
                name,
                Text(
                    "Nothing is said about this. Name the system and its certificate.", "未作说明。请填写体系及证书。"
                ),
            )


RULES: tuple[Rule, ...] = (*rules_of(globals()), *by_analogy((*METHOD, *PLAUSIBLE, *INTERVALS)))
