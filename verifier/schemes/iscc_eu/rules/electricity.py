"""CDR (EU) 2023/1184: when electricity counts as fully renewable, route by route."""

from calendar import isleap
from collections.abc import Iterator
from decimal import Decimal

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fuel_figures import HOURS_OF_A_LEAP_YEAR, HOURS_OF_A_YEAR
from verifier.rulebook.quantities import HUNDRED, grouped
from verifier.rulebook.rules import DRAFTED, THROUGHOUT, Breach, rule
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.kinds import REDISPATCH
from verifier.schemes.iscc_eu.rules.case import renewable_fuel

_ACT = "CDR (EU) 2023/1184"


@rule(f"{_ACT} Art. 3(a), 3(c)", gate=THROUGHOUT, zh="直连供电的装置须不接入电网，或由智能电表证明未使用电网电力。")
def direct_line_takes_nothing_from_the_grid_unseen(facts: ReportFacts) -> Iterator[Breach]:
    """A directly connected plant is off the grid, or smart meters show what it takes from it."""
    own = renewable_fuel(facts)
    if own is None or not own.kwh_by("direct"):
        return
    grid = own.process_kwh - own.kwh_by("direct")
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


@rule(f"{_ACT} Art. 4(1)", gate=THROUGHOUT, zh="竞价区上年（或此前五年内某年）可再生电力占比超过 90 %。")
def renewable_zone_is_above_90_percent(facts: ReportFacts) -> Iterator[Breach]:
    """The bidding zone was more than 90 % renewable last year, or in one of the five years before this one."""
    own = renewable_fuel(facts)
    if own is None or not own.kwh_by("renewable_zone"):
        return
    share, least = own.zone_renewable_share, facts.figures["zone_renewable_share"]
    if (share is None or share <= least) and not _still_counts(own.zone_renewable_year, facts):
        yield Breach(
            "zone_renewable_share",
            Text(
                "The zone is not shown to have been more than {least} % renewable ({share}). Give the published share, "
                "or count this electricity as grid.",
                "未证明竞价区可再生占比超过 {least} %（{share}）。请填写公布数值，或计为电网电力。",
            ).format(least=(least * HUNDRED).normalize(), share=_UNKNOWN if share is None else share),
        )


_UNKNOWN = Text("unknown", "未知")


def _still_counts(year: int | None, facts: ReportFacts) -> bool:
    """Whether a year in which a zone had its standing is among those that this period may look back to."""
    return year is not None and 1 <= facts.period_until.year - year <= int(facts.figures["zone_years"])


@rule(f"{_ACT} Art. 4(1)", gate=DRAFTED, zh="按第 4(1) 条计入的生产小时数不超过全年小时数乘以可再生占比。")
def renewable_zone_hours_are_within_its_share(facts: ReportFacts) -> Iterator[Breach]:
    """The hours counted in such a zone are no more than the hours of the year times its renewable share."""
    own = renewable_fuel(facts)
    if own is None or not own.kwh_by("renewable_zone"):
        return
    if own.zone_hours is None or own.zone_renewable_share is None:
        name = "zone_hours" if own.zone_hours is None else "zone_renewable_share"
        yield Breach(
            name, Text("Without this the hours cannot be counted. Give it.", "缺少此项无法核算小时数。请填写。")
        )
        return
    most = _hours_of(facts.period_until.year) * own.zone_renewable_share
    if own.zone_hours > most:
        yield Breach(
            "zone_hours",
            Text(
                "{hours} hours are counted this year; {most} may be. Count the electricity beyond as grid.",
                "本年计入 {hours} 小时，上限为 {most} 小时。超出部分请计为电网电力。",
            ).format(hours=grouped(own.zone_hours), most=grouped(most)),
        )


def _hours_of(year: int) -> Decimal:
    return HOURS_OF_A_LEAP_YEAR if isleap(year) else HOURS_OF_A_YEAR


@rule(f"{_ACT} Art. 4(2)", gate=THROUGHOUT, zh="竞价区上年（或此前五年内某年）电力排放强度低于 18 g CO2eq/MJ。")
def low_emission_zone_is_below_18_grams(facts: ReportFacts) -> Iterator[Breach]:
    """The bidding zone emitted less than 18 g CO2eq/MJ last year, or in one of the five years before this one."""
    own = renewable_fuel(facts)
    if own is None or not own.kwh_by("low_emission_zone"):
        return
    given, limit = own.zone_g_per_mj, facts.figures["zone_intensity"]
    if (given is None or given >= limit) and not _still_counts(own.zone_low_year, facts):
        yield Breach(
            "zone_g_per_mj",
            Text(
                "The zone is not shown to have emitted less than {limit} g CO2eq/MJ ({given}). Give the published "
                "intensity, or count this electricity as grid.",
                "未证明竞价区排放强度低于 {limit} g CO2eq/MJ（{given}）。请填写公布数值，或计为电网电力。",
            ).format(limit=limit, given=_UNKNOWN if given is None else given),
        )


@rule(f"{_ACT} Art. 4(3)", gate=DRAFTED, zh="再调度电力有电网运营商证明：可再生电站向下再调度，且用电减少了该需求。")
def redispatch_is_evidenced(facts: ReportFacts) -> Iterator[Breach]:
    """Redispatched electricity is evidenced by the grid operator: stations turned down, and the need for it reduced."""
    own = renewable_fuel(facts)
    if own is None or not own.kwh_by("redispatch"):
        return
    if not any(item.kind == REDISPATCH for item in facts.evidence):
        yield Breach(
            "redispatch",
            Text(
                "{kwh} kWh count as redispatched, and no evidence of the grid operator is on file. Receive it.",
                "计入再调度电量 {kwh} kWh，但无电网运营商证明。请接收该证据。",
            ).format(kwh=grouped(own.kwh_by("redispatch"))),
        )


@rule(f"{_ACT} Art. 6", gate=DRAFTED, zh="储存合同电力的储能为新建，且与电解槽或电站共用接入点。")
def contracted_storage_is_new_and_in_place(facts: ReportFacts) -> Iterator[Breach]:
    """Storage of contracted power is new, and behind the network connection of the electrolyser or the station."""
    own = renewable_fuel(facts)
    if own is None or not own.kwh_by("contracted", "low_emission_zone"):
        return
    if not any(interval.charged_mwh or interval.discharged_mwh for interval in facts.intervals):
        return
    for name in ("storage_is_new", "storage_shares_connection"):
        if not getattr(own, name):
            yield Breach(
                name,
                Text(
                    "Energy out of this storage does not count as contracted. Leave it out of the intervals.",
                    "该储能放出的电量不能计为合同电力。请自计量时段中剔除。",
                ),
            )


@rule(
    f"{_ACT}; questions and answers of the Commission, 17",
    gate=DRAFTED,
    zh="所计可再生电力的来源担保或绿证已为本燃料注销，未另行出售。",
)
def energy_certificates_are_not_used_elsewhere(facts: ReportFacts) -> Iterator[Breach]:
    """Guarantees of origin and like certificates for the renewable electricity are cancelled for this fuel."""
    own = renewable_fuel(facts)
    if own is None or own.process_kwh == own.kwh_by("grid"):
        return
    if own.energy_certificates == "open":
        yield Breach(
            "energy_certificates",
            Text(
                "Certificates were issued for this electricity and may be sold. Show their cancellation for this fuel.",
                "该电力已签发证书且可能另行出售。请提供为本燃料注销的凭证。",
            ),
        )
