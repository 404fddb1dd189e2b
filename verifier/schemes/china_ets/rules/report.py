"""What the report says: the emissions found, why values changed, how they fluctuated, green electricity."""

from collections.abc import Iterator
from decimal import Decimal

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.quantities import ZERO, grouped
from verifier.rulebook.rules import DRAFTED, Breach, rule
from verifier.rulebook.wording import Text
from verifier.schemes.china_ets.figures import GUIDE, RULES_OF_STATE
from verifier.schemes.china_ets.particulars import Particulars

_HALF = Decimal("0.5")


@rule(f"{GUIDE} §3", gate=DRAFTED, zh="排放报告终版所载排放量与核查确认的一致。")
def report_shows_what_was_found(facts: ReportFacts) -> Iterator[Breach]:
    """The emissions in the final report are those found, to the last digit it prints."""
    own: Particulars = facts.particulars
    found = facts.calculation["E"]
    exponent = own.reported_t.as_tuple().exponent
    digit = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))
    if abs(own.reported_t - found.value) > digit * _HALF:
        yield Breach(
            "reported_t",
            Text(
                "{reported} t are reported, {found} t are found. Every deviation is corrected: correct the report.",
                "报告 {reported} t，核查 {found} t。任何偏差均须更正：请更正排放报告。",
            ).format(reported=grouped(own.reported_t), found=found.shown),
        )


@rule(f"{GUIDE} appendix", gate=DRAFTED, zh="核查前后数值不一致的，说明原因。")
def changed_values_have_reasons(facts: ReportFacts) -> Iterator[Breach]:
    """A value that verification changed has the reason beside it."""
    own: Particulars = facts.particulars
    for row in own.verified_values:
        if row.before != row.after and not row.reason:
            yield Breach(
                row.parameter,
                Text(
                    "Changed from {before} to {after} without a reason. Say why.",
                    "由 {before} 变为 {after}，未说明原因。请说明。",
                ).format(before=row.before, after=row.after),
            )


@rule(f"{GUIDE} appendix", gate=DRAFTED, zh="已说明与上年相比的异常波动及原因。")
def fluctuation_is_explained(facts: ReportFacts) -> Iterator[Breach]:
    """The report says whether emissions fluctuated against the year before, and why."""
    own: Particulars = facts.particulars
    if not own.fluctuation:
        yield Breach(
            "fluctuation",
            Text(
                "Nothing is said of the year before. Say whether emissions fluctuated, and why.",
                "未说明与上年的比较。请说明是否异常波动及原因。",
            ),
        )


@rule(f"{RULES_OF_STATE} Art. 31", gate=DRAFTED, zh="扣减的绿色电力未就同一电量签发减排量。")
def green_electricity_bears_no_credit(facts: ReportFacts) -> Iterator[Breach]:
    """No reduction credit was issued for green electricity that is netted."""
    own: Particulars = facts.particulars
    netted = sum((row.green_mwh for row in own.purchases), ZERO)
    if netted and not own.green_free_of_credits:
        yield Breach(
            "green_free_of_credits",
            Text(
                "It is not shown that the {mwh} MWh netted bore no credit. Show it, or do not net them.",
                "未证明所扣减的 {mwh} MWh 未签发减排量。请证明，或不予扣减。",
            ).format(mwh=grouped(netted)),
        )
