"""The rules that every scheme asks of renewable power in a grid, each under its own clause."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from verifier.rulebook.claims import claim_free_of_error
from verifier.rulebook.crediting import reservoir_factor
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.power import GridPower
from verifier.rulebook.programme import Materiality
from verifier.rulebook.quantities import ONE, ZERO, grouped, last_day
from verifier.rulebook.rules import DRAFTED, INTAKE, THROUGHOUT, Breach, Check, Gate, Rule
from verifier.rulebook.wording import Text

_METHOD = "ACM0002"


@dataclass(frozen=True, kw_only=True)
class PowerClauses:
    """Where the scheme says this of itself."""

    crediting_period: str
    double_claim: str


def rules(clauses: PowerClauses, materiality: Materiality) -> tuple[Rule, ...]:
    """The rules of the family. `materiality` is the scheme's own: the claim is held against what is found by it."""
    return (
        _rule("period_lies_in_the_crediting_period", clauses.crediting_period, INTAKE, _PERIOD, period_in_crediting),
        _rule("output_is_not_claimed_twice", clauses.double_claim, DRAFTED, _TWICE, not_claimed_twice),
        _rule("reservoir_is_dense_enough", f"{_METHOD} applicability", THROUGHOUT, _RESERVOIR, reservoir_dense_enough),
        _rule("every_vintage_is_metered", f"{_METHOD} monitoring, EG", DRAFTED, _METERED, every_vintage_metered),
        _rule("total_generation_is_metered", f"{_METHOD} monitoring, TEG", DRAFTED, _TOTAL, total_generation_metered),
        _rule("deductions_are_metered", f"{_METHOD} monitoring, EG", DRAFTED, _DEDUCTED, deductions_metered),
        _rule("no_vintage_is_negative", f"{_METHOD} BE", DRAFTED, _NEGATIVE, no_vintage_negative),
        _rule("output_is_within_capacity", f"{_METHOD} monitoring, EG", DRAFTED, _CAPACITY, within_capacity),
        _rule(
            "claim_is_free_of_material_error",
            materiality.clause,
            DRAFTED,
            _CLAIM,
            lambda facts: claim_free_of_error(facts, materiality),
        ),
    )


def _rule(code: str, clause: str, gates: tuple[Gate, ...], words: Text, check: Check) -> Rule:
    return Rule(code=code, clause=clause, gates=gates, words=words, check=check)


_PERIOD = Text("The monitoring period lies within the crediting period.", "监测期在计入期之内。")
_TWICE = Text(
    "No energy certificate is sold for the output that is credited, or it is cancelled with evidence.",
    "计入减排量的电量未另售绿证，或绿证已注销并有凭证。",
)
_RESERVOIR = Text(
    "A hydro project with a reservoir has a power density of at least 4 W/m2.", "水库功率密度不低于 4 W/m2。"
)
_METERED = Text(
    "Each calendar year of the period has meter readings; none lies outside it, and none stands twice.",
    "监测期内每个日历年均有电表数据，且无期外年份、无重复读数。",
)
_TOTAL = Text(
    "Where a reservoir emits, the total generation is metered, and it is no less than the export.",
    "水库计排放时，总发电量有计量数据，且不低于上网电量。",
)
_DEDUCTED = Text(
    "What is corrected, left out or burned in a year belongs to a metered year and exceeds none of its readings.",
    "更正、剔除的电量及消耗的燃料均属于有计量数据的年份，且不超过该年读数。",
)
_NEGATIVE = Text(
    "In no year did the project take more than it gave, or emit more than it avoided.",
    "各年净上网电量与减排量均不为负。",
)
_CAPACITY = Text(
    "The plant gave no more than its capacity allows, nor more than plants of its kind do.",
    "发电量不超过装机容量所能达到的上限，容量因子合理。",
)
_CLAIM = Text(
    "The claimed reductions depart from those found by no more than what is material.",
    "申报减排量与复算值之差不构成重大错报。",
)


def period_in_crediting(facts: ReportFacts) -> Iterator[Breach]:
    own: GridPower = facts.particulars
    if facts.period_from < own.crediting_from or own.crediting_until < facts.period_until:
        yield Breach(
            "period_from" if facts.period_from < own.crediting_from else "period_until",
            Text(
                "{first} to {last} does not lie within the crediting period {since} to {until}. Shorten the period.",
                "{first} 至 {last} 不在计入期 {since} 至 {until} 之内。请缩短监测期。",
            ).format(
                first=facts.period_from, last=facts.period_until, since=own.crediting_from, until=own.crediting_until
            ),
        )


def not_claimed_twice(facts: ReportFacts) -> Iterator[Breach]:
    own: GridPower = facts.particulars
    if not own.certificates_cancelled:
        yield Breach(
            "certificates_cancelled",
            Text(
                "Energy certificates may have been sold for this output. Show so, or their cancellation.",
                "未证明该电量未出售绿证。请提供证明或注销凭证。",
            ),
        )


def reservoir_dense_enough(facts: ReportFacts) -> Iterator[Breach]:
    own: GridPower = facts.particulars
    density = own.power_density_w_per_m2
    if density is not None and density < (least := facts.figures["power_density.least"]):
        yield Breach(
            "power_density_w_per_m2",
            Text(
                "{density} W/m2 is below {least}: the methodology does not apply.",
                "{density} W/m2 低于 {least}，不适用本方法学。",
            ).format(density=density, least=least),
        )


def every_vintage_metered(facts: ReportFacts) -> Iterator[Breach]:
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
    for reading, times in Counter(facts.metered).items():
        if times > 1:
            yield Breach(
                str(reading.year),
                Text(
                    "The same readings of {year} are given {times} times ({source}). Give them once; name each meter.",
                    "{year} 年相同读数重复填写 {times} 次（{source}）。请只填一次，或注明各电表。",
                ).format(year=reading.year, times=times, source=reading.source),
            )


def total_generation_metered(facts: ReportFacts) -> Iterator[Breach]:
    own: GridPower = facts.particulars
    if not reservoir_factor(own.power_density_w_per_m2, facts.figures):
        return
    for year, exported in sorted(_by_year(facts, "exported_mwh").items()):
        metered = [reading.generated_mwh for reading in facts.metered if reading.year == year]
        generated = [one for one in metered if one is not None]
        total = sum(generated, ZERO) if len(generated) == len(metered) else None
        if total is None or total < exported:
            yield Breach(
                f"generated_mwh of {year}",
                Text(
                    "The reservoir's emissions rest on the total generation of {year}: {mwh} MWh, with {exported} MWh "
                    "exported. Receive the generation meters' readings.",
                    "水库排放按 {year} 年总发电量计算：现为 {mwh} MWh，上网电量 {exported} MWh。请接收发电侧数据。",
                ).format(
                    year=year,
                    mwh=_UNKNOWN if total is None else grouped(total),
                    exported=grouped(exported),
                ),
            )


_UNKNOWN = Text("unknown", "未知")


def deductions_metered(facts: ReportFacts) -> Iterator[Breach]:
    """Each list by year, against what was metered in that year."""
    own: GridPower = facts.particulars
    exported, imported = _by_year(facts, "exported_mwh"), _by_year(facts, "imported_mwh")
    for name, rows, most in (
        ("meter_faults", [(row.year, row.exported_mwh) for row in own.meter_faults], exported),
        ("meter_faults", [(row.year, row.imported_mwh) for row in own.meter_faults if row.year in imported], imported),
        ("certificates_sold", [(row.year, row.mwh) for row in own.certificates_sold], exported),
        ("fuels_burned", [(row.year, ZERO) for row in own.fuels_burned], exported),
    ):
        for year in sorted({year for year, _ in rows}):
            given = sum((mwh for of, mwh in rows if of == year), ZERO)
            if year not in most:
                yield Breach(
                    name,
                    Text(
                        "There are no meter readings of {year}. Correct the year.",
                        "{year} 年无电表数据。请更正年份。",
                    ).format(year=year),
                )
            elif given > most[year]:
                yield Breach(
                    name,
                    Text(
                        "{given} MWh are given for {year}, {most} MWh were metered. Correct the year or the amount.",
                        "{year} 年填报 {given} MWh，计量为 {most} MWh。请更正年份或数值。",
                    ).format(given=grouped(given), year=year, most=grouped(most[year])),
                )


def _by_year(facts: ReportFacts, name: str) -> dict[int, Decimal]:
    years = {reading.year for reading in facts.metered}
    return {year: sum((getattr(one, name) for one in facts.metered if one.year == year), ZERO) for year in years}


def no_vintage_negative(facts: ReportFacts) -> Iterator[Breach]:
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


def within_capacity(facts: ReportFacts) -> Iterator[Breach]:
    """Beyond the capacity is impossible; beyond what plants of the kind give is a thing that must be explained."""
    own: GridPower = facts.particulars
    factor = max(
        (one for one in facts.calculation.results if one.code.startswith("capacity_factor")), key=lambda one: one.value
    )
    code = f"capacity_factor.{own.technology}"
    usual = facts.figures[code] if code in facts.figures else Decimal(1)
    if factor.value > ONE:
        yield Breach(
            "capacity_mw",
            Text(
                "The capacity factor is {factor}: more than the capacity can give. "
                "Kilowatt-hours for megawatt-hours, or another capacity?",
                "容量因子为 {factor}，超过装机容量所能达到的上限。是否把 kWh 当成 MWh，或装机容量有误?",
            ).format(factor=factor.shown),
        )
    elif factor.value > usual and not own.output_explained:
        yield Breach(
            "capacity_mw",
            Text(
                "The capacity factor is {factor}; above {usual} it is not credible as it stands. "
                "Check capacity and readings, or explain the output.",
                "容量因子为 {factor}；超过 {usual} 不可径行采信。请核对装机容量与读数，或作出解释。",
            ).format(factor=factor.shown, usual=usual),
        )


def crediting_length(clause: str) -> Rule:
    """The length of the crediting period, by the figures `crediting.renewable_years` and `crediting.fixed_years`.

    A fixed period is never renewed: only the first of a project may be as long; not every programme has one.
    """
    return _rule("crediting_period_is_not_too_long", clause, INTAKE, _LENGTH, crediting_not_too_long)


_LENGTH = Text(
    "The crediting period is no longer than the programme allows; only the first may be a long, fixed one.",
    "计入期长度不超过规定；仅第一计入期可为较长的固定计入期。",
)


def crediting_not_too_long(facts: ReportFacts) -> Iterator[Breach]:
    own: GridPower = facts.particulars
    fixed = own.crediting_period == 1 and "crediting.fixed_years" in facts.figures
    years = facts.figures["crediting.fixed_years" if fixed else "crediting.renewable_years"]
    last = last_day(own.crediting_from, int(years) * 12)
    if own.crediting_until > last:
        yield Breach(
            "crediting_until",
            Text(
                "Crediting period {number} may last {years} years, until {last}; given is {until}. Shorten it.",
                "第 {number} 计入期最长 {years} 年，至 {last}；填报至 {until}。请缩短。",
            ).format(number=own.crediting_period, years=years, last=last, until=own.crediting_until),
        )
