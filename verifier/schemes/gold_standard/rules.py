"""The rules of the scheme: the certification cycle, the methodology, what is monitored beside the emissions."""

from collections.abc import Iterator

from verifier.rulebook import power_rules
from verifier.rulebook.action_requests import registration_is_not_put_off
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.other_programmes import other_programmes_rule
from verifier.rulebook.power_rules import PowerClauses
from verifier.rulebook.quantities import last_day, months_after
from verifier.rulebook.rules import DRAFTED, INTAKE, Breach, Rule, rule
from verifier.rulebook.scales import validator_rule
from verifier.rulebook.wording import Text
from verifier.schemes.gold_standard.figures import ASSURANCE, PRINCIPLES
from verifier.schemes.gold_standard.kinds import MATERIALITY
from verifier.schemes.gold_standard.particulars import Particulars


@rule(PRINCIPLES, gate=INTAKE, zh="列名后两年内完成审定。")
def validation_followed_the_listing(facts: ReportFacts) -> Iterator[Breach]:
    """Validation is completed within two years of the listing."""
    own: Particulars = facts.particulars
    last = months_after(own.listed_on, int(facts.figures["validation.years"]) * 12)
    if own.validated_on > last:
        yield Breach(
            "validated_on",
            Text(
                "Listed on {listed}, the project had to be validated by {last}; it was on {validated}. "
                "The programme's leave is needed.",
                "项目于 {listed} 列名，应于 {last} 前完成审定，实际为 {validated}。须取得该机制的许可。",
            ).format(listed=own.listed_on, last=last, validated=own.validated_on),
        )


@rule(PRINCIPLES, gate=INTAKE, zh="首次绩效认证在项目实施或设计认证后两年内进行。")
def first_performance_is_not_late(facts: ReportFacts) -> Iterator[Breach]:
    """The first performance certification comes within two years of implementation or design certification."""
    own: Particulars = facts.particulars
    if own.performed_on is not None:
        return
    start = max(own.implemented_on, own.design_certified_on)
    last = months_after(start, int(facts.figures["performance.years"]) * 12)
    # What covers a period cannot be certified before the period is over.
    if facts.period_until > last:
        yield Breach(
            "period_until",
            Text(
                "The first performance certification was due by {last}; this period ends on {until} only. "
                "Verify a shorter one, or obtain leave.",
                "首次绩效认证应于 {last} 前完成，而本期至 {until} 才结束。请缩短监测期或取得许可。",
            ).format(last=last, until=facts.period_until),
        )


@rule(PRINCIPLES, gate=INTAKE, zh="监测期末日设计认证仍在五年有效期内。")
def design_certification_is_in_force(facts: ReportFacts) -> Iterator[Breach]:
    """The design certification, valid for five years, is in force to the end of the period."""
    own: Particulars = facts.particulars
    last = last_day(own.design_certified_on, int(facts.figures["design.years"]) * 12)
    if facts.period_until > last:
        yield Breach(
            "design_certified_on",
            Text(
                "The design certification of {certified} is valid until {last}; the period ends on {until}. Renew it.",
                "{certified} 的设计认证有效至 {last}，监测期至 {until}。请先续期。",
            ).format(certified=own.design_certified_on, last=last, until=facts.period_until),
        )


@rule(PRINCIPLES, gate=DRAFTED, zh="逐项列示可持续发展目标影响指标及证据。")
def impacts_are_stated(facts: ReportFacts) -> Iterator[Breach]:
    """The impacts on the Sustainable Development Goals are stated indicator by indicator, with evidence."""
    own: Particulars = facts.particulars
    if not own.impacts:
        yield Breach("impacts", Text("No impact is stated. Give each indicator.", "未列示影响指标。请逐项填写。"))


@rule(PRINCIPLES, gate=DRAFTED, zh="逐项列示保障措施指标及证据。")
def safeguards_are_stated(facts: ReportFacts) -> Iterator[Breach]:
    """The safeguards are stated indicator by indicator, with evidence."""
    own: Particulars = facts.particulars
    if not own.safeguards:
        yield Breach("safeguards", Text("No safeguard is stated. Give each.", "未列示保障措施。请逐项填写。"))


RULES: tuple[Rule, ...] = (
    validation_followed_the_listing,
    validator_rule(f"{ASSURANCE}, independence"),
    design_certification_is_in_force,
    first_performance_is_not_late,
    power_rules.crediting_length(PRINCIPLES),
    *power_rules.rules(
        PowerClauses(crediting_period=PRINCIPLES, double_claim=f"{PRINCIPLES}, double counting"), MATERIALITY
    ),
    other_programmes_rule(f"{PRINCIPLES}, double counting"),
    impacts_are_stated,
    safeguards_are_stated,
    registration_is_not_put_off(f"{ASSURANCE}, findings"),
)
