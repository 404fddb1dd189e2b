"""What metering intervals prove, and what is counted: CDR (EU) 2023/1184, Art. 3 and 6."""

from collections.abc import Iterator

from verifier.rulebook import matching
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fuel_rules import reckoned
from verifier.rulebook.quantities import KWH_PER_MWH, ONE, grouped, rounded
from verifier.rulebook.rules import DRAFTED, Breach, Rule, rule, rules_of
from verifier.rulebook.wording import Text


@rule("CDR (EU) 2023/1184 Art. 3, 6", gate=DRAFTED, zh="所报各路径电量不超过计量时段所能证明的电量。")
def electricity_agrees_with_its_intervals(facts: ReportFacts) -> Iterator[Breach]:
    """No route carries more electricity than the metering intervals prove, and the whole load is accounted for."""
    own = reckoned(facts)
    if own is None or not facts.intervals:
        return
    proved = {
        code: facts.calculation[code].value * KWH_PER_MWH for code in ("direct_mwh", "correlated_mwh", "load_mwh")
    }
    for subject, claimed, most in (
        ("direct", own.kwh_by("direct"), proved["direct_mwh"]),
        ("contracted", own.kwh_by("contracted", "low_emission_zone"), proved["correlated_mwh"]),
    ):
        if claimed > most:
            yield Breach(
                f"electricity ({subject})",
                Text(
                    "{claimed} kWh are counted by this route; the intervals prove {most} kWh. Count the rest as grid.",
                    "按该路径计入 {claimed} kWh；计量时段仅证明 {most} kWh。其余请计为电网电力。",
                ).format(claimed=grouped(claimed), most=rounded(most, 1)),
            )
    if own.process_kwh < proved["load_mwh"]:
        yield Breach(
            "electricity",
            Text(
                "{kwh} kWh are accounted for; the metered load is {load} kWh. Account for all of it.",
                "仅列报 {kwh} kWh；计量负荷为 {load} kWh。请全部列报。",
            ).format(kwh=grouped(own.process_kwh), load=rounded(proved["load_mwh"], 1)),
        )


@rule("CDR (EU) 2023/1184 Art. 3(c)", gate=DRAFTED, zh="直连供电时，各电表电量相互平衡，无未计量的下网电量。")
def meters_leave_nothing_out(facts: ReportFacts) -> Iterator[Breach]:
    """With a direct line, what the meters show coming in is what they show going out: no import is hidden."""
    own = reckoned(facts)
    if own is None or not facts.intervals or not own.kwh_by("direct"):
        return
    left = facts.calculation["balance_mwh"].value
    most = facts.figures["balance_tolerance"] * max(facts.calculation["load_mwh"].value, ONE)
    if abs(left) > most:
        yield Breach(
            "intervals",
            Text(
                "The meters differ by {left} MWh; {most} MWh may be. Which import, export or load is not metered?",
                "各电表相差 {left} MWh，容许 {most} MWh。请查明未计量的下网、上网或负荷。",
            ).format(left=rounded(left, 3), most=rounded(most, 3)),
        )


@rule("CDR (EU) 2023/1184 Art. 6", gate=DRAFTED, zh="储能读数可信：不超容量，不放出未充入的电量。")
def storage_gives_no_more_than_it_took(facts: ReportFacts) -> Iterator[Breach]:
    """Storage never holds more than its capacity nor gives what it did not take."""
    own = reckoned(facts)
    if own is None or not facts.intervals or not facts.calculation["storage_faults"].value:
        return
    for number in matching.direct(facts.intervals, own).faults:
        yield Breach(
            f"interval {number}",
            Text(
                "The storage readings of interval {number} cannot be true. Check meter, capacity and efficiencies.",
                "第 {number} 个时段的储能读数不可能成立。请核对电表、容量与效率。",
            ).format(number=number),
        )


INTERVALS: tuple[Rule, ...] = rules_of(globals())
