"""Measures Art. 10, 12, 29: which projects are admitted, and the public notice."""

from collections.abc import Iterator

from verifier.rulebook.calendars import CHINA
from verifier.rulebook.deadlines import Count, Unit, due
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.rules import DRAFTED, INTAKE, Breach, Gate, rule
from verifier.rulebook.wording import Text
from verifier.schemes.ccer.figures import BUILT_AFTER, MEASURES
from verifier.schemes.ccer.particulars import AT_HOME, QUOTAS, Particulars


@rule(f"{MEASURES} Art. 10", gate=INTAKE, zh="项目于 2012 年 11 月 8 日之后开工建设。")
def construction_began_late_enough(facts: ReportFacts) -> Iterator[Breach]:
    """Construction began after 8 November 2012."""
    own: Particulars = facts.particulars
    if own.started_on <= BUILT_AFTER:
        yield Breach(
            "started_on",
            Text(
                "Construction began on {started}, not after {limit}. The project is not admitted.",
                "项目于 {started} 开工，不在 {limit} 之后，不予受理。",
            ).format(started=own.started_on, limit=BUILT_AFTER),
        )


@rule(f"{MEASURES} Art. 10", gate=INTAKE, zh="项目不属于法律法规规定有温室气体减排义务的领域。")
def reduction_is_not_required_by_law(facts: ReportFacts) -> Iterator[Breach]:
    """No law obliges the owner to these reductions."""
    own: Particulars = facts.particulars
    if own.required_by_law:
        yield Breach(
            "required_by_law",
            Text("The reductions are obligatory. The project is not admitted.", "项目负有法定减排义务，不予受理。"),
        )


@rule(f"{MEASURES} Art. 10", gate=INTAKE, zh="项目未纳入全国或地方试点碳市场配额管理。")
def source_is_under_no_quota(facts: ReportFacts) -> Iterator[Breach]:
    """The source is under neither the national nor a pilot's emissions quota."""
    own: Particulars = facts.particulars
    if own.quota != "none":
        yield Breach(
            "quota",
            Text("{quota}: the project is not admitted.", "{quota}：不予受理。").format(quota=QUOTAS[own.quota]),
        )


@rule(f"{MEASURES} Art. 12, 19", gate=DRAFTED, zh="审定或核查前公示不少于 20 个工作日（含首末日）。")
def public_notice_was_long_enough(facts: ReportFacts) -> Iterator[Breach]:
    """The owner's document was on public notice for 20 working days, the first and the last of them included."""
    if facts.notice_from is None or facts.notice_until is None:
        yield Breach(
            "notice_from",
            Text("No public notice is on record. Note its first and last day.", "无公示记录。请填写公示起止日。"),
        )
        return
    days = int(facts.figures["notice.days"])
    last = due(facts.notice_from, Count(number=days, unit=Unit.WORKING_DAYS, inclusive=True, calendar=CHINA)).on
    if facts.notice_until < last:
        yield Breach(
            "notice_until", _TOO_SHORT.format(since=facts.notice_from, days=days, last=last, until=facts.notice_until)
        )


_TOO_SHORT = Text(
    "From {since}, {days} working days last until {last}; the notice ended on {until}. Put it up again.",
    "自 {since} 起 {days} 个工作日至 {last}；公示于 {until} 结束。请重新公示。",
)


@rule(f"{MEASURES} Art. 13, 20", gate=DRAFTED, zh="公示期间收到的公众意见均已处理并予说明。")
def public_comments_are_dealt_with(facts: ReportFacts) -> Iterator[Breach]:
    """The comments received during the notice are dealt with, and the report says how."""
    if not facts.comments_answered:
        yield Breach(
            "comments_answered",
            Text(
                "It is not said that the comments are dealt with. Deal with each, or say that there were none.",
                "未说明公众意见已处理。请逐条处理，或说明无意见。",
            ),
        )


@rule(f"{MEASURES} Art. 29", gate=(*INTAKE, Gate.TRANSFER), zh="跨境交易和使用的具体规定施行前，不得跨境交易或使用。")
def nothing_goes_abroad(facts: ReportFacts) -> Iterator[Breach]:
    """Until the separate rule on trade and use across borders is in force, nothing is meant for abroad."""
    own: Particulars = facts.particulars
    if own.use != AT_HOME and not facts.figures["abroad.permitted"]:
        yield Breach(
            "use",
            Text(
                "The rule on trade and use across borders is pending. Use the reductions in China, or wait for it.",
                "跨境交易和使用的具体规定尚未制定。请限于境内使用，或待规定施行。",
            ),
        )
