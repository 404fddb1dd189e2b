"""When things are due, and how long records are kept."""

from verifier.rulebook.calendars import CHINA
from verifier.rulebook.deadlines import Count, Deadline, Trigger, Unit, Yearly
from verifier.rulebook.figures import Sureness
from verifier.rulebook.programme import Retention
from verifier.rulebook.wording import Text
from verifier.schemes.china_ets.figures import RULES_OF_STATE, UPLOAD_DAYS

_NOTICE = "2026 年全国碳排放权交易市场工作通知"
_TRIAL = "企业温室气体排放报告核查指南（试行）"


def _yearly(code: str, en: str, zh: str, month: int, day: int, *, ours: bool = False) -> Deadline:
    return Deadline(
        code=code,
        title=Text(en, zh),
        trigger=Trigger.PERIOD_END,
        way=Yearly(month=month, day=day),
        clause=_NOTICE,
        sure=Sureness.READ,
        ours=ours,
    )


DEADLINES = (
    Deadline(
        code="monthly_upload",
        title=Text("Monthly evidence uploaded", "月度存证上传"),
        trigger=Trigger.EVENT,
        way=Count(number=UPLOAD_DAYS, unit=Unit.DAYS),
        clause=_NOTICE,
        sure=Sureness.READ,
        from_event=Text("end of the month", "当月结束"),
    ),
    _yearly("report", "Annual emission report", "报送年度排放报告", 3, 31),
    _yearly("verification_power", "Verification done: power generation", "完成核查：发电行业", 6, 30, ours=True),
    _yearly(
        "verification_others", "Verification done: steel, cement, aluminium", "完成核查：钢铁、水泥、铝冶炼", 7, 31
    ),
    _yearly("allowances_fixed", "Allowances fixed", "核定配额", 9, 20),
    _yearly("allowances_issued", "Allowances issued", "发放配额", 9, 30),
    _yearly("body_evaluated", "Evaluation of the verification bodies", "核查技术服务机构评估", 11, 30),
    _yearly("surrender", "Allowances surrendered", "配额清缴", 12, 31),
    Deadline(
        code="result_told",
        title=Text("Result told to the entity", "核查结果告知重点排放单位"),
        trigger=Trigger.EVENT,
        way=Count(number=7, unit=Unit.WORKING_DAYS, calendar=CHINA),
        clause=f"{RULES_OF_STATE} Art. 12",
        sure=Sureness.READ,
        from_event=Text("completion of the verification", "核查完成"),
    ),
    Deadline(
        code="recheck_asked",
        title=Text("Re-check asked for by the entity", "重点排放单位申请复核"),
        trigger=Trigger.EVENT,
        way=Count(number=7, unit=Unit.WORKING_DAYS, calendar=CHINA),
        clause=_TRIAL,
        sure=Sureness.MEMORY_MEDIUM,
        from_event=Text("receipt of the result", "收到核查结果"),
    ),
    Deadline(
        code="recheck_answered",
        title=Text("Re-check answered", "复核答复"),
        trigger=Trigger.EVENT,
        way=Count(number=10, unit=Unit.WORKING_DAYS, calendar=CHINA),
        clause=_TRIAL,
        sure=Sureness.MEMORY_MEDIUM,
        from_event=Text("receipt of the request", "收到复核申请"),
    ),
)

RETENTIONS = (
    Retention(
        keeper=Text("the entity", "重点排放单位"),
        years="retention.client",
        after=Text("the records were made", "记录形成"),
        clause=f"{RULES_OF_STATE} Art. 11",
    ),
    Retention(
        keeper=Text("this body", "本机构"),
        years="retention.body",
        after=Text("issue of the verification report", "出具核查报告"),
        clause=_TRIAL,
    ),
)
