"""The rules of the scheme: the monitoring plan, the report's total, the site, what the year before left open."""

from collections.abc import Iterator

from verifier.rulebook import installation_rules
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.installation_rules import InstallationClauses, seen
from verifier.rulebook.quantities import grouped
from verifier.rulebook.rules import DRAFTED, INTAKE, Breach, Rule, rule, rules_of
from verifier.rulebook.wording import Text
from verifier.schemes.eu_ets.kinds import departs, threshold
from verifier.schemes.eu_ets.particulars import Particulars


@rule("AVR Art. 27(3)", gate=INTAKE, zh="监测计划在报告期结束前已获批准。")
def monitoring_plan_was_approved(facts: ReportFacts) -> Iterator[Breach]:
    """The monitoring plan that is the criterion was approved before the period ended."""
    own: Particulars = facts.particulars
    if own.plan_approved_on > facts.period_until:
        yield Breach(
            "plan_approved_on",
            Text(
                "The plan was approved on {day}, after the period. Name the one that was approved for it.",
                "监测计划于 {day} 批准，晚于报告期。请填写适用于该期的计划。",
            ).format(day=own.plan_approved_on),
        )


@rule("AVR Art. 22, 23", gate=DRAFTED, zh="报告排放量与复算值之差不构成重大错报。")
def report_is_free_of_material_error(facts: ReportFacts) -> Iterator[Breach]:
    """The reported emissions depart from those found by no more than the materiality level."""
    own: Particulars = facts.particulars
    if departs(facts):
        yield Breach(
            "reported_t",
            Text(
                "{reported} t are reported, {found} t are found; more than {threshold} t apart is material. "
                "Correct the report.",
                "报告 {reported} t，复算 {found} t；相差超过 {threshold} t 即为重大。请更正排放报告。",
            ).format(
                reported=grouped(own.reported_t),
                found=facts.calculation["E"].shown,
                threshold=grouped(threshold(facts)),
            ),
        )


@rule("AVR Art. 21", gate=DRAFTED, zh="已进行现场访问，或其替代、免除已记录。")
def site_was_seen(facts: ReportFacts) -> Iterator[Breach]:
    """The site was visited, or what stood in the visit's place is on record."""
    if seen(facts) is None:
        yield Breach(
            "visits",
            Text(
                "No visit is on record. Record it, or why there was none.",
                "无现场访问记录。请登记访问，或未访问的理由。",
            ),
        )


@rule("AVR Art. 31, 34a", gate=DRAFTED, zh="远程访问或免除访问已获主管机关批准。")
def visit_was_replaced_with_approval(facts: ReportFacts) -> Iterator[Breach]:
    """A virtual visit, or going without one, was approved by the competent authority."""
    own: Particulars = facts.particulars
    if seen(facts) in ("virtual", "waived") and own.visit_approved_on is None:
        yield Breach(
            "visit_approved_on",
            Text(
                "Nobody of the team was on site and the authority's approval is not on record. Obtain it, or go there.",
                "未到现场，且无主管机关批准记录。请取得批准，或进行现场访问。",
            ),
        )


@rule("AVR Art. 31", gate=DRAFTED, zh="仅低排放设施，或符合其他所载条件者，可免除现场访问。")
def visit_is_waived_for_low_emitters_only(facts: ReportFacts) -> Iterator[Breach]:
    """A visit is waived only where emissions are low, or another condition for it is named."""
    own: Particulars = facts.particulars
    most = facts.figures["low_emitter"]
    if seen(facts) == "waived" and own.category_t > most and not own.waiver_condition:
        yield Breach(
            "visits",
            Text(
                "{emissions} t a year are above {most} t: the visit may not be waived. Visit the site, or name the "
                "other condition that is met.",
                "年排放 {emissions} t 超过 {most} t，不得免除现场访问。请进行访问，或填写所符合的其他条件。",
            ).format(emissions=grouped(own.category_t), most=grouped(most)),
        )


@rule("AVR Art. 29", gate=DRAFTED, zh="上年未解决的不符合已解决，或再次提出。")
def earlier_issues_are_settled_or_raised_again(facts: ReportFacts) -> Iterator[Breach]:
    """What the report of the year before left open is settled, or raised again as a finding."""
    own: Particulars = facts.particulars
    numbers = {finding.number for finding in facts.findings}
    for issue in own.prior_issues:
        if not issue.settled and issue.raised_as not in numbers:
            yield Breach(
                issue.reference,
                Text(
                    "This is still open from the year before. Raise it again as a finding and name that finding.",
                    "该事项自上年仍未解决。请作为发现项再次提出并填写其编号。",
                ),
            )


RULES: tuple[Rule, ...] = (
    *rules_of(globals()),
    *installation_rules.rules(
        InstallationClauses(
            period="AVR Art. 27(3)",
            sources="AVR Art. 16",
            gaps="AVR Art. 18",
            credits="double counting with a cap",
        )
    ),
)
