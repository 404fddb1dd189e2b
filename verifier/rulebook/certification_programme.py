"""How a certification system has its audits done: figures, grades, times and rotation, after IR (EU) 2022/996.

A system that the Union does not recognise has these as far as it has `adopted` them.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from verifier.rulebook.deadlines import Count, Deadline, Trigger, Unit
from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.fuel_tables import MIRROR
from verifier.rulebook.programme import Grade, Retention, Role
from verifier.rulebook.rotation import Rotation, Whose
from verifier.rulebook.rules import Rule
from verifier.rulebook.wording import Text

_ART_10 = "IR (EU) 2022/996 Art. 10"
_PROCESS = "ISCC, certification process"
_PAGE = "Public page of the system on its certification process"
_ANSWERS = "Published questions and answers of the system"
_MEMORY = "From memory; to be read in the system's documents"

Adopted = TypeVar("Adopted", Rule, Grade, Deadline, Retention, Rotation)

# Figures that a limit in days or months is counted by as well.
CORRECTION_DAYS, PACKAGE_DAYS, SUSPENDED_DAYS = 40, 60, 90
MINOR_MONTHS, VALIDITY_MONTHS, BALANCE_MONTHS, LISTED_MONTHS, SURVEILLANCE_MONTHS = 12, 12, 3, 24, 6
RECORD_YEARS = 5

ROLES = (
    Role("lead", Text("lead auditor", "审核组长")),
    Role("verifier", Text("auditor (GHG, chain of custody)", "审核员（温室气体、产销监管链）"), required=False),
    Role("reviewer", Text("technical reviewer", "技术评审人")),
    Role("certifier", Text("certification decision maker", "认证决定人")),
)

GRADES = (
    Grade(
        code="critical", title=Text("critical non-conformity", "关键不符合"), blocks=True, refuses=True, clause=_ART_10
    ),
    Grade(
        code="major",
        title=Text("major non-conformity", "主要不符合"),
        blocks=True,
        days="days.correction",
        suspended_days="days.suspended",
        clause=_ART_10,
    ),
    Grade(
        code="minor",
        title=Text("minor non-conformity", "次要不符合"),
        blocks=True,
        days="days.correction",
        months="months.minor",
        clause=_ART_10,
    ),
)

ROTATIONS = (
    Rotation(
        whose=Whose.TEAM,
        most="rotation.audits",
        rest="rotation.rest",
        consecutive=True,
        of_project=False,
        clause="ISCC 103",
    ),
)

RETENTIONS = tuple(
    Retention(
        keeper=keeper,
        years="years.records",
        after=Text("the day of the record", "记录之日"),
        clause="IR (EU) 2022/996 Art. 5, 10",
    )
    for keeper in (Text("the operator", "运营方"), Text("the system", "认证体系"), Text("this body", "本机构"))
)


def _figure(
    code: str, name: Text, value: int | str | None, unit: str, clause: str, source: str, sure: Sureness
) -> Figure:
    number = None if value is None else Decimal(value)
    return Figure(code=code, name=name, value=number, unit=unit, clause=clause, source=source, sure=sure)


def _law(code: str, name: Text, value: int, unit: str, article: str) -> Figure:
    return _figure(code, name, value, unit, f"IR (EU) 2022/996 {article}", MIRROR, Sureness.READ)


def _risk(level: str, name: Text, value: str) -> Figure:
    return _figure(f"risk.{level}", name, value, "declarations", "ISCC 204", _MEMORY, Sureness.MEMORY_HIGH)


FIGURES: tuple[Figure, ...] = (
    _figure(
        "validity_months",
        Text("Validity of a certificate", "证书有效期"),
        VALIDITY_MONTHS,
        "months",
        _PROCESS,
        _ANSWERS,
        Sureness.SECONDARY,
    ),
    _figure(
        "days.correction",
        Text("Days for corrective measures before issue", "发证前纠正措施期限"),
        CORRECTION_DAYS,
        "days",
        _PROCESS,
        _PAGE,
        Sureness.READ,
    ),
    _figure(
        "days.package",
        Text("Days after the audit for the certificate and the complete file", "审核后发证并提交完整资料的期限"),
        PACKAGE_DAYS,
        "days",
        _PROCESS,
        _ANSWERS,
        Sureness.READ,
    ),
    _law(
        "days.suspended",
        Text("Days to remedy a major non-conformity after suspension", "暂停后补救主要不符合的期限"),
        SUSPENDED_DAYS,
        "days",
        "Art. 10",
    ),
    _law(
        "months.minor",
        Text("Months within which a minor non-conformity is closed", "关闭次要不符合的最长月数"),
        MINOR_MONTHS,
        "months",
        "Art. 10",
    ),
    _law("months.balance", Text("Months of a mass balance", "质量平衡期月数"), BALANCE_MONTHS, "months", "Art. 19(l)"),
    _law(
        "months.listed",
        Text("Months for which an ended certificate stays listed", "证书终止后继续公示月数"),
        LISTED_MONTHS,
        "months",
        "Art. 6",
    ),
    _law(
        "months.failed_audit",
        Text("Months for which a first audit failed elsewhere shuts out", "其他体系首次审核未通过的排除月数"),
        36,
        "months",
        "Art. 7",
    ),
    _figure(
        "months.fraud",
        Text("Months for which fraud may shut an operator out", "欺诈排除最长月数"),
        60,
        "months",
        "ISCC 102",
        _MEMORY,
        Sureness.MEMORY_MEDIUM,
    ),
    _figure(
        "months.before_certificate",
        Text(
            "Months before its certificate from which a collecting point's material counts",
            "收集点证书生效前可计入月数",
        ),
        3,
        "months",
        "ISCC 201",
        "Excerpt of the system's document 201",
        Sureness.READ,
    ),
    _figure(
        "months.surveillance",
        Text("Months after the first certificate for a surveillance audit", "首次发证后监督审核月数"),
        SURVEILLANCE_MONTHS,
        "months",
        "ISCC 204",
        _MEMORY,
        Sureness.MEMORY_MEDIUM,
    ),
    _law(
        "years.records", Text("Years for which records are kept", "记录保存年限"), RECORD_YEARS, "years", "Art. 5, 10"
    ),
    _law(
        "claims_wrong_max",
        Text("Share of sampled claims above which errors are a major finding", "构成主要不符合的抽样错误比例"),
        10,
        "%",
        "Art. 10",
    ),
    _risk("regular", Text("Factor of the sample, regular risk", "样本系数（一般风险）"), "1.0"),
    _risk("medium", Text("Factor of the sample, medium risk", "样本系数（中风险）"), "1.5"),
    _risk("high", Text("Factor of the sample, high risk", "样本系数（高风险）"), "2.0"),
    _figure(
        "rotation.audits",
        Text("Audits in a row that one auditor may do", "同一审核员连续审核次数上限"),
        3,
        "audits",
        "ISCC 103",
        _MEMORY,
        Sureness.MEMORY_MEDIUM,
    ),
    _figure(
        "rotation.rest",
        Text("Years of pause after them", "其后须间隔的年数"),
        None,
        "years",
        "ISCC 103",
        "No public source found",
        Sureness.UNKNOWN,
    ),
)


def _deadline(code: str, title: Text, trigger: Trigger, way: Count, *, event: Text | None = None) -> Deadline:
    of, ours = _RESTS_ON[code]
    figure = next(one for one in FIGURES if one.code == of)
    return Deadline(
        code=code,
        title=title,
        trigger=trigger,
        way=way,
        clause=figure.clause,
        sure=figure.sure,
        from_event=event,
        ours=ours,
    )


# The figure each deadline is counted by, and whether it is the body that must keep it.
_RESTS_ON = {
    "correction": ("days.correction", False),
    "package": ("days.package", True),
    "suspension": ("days.suspended", False),
    "minor": ("months.minor", False),
    "validity": ("validity_months", False),
    "balance": ("months.balance", False),
    "listing": ("months.listed", True),
    "records": ("years.records", True),
    "surveillance": ("months.surveillance", True),
}

DEADLINES: tuple[Deadline, ...] = (
    _deadline(
        "correction",
        Text("Non-conformities are corrected", "完成不符合纠正"),
        Trigger.VISIT_END,
        Count(number=CORRECTION_DAYS, unit=Unit.DAYS),
    ),
    _deadline(
        "package",
        Text("The certificate is issued and the complete file is with the system", "发证并向体系提交完整资料"),
        Trigger.VISIT_END,
        Count(number=PACKAGE_DAYS, unit=Unit.DAYS),
    ),
    _deadline(
        "suspension",
        Text("A major non-conformity is remedied, or the certificate is withdrawn", "补救主要不符合，否则撤销证书"),
        Trigger.EVENT,
        Count(number=SUSPENDED_DAYS, unit=Unit.DAYS),
        event=Text("notice of the major non-conformity", "主要不符合通知"),
    ),
    _deadline(
        "minor",
        Text("A minor non-conformity is closed", "关闭次要不符合"),
        Trigger.EVENT,
        Count(number=MINOR_MONTHS, unit=Unit.MONTHS),
        event=Text("notice of the minor non-conformity", "次要不符合通知"),
    ),
    _deadline(
        "validity",
        Text("The certificate expires", "证书到期"),
        Trigger.ISSUE,
        Count(number=VALIDITY_MONTHS, unit=Unit.MONTHS, inclusive=True),
    ),
    _deadline(
        "balance",
        Text("The mass balance is closed", "质量平衡期结束"),
        Trigger.EVENT,
        Count(number=BALANCE_MONTHS, unit=Unit.MONTHS, inclusive=True),
        event=Text("first day of the period", "平衡期首日"),
    ),
    _deadline(
        "listing",
        Text("The ended certificate may leave the public list", "终止的证书可停止公示"),
        Trigger.EVENT,
        Count(number=LISTED_MONTHS, unit=Unit.MONTHS),
        event=Text("end of the certificate", "证书终止"),
    ),
    _deadline(
        "records",
        Text("Records may be destroyed", "记录可销毁"),
        Trigger.EVENT,
        Count(number=RECORD_YEARS, unit=Unit.YEARS),
        event=Text("day of the record", "记录之日"),
    ),
    _deadline(
        "surveillance",
        Text("Surveillance audit, where the risk asks for it", "监督审核（按风险要求）"),
        Trigger.ISSUE,
        Count(number=SURVEILLANCE_MONTHS, unit=Unit.MONTHS),
    ),
)


def adopted(things: Iterable[Adopted], by: str) -> tuple[Adopted, ...]:
    """The same as a system has them that is not bound by the law they come from."""
    return tuple(replace(one, clause=f"{by}, as adopted from {one.clause}") for one in things)
