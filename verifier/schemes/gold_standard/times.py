"""What is due when, and how long records are kept."""

from verifier.rulebook.deadlines import Count, Deadline, Trigger, Unit
from verifier.rulebook.figures import Sureness
from verifier.rulebook.programme import Retention
from verifier.rulebook.wording import Text
from verifier.schemes.gold_standard.figures import (
    ASSURANCE,
    CYCLE_YEARS,
    PERFORMANCE_YEARS,
    PRINCIPLES,
    REVIEW_DAYS,
    VALIDATION_YEARS,
)


def _within(code: str, years: int, event: Text, en: str, zh: str) -> Deadline:
    return Deadline(
        code=code,
        title=Text(en, zh),
        trigger=Trigger.EVENT,
        from_event=event,
        way=Count(number=years, unit=Unit.YEARS),
        clause=PRINCIPLES,
        sure=Sureness.READ,
    )


DEADLINES = (
    _within("validation", VALIDATION_YEARS, Text("listing", "列名"), "Validation is completed", "完成审定"),
    _within(
        "first_performance",
        PERFORMANCE_YEARS,
        Text("implementation, or design certification", "项目实施或设计认证"),
        "First verification and performance review",
        "首次核查与绩效评审",
    ),
    _within(
        "renewal",
        CYCLE_YEARS,
        Text("design certification", "设计认证"),
        "Design certification is renewed",
        "设计认证续期",
    ),
    Deadline(
        code="review_round",
        title=Text("Answer of the assurance provider in a round of review", "评审机构每轮评审答复"),
        trigger=Trigger.EVENT,
        from_event=Text("submission for review", "提交评审"),
        way=Count(number=REVIEW_DAYS, unit=Unit.DAYS),
        clause=f"{PRINCIPLES}, certification procedure",
        sure=Sureness.MEMORY_LOW,
        in_principle=True,
    ),
)

RETENTIONS = (
    Retention(
        keeper=Text("this body", "本机构"),
        years="retention.years",
        after=Text("end of the crediting period", "计入期结束"),
        clause=ASSURANCE,
        open_ended=True,
    ),
)
