"""Public comment on a project before it is validated: how long it was open, and whether what came in was dealt with."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.rules import DRAFTED, Breach, Rule
from verifier.rulebook.wording import Text


def notice_rule(clause: str) -> Rule:
    """Where a notice is on record it lasted the days of the figure `notice.days`, both its days counted.

    The notice belongs to the validation: a verification has none of its own, and its absence is no breach.
    """
    return Rule(code="public_comment_was_open_long_enough", clause=clause, gates=DRAFTED, words=_OPEN, check=_notice)


_OPEN = Text(
    "Where public comment was sought, it was open long enough, and every comment is dealt with.",
    "如开展公众意见征询，公示期满足要求，且公众意见均已处理。",
)


def _notice(facts: ReportFacts) -> Iterator[Breach]:
    if facts.notice_from is None:
        if facts.notice_until is not None:
            yield Breach("notice_from", Text("Say from when public comment was open.", "请填写公示起始日。"))
        return
    least = facts.figures["notice.days"]
    days = 0 if facts.notice_until is None else (facts.notice_until - facts.notice_from).days + 1
    if days < least:
        yield Breach(
            "notice_until",
            Text(
                "Public comment was open for {days} days; {least} are asked for. Keep it open, or say until when.",
                "公示 {days} 天，要求不少于 {least} 天。请延长公示或填写截止日。",
            ).format(days=days, least=least),
        )
    if not facts.comments_answered:
        yield Breach(
            "comments_answered",
            Text(
                "It is not said that the comments are dealt with. Deal with each, or say that there were none.",
                "未说明公众意见已处理。请逐条处理，或说明无意见。",
            ),
        )
