"""The emissions balances: results in Mt CO2eq to the tonne, steps in t CO2eq."""

from collections.abc import Iterator
from decimal import Decimal

from verifier.rulebook import adjustments
from verifier.rulebook.adjustments import AVERAGING, MULTI_YEAR, Balance
from verifier.rulebook.quantities import ZERO, grouped
from verifier.rulebook.results import Result, Step
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_2.particulars import Particulars

PARA_7, PARA_8 = "Decision 2/CMA.3 annex, para. 7", "Decision 2/CMA.3 annex, para. 8"
_TONNES_PER_MEGATONNE = Decimal(10**6)


def of(own: Particulars) -> tuple[Balance, ...]:
    return adjustments.balances(own.participants, own.emissions, own.actions)


def results(own: Particulars, found: tuple[Balance, ...]) -> Iterator[Result]:
    for one in found:
        yield _result(
            f"balance_{one.party}_{one.year}",
            Text("Emissions balance of {party}, {year}", "{party} {year} 年排放平衡").format(
                party=one.party, year=one.year
            ),
            one.adjusted,
            PARA_8,
            headline=True,
        )
    yield from _averages(own, found)
    yield from _cumulated(own, found)
    yield _result(
        "unadjusted", Text("Sum of emissions before adjustment", "调整前排放合计"), _sum(found, "emissions"), PARA_8
    )
    yield _result("adjusted", Text("Sum of the balances", "排放平衡合计"), _sum(found, "adjusted"), PARA_8)
    yield _result(
        "surplus",
        Text("First transferred and not used", "已首次转让而未使用"),
        adjustments.surplus(own.actions),
        PARA_8,
    )


def _averages(own: Particulars, found: tuple[Balance, ...]) -> Iterator[Result]:
    """What is first transferred and used in the mean of the years elapsed, for the Parties that adjust so."""
    averaging = {one.party for one in own.participants if one.method == AVERAGING}
    for one in found:
        if one.party in averaging:
            for code, name, value in (
                (
                    "added",
                    Text(
                        "First transferred, mean of the years to {year}, {party}", "{party} 至 {year} 年平均首次转让量"
                    ),
                    one.added,
                ),
                (
                    "deducted",
                    Text("Used, mean of the years to {year}, {party}", "{party} 至 {year} 年平均使用量"),
                    one.deducted,
                ),
            ):
                yield _result(
                    f"average_{code}_{one.party}_{one.year}",
                    name.format(party=one.party, year=one.year),
                    value,
                    f"{PARA_7}(a)(ii)",
                    unit="Mt CO2eq/year",
                )


def _cumulated(own: Particulars, found: tuple[Balance, ...]) -> Iterator[Result]:
    """The balances of a multi-year target together: of the years given, all of them at the end of the contribution."""
    for participant in own.participants:
        years = [one for one in found if one.party == participant.party]
        if participant.method == MULTI_YEAR and years:
            yield _result(
                f"cumulative_{participant.party}",
                Text("Cumulative balance of {party}, {count} years", "{party} 累计排放平衡（{count} 年）").format(
                    party=participant.party, count=len(years)
                ),
                sum((one.adjusted for one in years), ZERO),
                f"{PARA_7}(b)",
            )


def _sum(found: tuple[Balance, ...], name: str) -> Decimal:
    return sum((getattr(one, name) for one in found), ZERO)


def _result(
    code: str, name: Text, tonnes: Decimal, clause: str, *, unit: str = "Mt CO2eq", headline: bool = False
) -> Result:
    value = tonnes / _TONNES_PER_MEGATONNE
    return Result(code=code, name=name, value=value, unit=unit, places=6, clause=clause, headline=headline)


def steps(found: tuple[Balance, ...]) -> Iterator[Step]:
    for one in found:
        yield Step(
            code=f"adjusted_{one.party}_{one.year}",
            label=Text("Emissions balance of {party}, {year}", "{party} {year} 年排放平衡").format(
                party=one.party, year=one.year
            ),
            expression=f"{grouped(one.emissions)} + {grouped(one.added)} - {grouped(one.deducted)} t CO2eq",
            value=one.adjusted,
            unit="t CO2eq",
            clause=PARA_8,
            places=2,
        )
