"""CDR (EU) 2023/1184: which power stations count, by age, aid, zone and contract."""

from collections.abc import Iterator
from datetime import date

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.figures import FigureBook
from verifier.rulebook.quantities import months_after
from verifier.rulebook.rules import DRAFTED, THROUGHOUT, Breach, rule
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.kinds import COMMISSIONING
from verifier.schemes.iscc_eu.origin import Origin, Station
from verifier.schemes.iscc_eu.rules.case import renewable_fuel

_ACT = "CDR (EU) 2023/1184"
# Art. 11: plants that began before this day, and capacity added no later than it, are spared Art. 5 for a while.
TRANSITION_PLANTS_BEFORE = date(2028, 1, 1)
TRANSITION_UNTIL = date(2038, 1, 1)


@rule(
    f"{_ACT} Art. 3(b), 5(a), 11",
    gate=THROUGHOUT,
    zh="可再生电站投产不早于燃料装置投产前 36 个月；直连一律适用，过渡豁免仅适用于第 5 条。",
)
def power_stations_are_new_enough(facts: ReportFacts) -> Iterator[Breach]:
    """A power station began at most 36 months before the fuel plant; for a direct connection without exception."""
    own = renewable_fuel(facts)
    if own is None:
        return
    for plant in own.plants:
        if plant.route == "low_emission_zone" or (plant.route == "contracted" and _is_spared(plant, own, facts)):
            continue
        fuel, since = fuel_start(plant, own, facts.figures), station_start(plant, facts.figures)
        earliest = months_after(fuel, -int(facts.figures["months_before"]))
        if since < earliest:
            yield Breach(
                plant.name,
                Text(
                    "{plant} runs since {since}; for a fuel plant of {fuel} it may not be older than {earliest}. "
                    "Its electricity does not count as renewable.",
                    "{plant} 于 {since} 投产；对于 {fuel} 投产的燃料装置，不得早于 {earliest}。其电力不能计为可再生。",
                ).format(plant=plant.name, since=since, fuel=fuel, earliest=earliest),
                clause=f"{_ACT} Art. {'3(b)' if plant.route == 'direct' else '5(a)'}",
            )


def fuel_start(plant: Station, own: Origin, figures: FigureBook) -> date:
    """Since when the capacity counts that a station supplies: what is added within 36 months shares the first start."""
    added = plant.serves_capacity_of
    if added is None or added <= months_after(own.operation_on, int(figures["months_of_additions"])):
        return own.operation_on
    return added


def station_start(plant: Station, figures: FigureBook) -> date:
    """Since when a station counts: anew where its repowering cost more than 30 % of a new one (Art. 2(5))."""
    if plant.repowered_on is not None and (plant.repowering_share or 0) > figures["repowering_min"]:
        return plant.repowered_on
    return plant.operation_on


def _is_spared(plant: Station, own: Origin, facts: ReportFacts) -> bool:
    """Whether the age of a contracted station is not asked: in the transition, or after an agreement that ended.

    One that served another fuel producer before counts as old as the plant it serves now (Art. 5(a), second part).
    """
    ended = plant.earlier_agreement_until
    return _in_transition(plant, own, facts) or (ended is not None and ended < facts.period_from)


def _in_transition(plant: Station, own: Origin, facts: ReportFacts) -> bool:
    added = plant.serves_capacity_of
    return (
        own.operation_on < TRANSITION_PLANTS_BEFORE
        and facts.period_until < TRANSITION_UNTIL
        and (added is None or added <= TRANSITION_PLANTS_BEFORE)
    )


@rule(
    f"{_ACT} Art. 2(5), 5(a)",
    gate=DRAFTED,
    zh="凡据以放宽电站年限的情形（改造、新增产能、前一协议终止），均有投产文件证明。",
)
def what_makes_a_station_younger_is_documented(facts: ReportFacts) -> Iterator[Breach]:
    """Repowering, added capacity and an ended agreement count where commissioning documents are on file."""
    own = renewable_fuel(facts)
    if own is None or any(item.kind == COMMISSIONING for item in facts.evidence):
        return
    for plant in own.plants:
        if plant.repowered_on or plant.serves_capacity_of or plant.earlier_agreement_until:
            yield Breach(
                plant.name,
                Text(
                    "What is said of the age of {plant} is not shown. Receive the commissioning documents.",
                    "{plant} 的投产情况未予证明。请接收投产文件。",
                ).format(plant=plant.name),
            )


@rule(
    f"{_ACT} Art. 5(b), 11",
    gate=THROUGHOUT,
    zh="第 4(4) 条所用电站未获得运营或投资补贴（2028 年前投产的燃料装置至 2038 年豁免）。",
)
def contracted_stations_are_unaided(facts: ReportFacts) -> Iterator[Breach]:
    """A contracted power station has had no aid; plants begun before 2028 are spared this until 2038."""
    own = renewable_fuel(facts)
    if own is None:
        return
    for plant in own.plants:
        if plant.route == "contracted" and plant.supported and not _in_transition(plant, own, facts):
            yield Breach(
                plant.name,
                Text(
                    "{plant} received aid. Its electricity does not count under Art. 4(4) unless the aid was repaid.",
                    "{plant} 获得过补贴。除非已全额退还，其电力不能按第 4(4) 条计入。",
                ).format(plant=plant.name),
            )


@rule(f"{_ACT} Art. 3, 4(2), 4(4)", gate=THROUGHOUT, zh="计为直连或合同可再生的电力，须列明供电电站。")
def renewable_electricity_has_its_station(facts: ReportFacts) -> Iterator[Breach]:
    """Electricity that counts by direct line or contract names the power stations it comes from."""
    own = renewable_fuel(facts)
    if own is None:
        return
    named = {plant.route for plant in own.plants}
    for route in ("direct", "low_emission_zone", "contracted"):
        if own.kwh_by(route) and route not in named:
            yield Breach(
                f"electricity ({route})",
                Text(
                    "No power station is named for this electricity. Add it with its start of operation.",
                    "未列明该电力的电站。请补充电站及其投产日期。",
                ),
            )


@rule(f"{_ACT} Art. 4(2)(a), 4(4)", gate=THROUGHOUT, zh="合同电力来自自有电站或与电站运营方的购电协议，零售合同不计。")
def contracted_power_is_bought_from_its_producer(facts: ReportFacts) -> Iterator[Breach]:
    """Contracted power is had from an own station or from its producer; a retailer's contract is no such agreement."""
    own = renewable_fuel(facts)
    if own is None:
        return
    for plant in own.plants:
        if plant.route != "direct" and plant.supply == "retail":
            yield Breach(
                plant.name,
                Text(
                    "The power of {plant} is bought from a retailer. Count it as grid electricity.",
                    "{plant} 的电力购自零售商。请计为电网电力。",
                ).format(plant=plant.name),
            )


@rule(
    f"{_ACT} Art. 7", gate=THROUGHOUT, zh="合同电站位于电解槽所在竞价区、电价不低于本区的互联竞价区，或互联海上竞价区。"
)
def contracted_stations_lie_where_they_may(facts: ReportFacts) -> Iterator[Breach]:
    """A contracted station lies in the zone of the electrolyser, in an interconnected one while its price is no lower,
    or in an interconnected offshore zone."""
    own = renewable_fuel(facts)
    if own is None:
        return
    priced = any(interval.elsewhere_price is not None for interval in facts.intervals)
    for plant in own.plants:
        if plant.route == "direct":
            continue
        if plant.zone == "other" or (plant.zone == "interconnected" and not priced):
            yield Breach(
                plant.name,
                Text(
                    "{plant} lies outside the zone, and nothing shows that prices there were as high. "
                    "Give the prices of both zones by interval, or count its power as grid electricity.",
                    "{plant} 不在本竞价区，且无电价证明。请按时段填写两区电价，或将其电力计为电网电力。",
                ).format(plant=plant.name),
            )
