"""The rules of the scheme: the modalities, the methodology, the verification."""

from collections.abc import Iterator

from verifier.rulebook import power_rules
from verifier.rulebook.action_requests import registration_is_not_put_off
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.notices import notice_rule
from verifier.rulebook.other_programmes import other_programmes_rule
from verifier.rulebook.power_rules import PowerClauses
from verifier.rulebook.quantities import grouped, months_after
from verifier.rulebook.rules import DRAFTED, Breach, Rule, rule
from verifier.rulebook.scales import validator_rule
from verifier.rulebook.wording import Text
from verifier.schemes.cdm.figures import MODALITIES, STANDARD, VISIT
from verifier.schemes.cdm.kinds import MATERIALITY
from verifier.schemes.cdm.particulars import Particulars


@rule(
    VISIT,
    gate=DRAFTED,
    zh="首次核查、距上次现场核查超过三年或减排量超过 30 万吨的，须到现场；其余情况记录远程或免除的理由。",
)
def site_is_visited_when_it_must_be(facts: ReportFacts) -> Iterator[Breach]:
    """The site is visited at the first verification, after more than three years, and after more than 300,000 t.

    At any other time the decision to go there virtually, or not at all, is on record.
    """
    if any(visit.kind == "physical" for visit in facts.visits):
        return
    if why := _why_a_visit(facts):
        yield Breach("visits", Text("The site must be visited: {why}.", "须到现场核查：{why}。").format(why=why))
    elif not facts.visits:
        yield Breach(
            "visits",
            Text(
                "Nothing is on record of a visit. Record it, or the decision to do without, with its reason.",
                "无现场核查记录。请登记现场核查，或登记免除的决定及理由。",
            ),
        )


def _why_a_visit(facts: ReportFacts) -> Text | None:
    """What makes a visit necessary. Time is reckoned to the day of the decision, else to the end of the period."""
    own: Particulars = facts.particulars
    if own.visited_on is None:
        return Text("this is the first verification", "此为首次核查")
    years, most = facts.figures["visit.years"], facts.figures["visit.tonnes"]
    day = max((visit.on for visit in facts.visits), default=facts.period_until)
    if day > months_after(own.visited_on, int(years) * 12):
        return Text(
            "the last visit, on {day}, is more than {years} years past", "上次现场核查（{day}）已逾 {years} 年"
        ).format(day=own.visited_on, years=years)
    since = own.since_visit_t + facts.calculation["ER"].value
    if since > most:
        return Text(
            "{since} t were verified since the last visit, more than {most} t",
            "上次现场核查以来减排 {since} t，超过 {most} t",
        ).format(since=grouped(since), most=grouped(most))
    return None


RULES: tuple[Rule, ...] = (
    validator_rule(MODALITIES),
    power_rules.crediting_length(MODALITIES),
    *power_rules.rules(
        PowerClauses(crediting_period=MODALITIES, double_claim=f"{STANDARD}, double counting"), MATERIALITY
    ),
    other_programmes_rule(f"{STANDARD}, double counting"),
    notice_rule(MODALITIES),
    site_is_visited_when_it_must_be,
    registration_is_not_put_off(f"{STANDARD}, forward action requests"),
)
