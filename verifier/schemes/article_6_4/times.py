"""What is due when, and how long records are kept."""

from verifier.rulebook.deadlines import Count, Deadline, Trigger, Unit
from verifier.rulebook.figures import Sureness
from verifier.rulebook.programme import Retention
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_4.figures import COMMENT_DAYS, CYCLE, NOTIFICATION_DAYS

DEADLINES = (
    Deadline(
        code="public_comment",
        title=Text("Stakeholder consultation closes at the earliest", "利益相关方意见征询最早截止日"),
        trigger=Trigger.NOTICE_START,
        way=Count(number=COMMENT_DAYS, unit=Unit.DAYS, inclusive=True),
        clause=CYCLE,
        sure=Sureness.MEMORY_MEDIUM,
    ),
    Deadline(
        code="prior_consideration",
        title=Text("Prior consideration is notified", "通知事先考虑"),
        trigger=Trigger.EVENT,
        from_event=Text("start of the activity", "活动开始"),
        way=Count(number=NOTIFICATION_DAYS, unit=Unit.DAYS),
        clause=CYCLE,
        sure=Sureness.MEMORY_MEDIUM,
    ),
)

_AFTER = Text("end of the last crediting period, or the last issuance", "最后计入期结束或末次签发")

RETENTIONS = (
    Retention(
        keeper=Text("the participants", "参与方"), years="years.client", after=_AFTER, clause=CYCLE, open_ended=True
    ),
    Retention(
        keeper=Text("this body", "本机构"),
        years="years.body",
        after=_AFTER,
        clause="A6.4-STAN-ACCR-001",
        open_ended=True,
    ),
)
