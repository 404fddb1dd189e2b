"""What is due when, in China's working days, and how long records are kept."""

from verifier.rulebook.calendars import CHINA
from verifier.rulebook.deadlines import Count, Deadline, Trigger, Unit
from verifier.rulebook.figures import Sureness
from verifier.rulebook.programme import Retention
from verifier.rulebook.wording import Text
from verifier.schemes.ccer.figures import (
    MEASURES,
    NOTICE_DAYS,
    PROCEDURE,
    RECALIBRATION_DAYS,
    REGISTRATION_DAYS,
    REPORT_DAYS,
    YEARS_BACK,
)

DEADLINES = (
    Deadline(
        code="notice",
        title=Text("Public notice closes at the earliest", "公示最早截止日"),
        trigger=Trigger.NOTICE_START,
        way=Count(number=NOTICE_DAYS, unit=Unit.WORKING_DAYS, inclusive=True, calendar=CHINA),
        clause=f"{MEASURES} Art. 12, 19",
        sure=Sureness.READ,
    ),
    Deadline(
        code="report",
        title=Text("Validation or verification report", "出具审定报告或核查报告"),
        trigger=Trigger.NOTICE_START,
        way=Count(number=REPORT_DAYS, unit=Unit.DAYS),
        clause=PROCEDURE,
        sure=Sureness.SECONDARY,
        in_principle=True,
        ours=True,
    ),
    Deadline(
        code="registration",
        title=Text("Registration by the registry", "登记机构完成登记"),
        trigger=Trigger.EVENT,
        from_event=Text("the registry receives the complete application", "登记机构收到完整申请"),
        way=Count(number=REGISTRATION_DAYS, unit=Unit.WORKING_DAYS, calendar=CHINA),
        clause=f"{MEASURES} Art. 15, 22",
        sure=Sureness.READ,
    ),
    Deadline(
        code="earliest_production",
        title=Text("Earliest production that may be registered", "可申请登记的最早产生日期"),
        trigger=Trigger.EVENT,
        from_event=Text("application for registration of the reductions", "申请减排量登记"),
        way=Count(number=-YEARS_BACK, unit=Unit.YEARS),
        clause=f"{MEASURES} Art. 17",
        sure=Sureness.READ,
    ),
    Deadline(
        code="recalibration",
        title=Text("Recalibration of a faulty meter", "故障电表重新校准"),
        trigger=Trigger.EVENT,
        from_event=Text("a fault or an error beyond the class is found", "发现故障或超差"),
        way=Count(number=RECALIBRATION_DAYS, unit=Unit.DAYS),
        clause="CCER-01-001-V01, CCER-01-002-V01 7.3.2.2",
        sure=Sureness.READ,
    ),
)

_LAST_ISSUE = Text("last registration of reductions", "末次减排量登记")

RETENTIONS = (
    Retention(
        keeper=Text("the project owner", "项目业主"),
        years="years.owner",
        after=_LAST_ISSUE,
        clause=f"{MEASURES} Art. 11, 18",
        open_ended=True,
    ),
    Retention(
        keeper=Text("this body, validations", "本机构（审定）"),
        years="years.validation",
        after=Text("day of the validation report", "审定报告出具日"),
        clause=PROCEDURE,
    ),
    Retention(
        keeper=Text("this body, verifications", "本机构（核查）"),
        years="years.verification",
        after=_LAST_ISSUE,
        clause=PROCEDURE,
        open_ended=True,
    ),
)
