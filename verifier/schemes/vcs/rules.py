"""The rules of the scheme: eligibility and period, the methodology, the verification."""

from collections.abc import Iterator
from decimal import Decimal

from verifier.rulebook import checks
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.quantities import HUNDRED, ZERO, grouped
from verifier.rulebook.rules import Breach, Gate, Rule, rule, rules_of
from verifier.rulebook.wording import Text
from verifier.schemes.vcs.kinds import EVIDENCE, GRADES, ROLES
from verifier.schemes.vcs.particulars import Particulars

DRAFTED = (Gate.SUBMIT, Gate.ISSUE)
THROUGHOUT = (Gate.ACCEPT, Gate.SUBMIT, Gate.ISSUE)
JUDGED = (Gate.SUBMIT, Gate.DECIDE, Gate.ISSUE)


@rule("VCS Standard, crediting period", gate=THROUGHOUT, zh="监测期在计入期之内。")
def period_lies_in_the_crediting_period(facts: ReportFacts) -> Iterator[Breach]:
    """The monitoring period lies within the crediting period."""
    own: Particulars = facts.particulars
    if facts.period_from < own.crediting_from or own.crediting_until < facts.period_until:
        yield Breach(
            "period",
            Text(
                "{first} to {last} does not lie within the crediting period {since} to {until}. Shorten the period.",
                "{first} 至 {last} 不在计入期 {since} 至 {until} 之内。请缩短监测期。",
            ).format(
                first=facts.period_from, last=facts.period_until, since=own.crediting_from, until=own.crediting_until
            ),
        )


@rule("VCS Standard, double issuance", gate=DRAFTED, zh="同一电量未另售绿证，或绿证已注销。")
def output_is_not_claimed_twice(facts: ReportFacts) -> Iterator[Breach]:
    """No energy certificate is sold for the same output, or it is cancelled with evidence."""
    own: Particulars = facts.particulars
    if not own.certificates_cancelled:
        yield Breach(
            "certificates_cancelled",
            Text(
                "Energy certificates may have been sold for this output. Show so, or their cancellation.",
                "未证明该电量未出售绿证。请提供证明或注销凭证。",
            ),
        )


@rule("ACM0002 applicability", gate=THROUGHOUT, zh="水库功率密度不低于 4 W/m2。")
def reservoir_is_dense_enough(facts: ReportFacts) -> Iterator[Breach]:
    """A hydro project with a reservoir has a power density of at least 4 W/m2."""
    own: Particulars = facts.particulars
    density, least = own.power_density_w_per_m2, facts.figures["power_density.least"]
    if density is not None and density < least:
        yield Breach(
            "power_density_w_per_m2",
            Text(
                "{density} W/m2 is below {least}: the methodology does not apply.",
                "{density} W/m2 低于 {least}，不适用本方法学。",
            ).format(density=density, least=least),
        )


@rule("ACM0002 monitoring, EG", gate=DRAFTED, zh="监测期内每个日历年均有电表数据，且无期外年份。")
def every_vintage_is_metered(facts: ReportFacts) -> Iterator[Breach]:
    """Each calendar year of the period has meter readings, and none lies outside it."""
    years = {reading.year for reading in facts.metered}
    wanted = set(range(facts.period_from.year, facts.period_until.year + 1))
    for year in sorted(wanted - years):
        yield Breach(
            str(year),
            Text(
                "There are no meter readings of {year}. Receive the meter export.",
                "缺少 {year} 年电表数据。请接收电表导出数据。",
            ).format(year=year),
        )
    for year in sorted(years - wanted):
        yield Breach(
            str(year),
            Text(
                "Readings of {year} lie outside the period. Leave them out, or change the period.",
                "{year} 年读数在监测期之外。请剔除或调整监测期。",
            ).format(year=year),
        )


@rule("ACM0002 BE", gate=DRAFTED, zh="各年净上网电量与减排量均不为负。")
def no_vintage_is_negative(facts: ReportFacts) -> Iterator[Breach]:
    """In no year did the project take more than it gave, or emit more than it avoided."""
    for year in sorted({reading.year for reading in facts.metered}):
        reductions = facts.calculation[f"ER_{year}"]
        if reductions.value < ZERO:
            yield Breach(
                str(year),
                Text(
                    "The reductions of {year} are negative: {value} t. Nothing can be issued on them.",
                    "{year} 年减排量为负：{value} t。不得据此签发。",
                ).format(year=year, value=reductions.shown),
            )


@rule("ACM0002 monitoring, EG", gate=DRAFTED, zh="发电量不超过装机容量所能达到的上限；风电、光伏、水电容量因子合理。")
def output_is_within_capacity(facts: ReportFacts) -> Iterator[Breach]:
    """The plant gave no more than its capacity allows, nor more than plants of its kind do."""
    own: Particulars = facts.particulars
    factor = facts.calculation["capacity_factor"]
    code = f"capacity_factor.{own.technology}"
    most = facts.figures[code] if code in facts.figures else Decimal(1)
    if factor.value > most:
        yield Breach(
            "capacity_mw",
            Text(
                "The capacity factor is {factor}; above {most} it is not credible. Check capacity and readings.",
                "容量因子为 {factor}；超过 {most} 不可采信。请核对装机容量与读数。",
            ).format(factor=factor.shown, most=most),
        )


@rule(
    "VCS Standard, materiality",
    gate=DRAFTED,
    zh="申报减排量与复算值之差不超过重要性门槛（5 %；年减排量超过 30 万吨的为 1 %）。",
)
def claim_is_free_of_material_error(facts: ReportFacts) -> Iterator[Breach]:
    """The claimed reductions depart from those found by no more than the materiality threshold."""
    own: Particulars = facts.particulars
    if own.claimed_t is None:
        return
    error = abs(own.claimed_t - facts.calculation["ER"].value)
    percent = facts.calculation["materiality"].value
    if error > own.claimed_t * percent / HUNDRED:
        yield Breach(
            "claimed_t",
            Text(
                "{claimed} t are claimed, {found} t are found; the difference exceeds {percent} %. Correct the report.",
                "申报 {claimed} t，复算 {found} t；差异超过 {percent} %。请更正监测报告。",
            ).format(claimed=grouped(own.claimed_t), found=facts.calculation["ER"].shown, percent=percent),
        )


@rule("VCS Standard, verification", gate=DRAFTED, zh="电表数据与监测报告均已在案。")
def evidence_is_on_file(facts: ReportFacts) -> Iterator[Breach]:
    """The meter export and the monitoring report are on file."""
    yield from checks.evidence_on_file(facts, EVIDENCE)


@rule("VCS Standard, verification", gate=DRAFTED, zh="证据要求均已答复。")
def requests_are_answered(facts: ReportFacts) -> Iterator[Breach]:
    """Every request for evidence is answered."""
    yield from checks.requests_answered(facts)


@rule("VCS Standard, verification", gate=JUDGED, zh="出具肯定结论前，CAR 与 CL 均已关闭；FAR 可结转至下次核查。")
def findings_are_closed(facts: ReportFacts) -> Iterator[Breach]:
    """Every CAR and CL is closed before a positive opinion; a FAR may be carried to the next verification."""
    yield from checks.findings_closed(facts, GRADES)


@rule("ISO/IEC 17029 7.3", gate=JUDGED, zh="承担职责的人员均具备本体系能力。")
def people_are_competent(facts: ReportFacts) -> Iterator[Breach]:
    """Team, reviewer and decision maker are competent for the scheme."""
    yield from checks.people_competent(facts, ROLES)


@rule("ISO/IEC 17029 9.6, 9.7", gate=Gate.ISSUE, zh="核查组长、独立复核人与决定人均已任命。")
def roles_are_filled(facts: ReportFacts) -> Iterator[Breach]:
    """A team leader, an independent reviewer and a decision maker have served."""
    yield from checks.roles_filled(facts, ROLES)


RULES: tuple[Rule, ...] = rules_of(globals())
