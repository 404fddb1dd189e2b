"""When things are due, and how long records are kept."""

from verifier.rulebook.deadlines import Deadline, Trigger, Yearly
from verifier.rulebook.figures import Sureness
from verifier.rulebook.programme import Retention
from verifier.rulebook.wording import Text

DEADLINES = (
    Deadline(
        code="verified_report",
        title=Text("Verified report to the authority", "提交经核查的排放报告"),
        trigger=Trigger.PERIOD_END,
        way=Yearly(month=3, day=31),
        clause="MRR Art. 68",
        sure=Sureness.MEMORY_HIGH,
        ours=True,
    ),
    Deadline(
        code="surrender",
        title=Text("Allowances surrendered", "配额清缴"),
        trigger=Trigger.PERIOD_END,
        way=Yearly(month=9, day=30),
        clause="Directive 2003/87/EC Art. 12",
        sure=Sureness.MEMORY_HIGH,
    ),
)

RETENTIONS = (
    Retention(
        keeper=Text("the operator", "运营人"),
        years="retention.client",
        after=Text("submission of the report", "提交报告"),
        clause="MRR Art. 67",
    ),
    Retention(
        keeper=Text("this body", "本机构"),
        years="retention.body",
        after=Text("issue of the verification report", "签发核查报告"),
        clause="set by this body",
    ),
)
