"""CDR (EU) 2023/1184: when electricity counts as fully renewable."""

from collections.abc import Iterator
from datetime import date

from verifier.rulebook import matching
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.plant import ROUTES
from verifier.rulebook.quantities import KWH_PER_MWH, ZERO, grouped, months_after, rounded
from verifier.rulebook.rules import DRAFTED, THROUGHOUT, Breach, rule
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.particulars import Particulars
from verifier.schemes.iscc_eu.rules.case import renewable_fuel

TRANSITION_PLANTS_BEFORE = date(2028, 1, 1)  # CDR (EU) 2023/1184 Art. 11
TRANSITION_UNTIL = date(2038, 1, 1)


@rule(
    "CDR (EU) 2023/1184 Art. 3(b), 5(a), 11",
    gate=THROUGHOUT,
    zh="可再生电站投产不早于燃料装置投产前 36 个月；直连一律适用，过渡豁免仅适用于第 5 条。",
)
def power_stations_are_new_enough(facts: ReportFacts) -> Iterator[Breach]:
    """A power station began at most 36 months before the fuel plant; for a direct connection without exception."""
    own = renewable_fuel(facts)
    if own is None:
        return
    earliest = months_after(own.operation_on, -int(facts.figures["months_before"]))
    for plant in own.plants:
        asked = plant.route == "direct" or (plant.route == "contracted" and not _in_transition(own, facts))
        if asked and plant.operation_on < earliest:
            yield Breach(
                plant.name,
                Text(
                    "{plant} runs since {since}; for a fuel plant of {fuel} it may not be older than {earliest}. "
                    "Its electricity does not count as renewable.",
                    "{plant} 于 {since} 投产；对于 {fuel} 投产的燃料装置，不得早于 {earliest}。其电力不能计为可再生。",
                ).format(plant=plant.name, since=plant.operation_on, fuel=own.operation_on, earliest=earliest),
                clause=f"CDR (EU) 2023/1184 Art. {'3(b)' if plant.route == 'direct' else '5(a)'}",
            )


@rule(
    "CDR (EU) 2023/1184 Art. 5(b), 11",
    gate=THROUGHOUT,
    zh="第 4(4) 条所用电站未获得运营或投资补贴（2028 年前投产的燃料装置至 2038 年豁免）。",
)
def contracted_stations_are_unaided(facts: ReportFacts) -> Iterator[Breach]:
    """A contracted power station has had no aid; plants begun before 2028 are spared this until 2038."""
    own = renewable_fuel(facts)
    if own is None or _in_transition(own, facts):
        return
    for plant in own.plants:
        if plant.route == "contracted" and plant.supported:
            yield Breach(
                plant.name,
                Text(
                    "{plant} received aid. Its electricity does not count under Art. 4(4) unless the aid was repaid.",
                    "{plant} 获得过补贴。除非已全额退还，其电力不能按第 4(4) 条计入。",
                ).format(plant=plant.name),
            )


def _in_transition(own: Particulars, facts: ReportFacts) -> bool:
    return own.operation_on < TRANSITION_PLANTS_BEFORE and facts.period_until < TRANSITION_UNTIL


@rule("CDR (EU) 2023/1184 Art. 3, 4(2), 4(4)", gate=THROUGHOUT, zh="计为直连或合同可再生的电力，须列明供电电站。")
def renewable_electricity_has_its_station(facts: ReportFacts) -> Iterator[Breach]:
    """Electricity that counts by direct line or contract names the power stations it comes from."""
    own = renewable_fuel(facts)
    if own is None:
        return
    named = {plant.route for plant in own.plants}
    for route in ("direct", "low_emission_zone", "contracted"):
        if any(row.route == route and row.kwh for row in own.electricity) and route not in named:
            yield Breach(
                f"electricity ({route})",
                Text(
                    "No power station is named for this electricity. Add it with its start of operation.",
                    "未列明该电力的电站。请补充电站及其投产日期。",
                ),
            )


@rule(
    "CDR (EU) 2023/1184 Art. 3(a), 3(c)",
    gate=THROUGHOUT,
    zh="直连供电的装置须不接入电网，或由智能电表证明未使用电网电力。",
)
def direct_line_takes_nothing_from_the_grid_unseen(facts: ReportFacts) -> Iterator[Breach]:
    """A directly connected plant is off the grid, or smart meters show what it takes from it."""
    own = renewable_fuel(facts)
    if own is None or not any(row.route == "direct" and row.kwh for row in own.electricity):
        return
    grid = sum((row.kwh for row in own.electricity if row.route != "direct"), ZERO)
    if own.grid_connection == "unmetered":
        yield Breach(
            "grid_connection",
            Text(
                "Imports are not metered, so nobody can tell what came from the grid. Show smart-meter data.",
                "下网电量未计量，无法区分电网电力。请提供智能电表数据。",
            ),
        )
    if own.grid_connection == "none" and grid:
        yield Breach(
            "grid_connection",
            Text(
                "The plant is said to be off the grid, yet {kwh} kWh did not come by the direct line. Correct one.",
                "声称不接入电网，但有 {kwh} kWh 并非直连供电。请更正其一。",
            ).format(kwh=grouped(grid)),
        )


@rule("CDR (EU) 2023/1184 Art. 3, 6", gate=DRAFTED, zh="所报各路径电量不超过计量时段所能证明的电量。")
def electricity_agrees_with_its_intervals(facts: ReportFacts) -> Iterator[Breach]:
    """No route carries more electricity than the metering intervals prove, and the whole load is accounted for."""
    own = renewable_fuel(facts)
    if own is None or not facts.intervals:
        return
    by_route = {route: sum((row.kwh for row in own.electricity if row.route == route), ZERO) for route in ROUTES}
    proved = {
        code: facts.calculation[code].value * KWH_PER_MWH for code in ("direct_mwh", "correlated_mwh", "load_mwh")
    }
    claimed_matched = by_route["contracted"] + by_route["low_emission_zone"]
    for subject, claimed, most in (
        ("direct", by_route["direct"], proved["direct_mwh"]),
        ("contracted", claimed_matched, proved["correlated_mwh"]),
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


@rule("CDR (EU) 2023/1184 Art. 6", gate=DRAFTED, zh="储能读数可信：不超容量，不放出未充入的电量。")
def storage_gives_no_more_than_it_took(facts: ReportFacts) -> Iterator[Breach]:
    """Storage never holds more than its capacity nor gives what it did not take."""
    own = renewable_fuel(facts)
    if own is None or not facts.intervals:
        return
    for number in matching.direct(facts.intervals, own).faults:
        yield Breach(
            f"interval {number}",
            Text(
                "The storage readings of interval {number} cannot be true. Check meter, capacity and efficiencies.",
                "第 {number} 个时段的储能读数不可能成立。请核对电表、容量与效率。",
            ).format(number=number),
        )
