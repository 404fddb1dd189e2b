"""The rules that every scheme asks of renewable power in a grid, each under its own clause."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.materiality import Test
from verifier.rulebook.power import GridPower
from verifier.rulebook.programme import Materiality
from verifier.rulebook.quantities import HUNDRED, ZERO, grouped
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
    "Each calendar year of the period has meter readings, and none lies outside it.",
    "监测期内每个日历年均有电表数据，且无期外年份。",
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
            "period",
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
    own: GridPower = facts.particulars
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


def claim_free_of_error(facts: ReportFacts, materiality: Materiality) -> Iterator[Breach]:
    """The difference between claim and finding is one error like any other, judged by the scheme's own threshold."""
    own: GridPower = facts.particulars
    if own.claimed_t is None:
        return
    found = facts.calculation["ER"]
    percent = None if materiality.percent is None else facts.figures[materiality.percent(facts)]
    threshold = ZERO if percent is None else sum(materiality.bases(facts).values(), ZERO) * percent / HUNDRED
    test: Test = materiality.test
    if test.met(own.claimed_t - found.value, threshold):
        yield Breach(
            "claimed_t",
            Text(
                "{claimed} t are claimed, {found} t are found; an error of {threshold} t is material. "
                "Correct the report.",
                "申报 {claimed} t，复算 {found} t；误差达到 {threshold} t 即为重大。请更正监测报告。",
            ).format(claimed=grouped(own.claimed_t), found=found.shown, threshold=grouped(threshold)),
        )
