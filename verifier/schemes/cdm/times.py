"""What is due when, and how long records are kept."""

from verifier.rulebook.deadlines import Count, Deadline, Trigger, Unit
from verifier.rulebook.figures import Sureness
from verifier.rulebook.programme import Retention
from verifier.rulebook.wording import Text
from verifier.schemes.cdm.figures import COMMENT_DAYS, FOREST_COMMENT_DAYS, MODALITIES, REVIEW_DAYS


def _consultation(code: str, days: int, en: str, zh: str) -> Deadline:
    return Deadline(
        code=code,
        title=Text(en, zh),
        trigger=Trigger.NOTICE_START,
        way=Count(number=days, unit=Unit.DAYS, inclusive=True),
        clause=MODALITIES,
        sure=Sureness.MEMORY_HIGH,
    )


def _review(code: str, asked: Text, en: str, zh: str) -> Deadline:
    return Deadline(
        code=code,
        title=Text(en, zh),
        trigger=Trigger.EVENT,
        from_event=asked,
        way=Count(number=REVIEW_DAYS, unit=Unit.DAYS),
        clause="CDM project cycle procedure, request for review",
        sure=Sureness.MEMORY_MEDIUM,
    )


DEADLINES = (
    _consultation("consultation", COMMENT_DAYS, "Consultation closes at the earliest", "意见征询最早截止日"),
    _consultation(
        "consultation_forest",
        FOREST_COMMENT_DAYS,
        "Consultation closes at the earliest, afforestation and reforestation",
        "意见征询最早截止日（造林再造林）",
    ),
    _review(
        "review_registration",
        Text("request for registration", "提出注册申请"),
        "A review of the registration can be asked for until",
        "可对注册提出复审的截止日",
    ),
    _review(
        "review_issuance",
        Text("request for issuance", "提出签发申请"),
        "A review of the issuance can be asked for until",
        "可对签发提出复审的截止日",
    ),
)

RETENTIONS = (
    Retention(
        keeper=Text("this body", "本机构"),
        years="retention.years",
        after=Text("end of the crediting period", "计入期结束"),
        clause="accreditation of operational entities",
        open_ended=True,
    ),
    Retention(
        keeper=Text("the project participants", "项目参与方"),
        years="retention.client_years",
        after=Text(
            "end of the last crediting period, or the last issuance if later",
            "最后计入期结束或最后一次签发（以较晚者为准）",
        ),
        clause="CDM, monitoring data",
        open_ended=True,
    ),
)
