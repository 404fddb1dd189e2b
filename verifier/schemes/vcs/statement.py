"""The words of the verification statement."""

from verifier.rulebook import power_wording
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import StatementWording
from verifier.rulebook.wording import Text
from verifier.schemes.vcs.kinds import MATERIALITY


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    return StatementWording(
        title=Text("Verification statement, Verified Carbon Standard", "核查声明（核证碳标准 VCS）"),
        opinion=Text(
            "In our opinion the emission reductions of {ER} t CO2eq from {first} to {last} are stated without material "
            "error and were monitored in accordance with the project description and methodology ACM0002.",
            "我们认为，{first} 至 {last} 的减排量 {ER} t CO2eq 的表述不存在重大错误，"
            "且已按照项目描述与方法学 ACM0002 实施监测。",
        ).format(ER=facts.calculation["ER"].shown, first=facts.period_from, last=facts.period_until),
        paragraphs=(
            power_wording.vintages(facts),
            power_wording.scope(
                facts, criteria=Text("VCS Standard; ACM0002 with TOOL07", "VCS 标准；ACM0002 与 TOOL07")
            ),
            power_wording.limits(
                responsible=Text("The project proponent", "项目业主"), issuer=Text("The registry", "登记机构")
            ),
        ),
        materiality=power_wording.materiality(facts, MATERIALITY.base),
    )
