"""A project that other programmes credit, or once did: what it says of them, and the rule on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.rulebook import shapes, uniqueness
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.rules import INTAKE, Breach, Rule
from verifier.rulebook.uniqueness import Participation
from verifier.rulebook.wording import Text


@dataclass(frozen=True, kw_only=True)
class CreditedElsewhere:
    """What a project says of its part in other programmes."""

    elsewhere: tuple[Participation, ...] = shapes.rows(
        Participation, Text("Other programmes", "参与的其他机制"), hint=Text("Those left too.", "含已退出者。")
    )


def other_programmes_rule(clause: str) -> Rule:
    """No tonne is credited twice: not in the same days, and not by a programme that the project has not left."""
    return Rule(
        code="no_other_programme_credits_it", clause=clause, gates=INTAKE, words=_ONCE, check=_not_credited_elsewhere
    )


_ONCE = Text(
    "No other programme credits the same days, and any other in which the project took part has been left, with proof.",
    "同一期间未在其他机制计入；曾参与其他机制的，已退出并有凭证。",
)


def _not_credited_elsewhere(facts: ReportFacts) -> Iterator[Breach]:
    return uniqueness.objections(facts.particulars.elsewhere, facts.period_from, facts.period_until)
