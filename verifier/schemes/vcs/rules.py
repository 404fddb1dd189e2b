"""The rules of the scheme: eligibility and period, the methodology, the verification."""

from collections.abc import Iterator

from verifier.rulebook import power_rules
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.notices import notice_rule
from verifier.rulebook.other_programmes import other_programmes_rule
from verifier.rulebook.power_rules import PowerClauses
from verifier.rulebook.quantities import months_after
from verifier.rulebook.rules import INTAKE, Breach, Rule, rule
from verifier.rulebook.wording import Text
from verifier.schemes.vcs.kinds import MATERIALITY
from verifier.schemes.vcs.particulars import Particulars

_CREDITING = "VCS Standard, crediting period"


@rule("VCS Standard, validation deadline", gate=INTAKE, zh="项目启动后两年内完成审定。")
def validation_kept_its_deadline(facts: ReportFacts) -> Iterator[Breach]:
    """A project other than land use is validated within two years of its start."""
    own: Particulars = facts.particulars
    if own.started_on is None or own.validated_on is None:
        return
    years = facts.figures["validation.years"]
    last = months_after(own.started_on, int(years) * 12)
    if own.validated_on > last:
        yield Breach(
            "validated_on",
            Text(
                "Started on {started}, the project had to be validated by {last}; it was on {validated}. "
                "The programme's leave is needed.",
                "项目于 {started} 启动，应于 {last} 前完成审定，实际为 {validated}。须取得该机制的许可。",
            ).format(started=own.started_on, last=last, validated=own.validated_on),
        )


RULES: tuple[Rule, ...] = (
    validation_kept_its_deadline,
    power_rules.crediting_length(_CREDITING),
    *power_rules.rules(
        PowerClauses(crediting_period=_CREDITING, double_claim="VCS Standard, double issuance"), MATERIALITY
    ),
    other_programmes_rule("VCS Standard, double issuance"),
    notice_rule("VCS Standard, public comment"),
)
