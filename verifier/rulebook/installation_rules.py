"""The rules that every scheme asks of an installation, each under its own clause."""

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fieldwork import VISITS
from verifier.rulebook.installations import Capped, Installation
from verifier.rulebook.rules import DRAFTED, INTAKE, Breach, Rule
from verifier.rulebook.wording import Text


@dataclass(frozen=True, kw_only=True)
class InstallationClauses:
    """Where the scheme says this of itself. `credits` is empty where the installation is under no cap."""

    period: str
    sources: str
    gaps: str
    credits: str = ""


def rules(clauses: InstallationClauses) -> tuple[Rule, ...]:
    """The rules of the family."""
    return tuple(_rules(clauses))


def _rules(clauses: InstallationClauses) -> Iterator[Rule]:
    for code, clause, gates, words, check in (
        ("period_lies_in_one_year", clauses.period, INTAKE, _ONE_YEAR, one_year),
        ("emissions_are_accounted_for", clauses.sources, DRAFTED, _ACCOUNTED, accounted_for),
        ("gaps_lie_in_the_period", clauses.gaps, DRAFTED, _GAPS, gaps_in_period),
        ("sources_bear_no_credits", clauses.credits, DRAFTED, _CREDITS, no_credits),
    ):
        if clause:
            yield Rule(code=code, clause=clause, gates=gates, words=words, check=check)


_ONE_YEAR = Text("The period lies in one calendar year.", "核查期在同一日历年内。")
_ACCOUNTED = Text("The source streams of the installation are accounted for.", "设施的排放源流均已列明。")
_GAPS = Text("Data gaps lie within the period.", "数据缺失期在核查期之内。")
_CREDITS = Text(
    "No reduction credits are claimed for sources that stand under a cap.", "纳入配额管理的排放源未另行申请减排量。"
)


def one_year(facts: ReportFacts) -> Iterator[Breach]:
    if facts.period_from.year != facts.period_until.year:
        yield Breach(
            "period",
            Text(
                "{first} to {last} reaches into another year. Report each year on its own.",
                "{first} 至 {last} 跨年。请按年分别报告。",
            ).format(first=facts.period_from, last=facts.period_until),
        )


def accounted_for(facts: ReportFacts) -> Iterator[Breach]:
    own: Installation = facts.particulars
    if not own.streams:
        yield Breach(
            "streams",
            Text(
                "No source stream is stated. State each with its activity data and factors.",
                "未列排放源流。请逐一填写。",
            ),
        )


def gaps_in_period(facts: ReportFacts) -> Iterator[Breach]:
    own: Installation = facts.particulars
    for gap in own.gaps:
        if gap.since < facts.period_from or facts.period_until < gap.until:
            yield Breach(
                gap.stream,
                Text(
                    "The gap {since} to {until} lies outside the period. Correct its days.",
                    "缺失期 {since} 至 {until} 在核查期之外。请更正日期。",
                ).format(since=gap.since, until=gap.until),
            )


def no_credits(facts: ReportFacts) -> Iterator[Breach]:
    own: Capped = facts.particulars
    if not own.free_of_credits:
        yield Breach(
            "free_of_credits",
            Text(
                "It is not shown that no reduction credits are claimed for these sources. Search the registries, and "
                "have a claim withdrawn.",
                "未证明这些排放源未申请减排量。请检索登记系统；已申请的须撤回。",
            ),
        )


def seen(facts: ReportFacts) -> str | None:
    """How the site was seen: on site if it ever was, else virtual, else waived; None where nothing is on record."""
    kinds = {visit.kind for visit in facts.visits}
    return next((kind for kind in VISITS if kind in kinds), None)
