"""Findings as the crediting programmes grade them: corrective and forward action requests, and clarifications."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Grade
from verifier.rulebook.rules import JUDGED, Breach, Rule
from verifier.rulebook.wording import Text


def grades(clause: str) -> tuple[Grade, ...]:
    """CAR and CL are closed before a positive opinion, within the figure `days.finding`; a FAR is carried on."""
    return (
        Grade(
            code="CAR",
            title=Text("corrective action request (CAR)", "纠正行动要求（CAR）"),
            blocks=True,
            days="days.finding",
            clause=clause,
        ),
        Grade(
            code="CL",
            title=Text("clarification request (CL)", "澄清要求（CL）"),
            blocks=True,
            days="days.finding",
            clause=clause,
        ),
        Grade(
            code="FAR",
            title=Text("forward action request (FAR)", "进一步行动要求（FAR）"),
            blocks=False,
            carries=True,
            clause=clause,
        ),
    )


def registration_is_not_put_off(clause: str) -> Rule:
    """A FAR is no way to leave a requirement for registration open."""
    return Rule(
        code="registration_is_not_put_off", clause=clause, gates=JUDGED, words=_NOT_PUT_OFF, check=_far_on_registration
    )


_NOT_PUT_OFF = Text(
    "A forward action request does not concern a requirement for registration.", "进一步行动要求不涉及注册要求。"
)


def _far_on_registration(facts: ReportFacts) -> Iterator[Breach]:
    for finding in facts.findings:
        if finding.grade == "FAR" and finding.of_registration:
            yield Breach(
                finding.number,
                Text(
                    "{number} concerns a requirement for registration and may not wait. Grade it as a CAR or a CL.",
                    "{number} 涉及注册要求，不得结转。请改列为 CAR 或 CL。",
                ).format(number=finding.number),
            )
