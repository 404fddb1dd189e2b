"""The rules of the scheme: approval and cycle, uniqueness, the methodology, levies, authorisation."""

from collections.abc import Iterator
from datetime import timedelta

from verifier.rulebook import action_requests, authorisation_rules, power_rules, scales
from verifier.rulebook.authorisation_rules import Asked
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.notices import notice_rule
from verifier.rulebook.other_programmes import other_programmes_rule
from verifier.rulebook.power_rules import PowerClauses
from verifier.rulebook.rules import DRAFTED, INTAKE, THROUGHOUT, Breach, Rule, rule
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_4 import issuance
from verifier.schemes.article_6_4.figures import CREDITING, CYCLE, LEVIES, VALIDATION
from verifier.schemes.article_6_4.kinds import MATERIALITY
from verifier.schemes.article_6_4.particulars import Particulars

_DOUBLE = "Decision 3/CMA.3 annex; A6.4-STAN-AC-002, double issuance"


@rule("Decision 3/CMA.3 annex, host Party approval", gate=THROUGHOUT, zh="东道国已批准活动并授权参与方。")
def host_has_approved(facts: ReportFacts) -> Iterator[Breach]:
    """The host Party has approved the activity and authorised its participants."""
    own: Particulars = facts.particulars
    if own.host_approved_on is None:
        yield Breach(
            "host_approved_on",
            Text("No approval of the host Party is on record. Receive it.", "未见东道国批准。请补充批准文件。"),
        )
    if not own.participants_authorised:
        yield Breach(
            "participants_authorised",
            Text(
                "It is not shown that the host authorised the participants. Receive its letter.",
                "未证明东道国已授权参与方。请补充授权文件。",
            ),
        )


@rule(CYCLE, gate=INTAKE, zh="事先考虑在活动开始后规定天数内通知。")
def prior_consideration_was_notified(facts: ReportFacts) -> Iterator[Breach]:
    """Prior consideration was notified no later than so many days after the start of the activity."""
    own: Particulars = facts.particulars
    last = own.started_on + timedelta(days=int(facts.figures["notification.days"]))
    if own.notified_on is None or own.notified_on > last:
        yield Breach(
            "notified_on",
            Text(
                "The activity started on {started}; prior consideration had to be notified by {last}: {notified}. "
                "Show an earlier notification, or decline.",
                "活动于 {started} 开始，应于 {last} 前通知事先考虑：{notified}。请证明此前已通知，否则不予受理。",
            ).format(started=own.started_on, last=last, notified=own.notified_on or Text("no day on record", "无记录")),
        )


@rule(LEVIES, gate=INTAKE, zh="为全面减缓注销的比例不低于最低值。")
def overall_mitigation_is_not_cut(facts: ReportFacts) -> Iterator[Breach]:
    """No less is cancelled for overall mitigation than is required."""
    own: Particulars = facts.particulars
    least = facts.figures["levy.mitigation"]
    if own.mitigation_percent is not None and own.mitigation_percent < least:
        yield Breach(
            "mitigation_percent",
            Text(
                "{given} % is less than {least} %. Raise it, or leave it out.",
                "{given} % 低于 {least} %。请调高，或不填。",
            ).format(given=own.mitigation_percent, least=least),
        )


@rule(LEVIES, gate=DRAFTED, zh="签发数量足以承担两项提取。")
def reductions_bear_the_levies(facts: ReportFacts) -> Iterator[Breach]:
    """What is to be issued is enough for both levies, each rounded up, and leaves something to the participants."""
    found = facts.calculation["ER"]
    if found.value < facts.figures["levy.least_t"] or issuance.levies(facts, facts.calculation) is None:
        yield Breach(
            "ER",
            Text(
                "{found} t cannot bear the levies: nothing would be left. Verify a longer period.",
                "{found} t 不足以承担提取，无剩余可划转。请延长监测期。",
            ).format(found=found.shown),
        )


RULES: tuple[Rule, ...] = (
    host_has_approved,
    prior_consideration_was_notified,
    other_programmes_rule(_DOUBLE),
    power_rules.crediting_length(CREDITING),
    *power_rules.rules(PowerClauses(crediting_period=CREDITING, double_claim=_DOUBLE), MATERIALITY),
    notice_rule(CYCLE),
    scales.validator_rule(VALIDATION),
    action_requests.registration_is_not_put_off(VALIDATION),
    overall_mitigation_is_not_cut,
    reductions_bear_the_levies,
    *authorisation_rules.rules(
        Asked(
            drawn=issuance.drawn,
            approach=lambda facts: str(facts.particulars.activity),
            sector=lambda facts: str(facts.particulars.sectoral_scope),
        )
    ),
)
