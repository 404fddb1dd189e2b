"""The words of the verification opinion and certification statement."""

from verifier.rulebook import power_wording
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.wording import Text
from verifier.schemes.cdm.kinds import MATERIALITY


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    return StatementWording(
        title=Text("Verification and certification statement, CDM", "核查与核证声明（清洁发展机制 CDM）"),
        opinion=Text(
            "We certify that the project activity achieved verified emission reductions of {ER} t CO2eq from {first} "
            "to {last} that would not have occurred without it, monitored by the registered monitoring plan and "
            "methodology ACM0002 and free of material overstatement.",
            "本机构核证：该项目活动在 {first} 至 {last} 实现经核查的减排量 {ER} t CO2eq，该减排量若无本项目则不会发生；"
            "监测符合已注册的监测计划与方法学 ACM0002，不存在重大高估。",
        ).format(ER=facts.calculation["ER"].shown, first=facts.period_from, last=facts.period_until),
        paragraphs=(
            power_wording.vintages(facts),
            _proceeds(facts),
            power_wording.scope(
                facts,
                criteria=Text(
                    "CDM validation and verification standard for project activities; ACM0002 with TOOL07",
                    "CDM 项目活动审定与核查标准；ACM0002 与 TOOL07",
                ),
            ),
            power_wording.limits(
                responsible=Text("The project participants", "项目参与方"),
                issuer=Text("The Executive Board", "执行理事会"),
            ),
        ),
        materiality=power_wording.materiality(facts, MATERIALITY.base),
    )


def _proceeds(facts: ReportFacts) -> Paragraph:
    return Paragraph(
        Text("Share of proceeds", "收益分成"),
        Text(
            "Of the units issued on this statement {share} go to the Adaptation Fund and {rest} to the participants.",
            "依据本声明签发的减排单位中，{share} 归适应基金，{rest} 归项目参与方。",
        ).format(share=facts.calculation["share_of_proceeds"].shown, rest=facts.calculation["to_participants"].shown),
    )
