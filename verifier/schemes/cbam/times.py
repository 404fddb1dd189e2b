"""When things are due, and how long records are kept."""

from verifier.rulebook.deadlines import Deadline, Trigger, Yearly
from verifier.rulebook.figures import Sureness
from verifier.rulebook.programme import Retention
from verifier.rulebook.wording import Text

_REGULATION = "Regulation (EU) 2023/956"

DEADLINES = (
    Deadline(
        code="declaration",
        title=Text("Declaration of the importer", "进口商申报"),
        trigger=Trigger.PERIOD_END,
        way=Yearly(month=9, day=30),
        clause=f"{_REGULATION} Art. 6",
        sure=Sureness.SECONDARY,
    ),
)

RETENTIONS = (
    Retention(
        keeper=Text("the declarant", "申报人"),
        years="retention.declarant",
        after=Text("the year of the declaration", "申报年度"),
        clause=_REGULATION,
    ),
    Retention(
        keeper=Text("the registered operator", "登记运营者"),
        years="retention.operator",
        after=Text("the verification", "核查"),
        clause=_REGULATION,
    ),
    Retention(
        keeper=Text("this body", "本机构"),
        years="retention.body",
        after=Text("issue of the verification report", "签发核查报告"),
        clause="set by this body",
    ),
)
