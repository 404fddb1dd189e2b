"""The words of the verification statement."""

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.power import TECHNOLOGIES
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.wording import Text
from verifier.schemes.vcs.particulars import Particulars


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    found = {result.code: result.shown for result in facts.calculation.results}
    return StatementWording(
        title=Text("Verification statement, Verified Carbon Standard", "核查声明（核证碳标准 VCS）"),
        opinion=Text(
            "In our opinion the emission reductions of {ER} t CO2eq from {first} to {last} are stated without material "
            "error and were monitored in accordance with the project description and methodology ACM0002.",
            "我们认为，{first} 至 {last} 的减排量 {ER} t CO2eq 的表述不存在重大错误，"
            "且已按照项目描述与方法学 ACM0002 实施监测。",
        ).format(ER=found["ER"], first=facts.period_from, last=facts.period_until),
        paragraphs=(_vintages(facts), _basis(facts), LIMITS),
        assurance=Text("Reasonable assurance", "合理保证等级"),
        materiality=Text("{percent} % of the reductions reported", "申报减排量的 {percent} %").format(
            percent=found["materiality"]
        ),
    )


def _vintages(facts: ReportFacts) -> Paragraph:
    years = [result for result in facts.calculation.results if result.code.startswith("ER_2")]
    return Paragraph(
        Text("Reductions by vintage", "分年减排量"),
        Text("Each calendar year is rounded down on its own: {years}.", "各日历年分别向下取整：{years}。").format(
            years=Text(
                "; ".join(f"{one.code[3:]} {one.shown} t CO2eq" for one in years),
                ";".join(f"{one.code[3:]} 年 {one.shown} t CO2eq" for one in years),
            )
        ),
    )


def _basis(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    return Paragraph(
        Text("Scope and criteria", "范围与准则"),
        Text(
            "{technology}, {capacity} MW. Criteria: VCS Standard; ACM0002 with TOOL07. Grid margins: {source}. "
            "The data are historical; baseline emissions are hypothetical by nature.",
            "{technology},{capacity} MW。准则：VCS 标准；ACM0002 与 TOOL07。电网边际排放因子来源：{source}。"
            "数据为历史数据；基准线排放属假设性质。",
        ).format(technology=TECHNOLOGIES[own.technology], capacity=own.capacity_mw, source=own.margin_source),
    )


LIMITS = Paragraph(
    Text("Responsibilities and limits", "责任与限制"),
    Text(
        "The project proponent is responsible for the monitoring report; we are responsible for this opinion, which "
        "reflects the day on which it is issued. The registry issues the units.",
        "项目业主对监测报告负责；本机构对本意见负责，该意见仅反映出具之日的情况。减排单位由登记机构签发。",
    ),
)
