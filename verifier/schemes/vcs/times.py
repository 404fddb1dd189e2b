"""What is due when, and how long records are kept."""

from verifier.rulebook.deadlines import Count, Deadline, Trigger, Unit
from verifier.rulebook.figures import Sureness
from verifier.rulebook.programme import Retention
from verifier.rulebook.wording import Text
from verifier.schemes.vcs.figures import COMMENT_DAYS, VALIDATION_YEARS

DEADLINES = (
    Deadline(
        code="public_comment",
        title=Text("Public comment closes at the earliest", "公众意见征询最早截止日"),
        trigger=Trigger.NOTICE_START,
        way=Count(number=COMMENT_DAYS, unit=Unit.DAYS, inclusive=True),
        clause="VCS Standard, public comment",
        sure=Sureness.MEMORY_HIGH,
    ),
    Deadline(
        code="validation",
        title=Text("Validation is completed", "完成审定"),
        trigger=Trigger.EVENT,
        from_event=Text("start of the project", "项目启动"),
        way=Count(number=VALIDATION_YEARS, unit=Unit.YEARS),
        clause="VCS Standard, validation deadline",
        sure=Sureness.MEMORY_MEDIUM,
        ours=True,
    ),
)

RETENTIONS = (
    Retention(
        keeper=Text("this body", "本机构"),
        years="retention.years",
        after=Text("end of the project's crediting period", "项目计入期结束"),
        clause="VCS Standard, record keeping",
        open_ended=True,
    ),
)
