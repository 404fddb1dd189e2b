"""Measures Art. 18, 30: which body may do what."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.rules import DRAFTED, SERVING, THROUGHOUT, Breach, Gate, rule
from verifier.rulebook.wording import Text
from verifier.schemes.ccer.figures import MEASURES
from verifier.schemes.ccer.particulars import Particulars


@rule(
    f"{MEASURES} Art. 18",
    gate=(Gate.APPLY, *SERVING),
    zh="项目业主不得委托负责项目审定的审定与核查机构开展该项目的减排量核查。",
)
def validator_does_not_verify(facts: ReportFacts) -> Iterator[Breach]:
    """The body that validated a project does not verify its reductions; the project was validated before."""
    own: Particulars = facts.particulars
    if not own.verifies or own.validated_by == "another_body":
        return
    if own.validated_by == "this_body":
        message = Text(
            "This body validated the project. Decline: another body must verify it.",
            "本机构已审定该项目。请谢绝委托，须由其他机构核查。",
        )
    else:
        message = Text(
            "The project is not validated yet: another body validates it first.",
            "项目尚未审定，须先由其他机构完成审定。",
        )
    yield Breach("validated_by", message)


@rule(f"{MEASURES} Art. 30, 31", gate=THROUGHOUT, zh="审定与核查机构具有相应领域的批准号。")
def body_is_approved_for_the_field(facts: ReportFacts) -> Iterator[Breach]:
    """The body is approved for the field of the methodology, and gives the number of the approval."""
    own: Particulars = facts.particulars
    if not own.body_approval:
        yield Breach(
            "body_approval",
            Text("No approval for this field is on record. Note its number.", "无该领域批准记录。请填写批准号。"),
        )


@rule(f"{MEASURES} Art. 30; 核查员注册准则", gate=DRAFTED, zh="审定与核查人员均已在中国认证认可协会注册。")
def people_are_registered(facts: ReportFacts) -> Iterator[Breach]:
    """Everybody on the team is registered with the certification and accreditation association."""
    own: Particulars = facts.particulars
    if not own.people_registered:
        yield Breach(
            "people_registered",
            Text(
                "Nobody has confirmed that the whole team is registered. Look it up, and replace who is not.",
                "未确认组内人员均已注册。请查询确认，并更换未注册人员。",
            ),
        )
