"""What is due when, and how long records are kept."""

from verifier.rulebook.deadlines import Deadline, Trigger, Yearly
from verifier.rulebook.figures import Sureness
from verifier.rulebook.programme import Retention
from verifier.rulebook.wording import Text

DAYS_TO_CLOSE, YEARS_KEPT = 30, 10

DEADLINES = (
    Deadline(
        code="annual_information",
        title=Text("Annual information in the agreed electronic format", "以商定电子格式提交的年度信息"),
        trigger=Trigger.PERIOD_END,
        way=Yearly(month=4, day=15),
        clause="Decision 2/CMA.3 annex, para. 20",
        sure=Sureness.MEMORY_HIGH,
    ),
)

RETENTIONS = (
    Retention(
        keeper=Text("This body", "本机构"),
        years="years.kept",
        after=Text("issue of the statement", "声明签发"),
        clause="set by this body",
    ),
)
