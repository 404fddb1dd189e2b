"""The words of the verification statement."""

from verifier.rulebook import power_wording
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.quantities import grouped
from verifier.rulebook.wording import Text
from verifier.schemes.gold_standard.kinds import MATERIALITY
from verifier.schemes.gold_standard.particulars import Indicator, Particulars


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    own: Particulars = facts.particulars
    return StatementWording(
        title=Text("Verification statement, Gold Standard for the Global Goals", "核查声明（黄金标准 GS4GG）"),
        opinion=Text(
            "In our opinion project {project} achieved emission reductions of {ER} t CO2eq from {first} to {last}, "
            "stated without material overstatement and monitored in accordance with the certified design and "
            "methodology ACM0002; its impacts and safeguards are as stated below.",
            "我们认为，项目 {project} 在 {first} 至 {last} 实现减排量 {ER} t CO2eq，不存在重大高估，"
            "且已按照经认证的设计与方法学 ACM0002 实施监测；其影响与保障措施如下所列。",
        ).format(
            project=own.sustaincert_id,
            ER=facts.calculation["ER"].shown,
            first=facts.period_from,
            last=facts.period_until,
        ),
        paragraphs=(
            power_wording.vintages(facts),
            _indicators(
                Text("Impacts on the Sustainable Development Goals", "可持续发展目标影响"),
                [(Text(f"Goal {row.goal}, ", f"目标 {row.goal}，"), row) for row in own.impacts],
            ),
            _indicators(Text("Safeguards", "保障措施"), [(Text("", ""), row) for row in own.safeguards]),
            power_wording.scope(
                facts,
                criteria=Text(
                    "Gold Standard for the Global Goals; ACM0002 with TOOL07", "黄金标准 GS4GG；ACM0002 与 TOOL07"
                ),
            ),
            power_wording.limits(
                responsible=Text("The project developer", "项目开发方"), issuer=Text("The registry", "登记机构")
            ),
        ),
        materiality=power_wording.materiality(facts, MATERIALITY.base),
    )


def _indicators(heading: Text, rows: list[tuple[Text, Indicator]]) -> Paragraph:
    lines = [
        Text(
            "{of}{indicator}: {value} {unit} ({evidence}).", "{of}{indicator}：{value} {unit}（证据：{evidence}）。"
        ).format(of=of, indicator=row.indicator, value=grouped(row.value), unit=row.unit, evidence=row.evidence)
        for of, row in rows
    ]
    none = [Text("None stated.", "未列示。")]
    said = lines or none
    return Paragraph(heading, Text(" ".join(line.en for line in said), "".join(line.zh for line in said)))
