"""Measures Art. 17, 21 and the rule on offsetting: which reductions are registered, and how many are used."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.quantities import grouped, months_after
from verifier.rulebook.rules import INTAKE, THROUGHOUT, Breach, Gate, rule
from verifier.rulebook.wording import Text
from verifier.schemes.ccer.figures import MEASURES, OFFSETTING, PRODUCED_AFTER
from verifier.schemes.ccer.particulars import Particulars


@rule(f"{MEASURES} Art. 17", gate=INTAKE, zh="减排量产生于 2020 年 9 月 22 日之后。")
def reductions_are_late_enough(facts: ReportFacts) -> Iterator[Breach]:
    """The reductions were produced after 22 September 2020."""
    own: Particulars = facts.particulars
    if own.verifies and facts.period_from <= PRODUCED_AFTER:
        yield Breach(
            "period_from",
            Text(
                "The period begins on {first}; it must begin after {limit}.", "核算期始于 {first}，应在 {limit} 之后。"
            ).format(first=facts.period_from, limit=PRODUCED_AFTER),
        )


@rule(f"{MEASURES} Art. 17", gate=THROUGHOUT, zh="减排量产生于申请登记之日前五年以内。")
def reductions_are_young_enough(facts: ReportFacts) -> Iterator[Breach]:
    """The reductions were produced within five years before the application for their registration."""
    own: Particulars = facts.particulars
    if not own.verifies:
        return
    if own.application_on is None:
        yield Breach(
            "application_on",
            Text("Say when registration is, or will be, applied for.", "请填写申请登记的（计划）日期。"),
        )
        return
    if facts.period_until > own.application_on:
        yield Breach(
            "application_on",
            Text(
                "Applied for on {day}, before the period ends on {last}: only what was produced can be registered. "
                "Shorten the period, or apply later.",
                "{day} 申请时核算期（至 {last}）尚未结束，仅可登记已产生的减排量。请缩短核算期，或推迟申请。",
            ).format(day=own.application_on, last=facts.period_until),
        )
    earliest = months_after(own.application_on, -12 * int(facts.figures["years_back"]))
    if facts.period_from < earliest:
        yield Breach(
            "period_from",
            Text(
                "Applied for on {day}, nothing produced before {earliest} is registered; the period begins on {first}.",
                "{day} 申请时，{earliest} 之前产生的减排量不予登记；核算期始于 {first}。",
            ).format(day=own.application_on, earliest=earliest, first=facts.period_from),
        )


@rule(f"{MEASURES} Art. 21", gate=(Gate.ISSUE, Gate.TRANSFER), zh="申请登记的减排量与核查报告确定的减排量一致。")
def application_is_for_what_was_verified(facts: ReportFacts) -> Iterator[Breach]:
    """The quantity applied for equals the quantity verified."""
    own: Particulars = facts.particulars
    found = facts.calculation["ER"]
    if own.applied_t is not None and own.applied_t != found.value:
        yield Breach(
            "applied_t",
            Text(
                "{applied} t are applied for, {found} t are verified. Apply for what is verified.",
                "申请 {applied} t，核查 {found} t。请按核查数量申请。",
            ).format(applied=grouped(own.applied_t), found=grouped(found.value)),
        )


@rule(OFFSETTING, gate=Gate.TRANSFER, zh="抵销比例不超过应清缴配额的 5%。")
def offset_is_within_the_cap(facts: ReportFacts) -> Iterator[Breach]:
    """No more is offset than five per cent of the allowances due, in whole tonnes."""
    own: Particulars = facts.particulars
    if own.offset_t is not None and own.offset_t > (most := facts.calculation["offset_cap"].value):
        yield Breach(
            "offset_t",
            Text(
                "{given} t are offset; at most {most} t may be. Offset less.",
                "抵销 {given} t，上限为 {most} t。请减少抵销量。",
            ).format(given=grouped(own.offset_t), most=grouped(most)),
        )
