"""What every statement on an installation says in words: visits, errors, open findings, data gaps."""

from collections.abc import Iterable, Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fieldwork import VISITS, Misstatement
from verifier.rulebook.installations import Installation
from verifier.rulebook.programme import Grade, Paragraph
from verifier.rulebook.quantities import grouped
from verifier.rulebook.wording import Text

NONE = Text("none", "无")


def listed(texts: Iterable[Text]) -> Text:
    """Several texts in one, or the word for none."""
    found = tuple(texts)
    if not found:
        return NONE
    return Text("; ".join(text.en for text in found), "；".join(text.zh for text in found))


def visits(facts: ReportFacts) -> Paragraph:
    return Paragraph(
        Text("Site visits", "现场访问"),
        listed(
            Text("{on}: {kind} {place} {reason}", "{on}：{kind} {place} {reason}").format(
                on=visit.on, kind=VISITS[visit.kind], place=visit.place, reason=visit.reason
            )
            for visit in sorted(facts.visits, key=lambda visit: visit.on)
        ),
    )


def open_matters(facts: ReportFacts, grades: tuple[Grade, ...], unit: str) -> Paragraph:
    """Misstatements that are not corrected, findings still open, evidence not had: all of it, small things too."""
    titles = {grade.code: grade.title for grade in grades}
    errors = (_error(row, unit) for row in facts.misstatements if not row.corrected)
    findings = (
        Text("{number} ({grade})", "{number}（{grade}）").format(
            number=finding.number, grade=titles.get(finding.grade, finding.grade)
        )
        for finding in facts.findings
        if finding.open
    )
    return Paragraph(
        Text(
            "Uncorrected misstatements, open findings, limits of the evidence", "未更正的错报、未关闭的发现项、证据受限"
        ),
        Text(
            "Misstatements: {errors}. Findings: {findings}. Could not be seen: {limits}.",
            "错报：{errors}。发现项：{findings}。无法取得的证据：{limits}。",
        ).format(
            errors=listed(errors),
            findings=listed(findings),
            limits=listed(Text(limit.about, limit.about) for limit in facts.limitations),
        ),
    )


def corrected(facts: ReportFacts, unit: str) -> Paragraph:
    """Misstatements that were found and corrected."""
    return Paragraph(
        Text("Misstatements that were corrected", "已更正的错报"),
        listed(_error(row, unit) for row in facts.misstatements if row.corrected),
    )


def _error(row: Misstatement, unit: str) -> Text:
    about = f"{row.reference} ({row.subject})" if row.subject else row.reference
    return Text("{about} by {amount} {unit}", "{about} 影响 {amount} {unit}").format(
        about=about, amount=grouped(row.amount), unit=unit
    )


def gaps(facts: ReportFacts) -> Paragraph:
    return Paragraph(Text("Data gaps and their effect", "数据缺失及影响"), listed(gap_lines(facts)))


def gap_lines(facts: ReportFacts) -> Iterator[Text]:
    """Each gap, with what was put in its place."""
    own: Installation = facts.particulars
    for gap in own.gaps:
        yield Text(
            "{stream}, {since} to {until}: {tonnes} t CO2eq by {method}",
            "{stream}，{since} 至 {until}：{tonnes} t CO2eq，{method}",
        ).format(
            stream=gap.stream, since=gap.since, until=gap.until, tonnes=grouped(gap.emissions_t), method=gap.method
        )
