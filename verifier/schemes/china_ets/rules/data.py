"""What the data must be: cross-checked, plausible, tested in time by accredited laboratories, uploaded in time.

A deviation that cannot be undone is raised as a non-conformity and dealt with by a conservative value.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.rules import DRAFTED, Breach, rule
from verifier.rulebook.wording import Text
from verifier.schemes.china_ets.figures import GUIDE, RULES_OF_STATE
from verifier.schemes.china_ets.particulars import COALS, ITEMS, OUTPUTS, Particulars, Sourced

_RAISE = Text(
    " Raise a non-conformity and name it here; the value is then estimated conservatively.",
    "请提出不符合项并填写编号，数据按保守值处理。",
)


def _is_raised(number: str, facts: ReportFacts) -> bool:
    return any(finding.number == number for finding in facts.findings)


@rule(f"{GUIDE} §3.4", gate=DRAFTED, zh="各项活动数据与不同来源交叉核对，或声明为单一来源。")
def data_are_cross_checked(facts: ReportFacts) -> Iterator[Breach]:
    """Each datum is checked against another source, or declared to have one only."""
    own: Particulars = facts.particulars
    rows: list[tuple[str, Sourced]] = [
        *((stream.name, stream) for stream in own.streams),
        *((f"{row.made_by}: {OUTPUTS[row.kind].en}", row) for row in own.outputs),
    ]
    for name, row in rows:
        if not row.is_checked:
            yield Breach(
                name,
                Text(
                    "This was checked against no other source. Check it, or declare that it has one source only.",
                    "未与其他来源交叉核对。请核对，或声明为单一来源。",
                ),
            )


@rule(f"{GUIDE} §3", gate=DRAFTED, zh="煤的干燥无灰基碳含量在该煤种的合理范围内。")
def carbon_content_is_plausible(facts: ReportFacts) -> Iterator[Breach]:
    """The carbon of coal, dry and ash-free, lies within what its rank can have."""
    own: Particulars = facts.particulars
    for stream in own.streams:
        given = stream.carbon_daf_percent
        if stream.fuel not in COALS or (given is None and not stream.is_tested_coal):
            continue
        least, most = (facts.figures[f"carbon.{stream.fuel}.{end}"] for end in ("least", "most"))
        if given is None or not least <= given <= most:
            yield Breach(
                stream.name,
                Text(
                    "{coal} has {least} to {most} % of carbon, dry and ash-free; {given} is stated. "
                    "Check test and coal.",
                    "{coal}干燥无灰基碳含量为 {least}-{most} %；所填为 {given}。请核对检测与煤种。",
                ).format(
                    coal=COALS[stream.fuel],
                    least=least,
                    most=most,
                    given=Text("nothing", "空") if given is None else given,
                ),
            )


@rule(f"{GUIDE} §3", gate=DRAFTED, zh="煤样自采样之日起 40 日内检测。")
def samples_are_tested_in_time(facts: ReportFacts) -> Iterator[Breach]:
    """A sample is tested within forty days."""
    own: Particulars = facts.particulars
    most = facts.figures["sample.days"]
    for test in own.tests:
        days = (test.tested_on - test.sampled_on).days
        if days > most and not _is_raised(test.finding, facts):
            said = Text("Tested after {days} days; {most} are allowed.", "采样后 {days} 日检测；期限为 {most} 日。")
            yield Breach(test.stream, _with_raise(said.format(days=days, most=most)))


@rule(f"{GUIDE} §3", gate=DRAFTED, zh="元素碳检测机构具备碳、热值、氢、硫、水分的 CMA 或 CNAS 资质。")
def laboratories_are_accredited(facts: ReportFacts) -> Iterator[Breach]:
    """Carbon content rests on a laboratory accredited for carbon, calorific value, hydrogen, sulphur and moisture."""
    own: Particulars = facts.particulars
    tested = {test.stream for test in own.tests}
    for stream in own.streams:
        if stream.is_tested_coal and stream.name not in tested:
            yield Breach(
                stream.name,
                Text("No test of its carbon is stated. State each test.", "未列元素碳检测。请逐一填写。"),
            )
    for test in own.tests:
        lacking = [name for item, name in ITEMS.items() if not getattr(test, item)]
        if lacking and not _is_raised(test.finding, facts):
            said = Text("{laboratory} is not accredited for: {items}.", "{laboratory} 缺少资质：{items}。").format(
                laboratory=test.laboratory,
                items=Text(", ".join(one.en for one in lacking), "、".join(one.zh for one in lacking)),
            )
            yield Breach(test.stream, _with_raise(said))


@rule(
    f"2026 年全国碳排放权交易市场工作通知; {RULES_OF_STATE} Art. 11",
    gate=DRAFTED,
    zh="月度存证在当月结束后 40 日内上传。",
)
def months_are_uploaded_in_time(facts: ReportFacts) -> Iterator[Breach]:
    """The evidence of each month is uploaded within forty days of its end."""
    own: Particulars = facts.particulars
    most, year = facts.figures["upload.days"], facts.period_until.year
    uploads = {upload.month: upload for upload in own.uploads}
    for month in range(max(facts.period_from, date(year, 1, 1)).month, facts.period_until.month + 1):
        upload = uploads.get(month)
        if upload is None:
            yield Breach(
                f"{year}-{month:02d}",
                Text("No upload of this month is stated. State its day.", "未填该月上传日期。请填写。"),
            )
            continue
        days = (upload.uploaded_on - date(year, month, monthrange(year, month)[1])).days
        if days < 0:
            yield Breach(
                f"{year}-{month:02d}",
                Text(
                    "Uploaded on {day}, before the month ended. Correct the day.",
                    "上传日期 {day} 早于当月结束。请更正日期。",
                ).format(day=upload.uploaded_on),
            )
        elif days > most and not _is_raised(upload.finding, facts):
            said = Text(
                "Uploaded {days} days after the month; {most} are allowed.",
                "当月结束后 {days} 日上传；期限为 {most} 日。",
            )
            yield Breach(f"{year}-{month:02d}", _with_raise(said.format(days=days, most=most)))


def _with_raise(said: Text) -> Text:
    return Text(said.en + _RAISE.en, said.zh + _RAISE.zh)
