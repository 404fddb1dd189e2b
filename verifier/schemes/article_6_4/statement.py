"""The words of the certification statement."""

from verifier.rulebook import power_wording
from verifier.rulebook.authorisations import PURPOSES
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.quantities import grouped
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_4.kinds import MATERIALITY
from verifier.schemes.article_6_4.particulars import Particulars
from verifier.schemes.article_6_4.scopes import SCOPES


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    own: Particulars = facts.particulars
    return StatementWording(
        title=Text(
            "Verification and certification statement, Paris Agreement Crediting Mechanism",
            "核查与核证声明（《巴黎协定》第六条第四款机制）",
        ),
        opinion=Text(
            "We certify that activity {activity} achieved emission reductions of {ER} t CO2eq from {first} to {last}, "
            "stated without material overstatement and monitored in accordance with the registered design and "
            "ACM0002.",
            "我们核证：活动 {activity} 在 {first} 至 {last} 期间实现减排量 {ER} t CO2eq，不存在重大高估，"
            "且已按照注册的设计文件与 ACM0002 实施监测。",
        ).format(
            activity=own.activity, ER=facts.calculation["ER"].shown, first=facts.period_from, last=facts.period_until
        ),
        paragraphs=(
            power_wording.vintages(facts),
            _levies(facts),
            _authorisation(own),
            _uniqueness(own),
            power_wording.scope(
                facts,
                criteria=Text(
                    "Decision 3/CMA.3; A6.4-STAN-AC-002 and -003; ACM0002 with TOOL07; sectoral scope {scope}",
                    "第 3/CMA.3 号决定；A6.4-STAN-AC-002 与 -003；ACM0002 与 TOOL07；专业领域：{scope}",
                ).format(scope=SCOPES[own.sectoral_scope]),
            ),
            power_wording.limits(
                responsible=Text("The activity participant", "活动参与方"),
                issuer=Text("The Supervisory Body", "监督机构"),
            ),
        ),
        materiality=power_wording.materiality(facts, MATERIALITY.base),
    )


def _levies(facts: ReportFacts) -> Paragraph:
    found = {one.code: one.shown for one in facts.calculation.results}
    heading = Text("Levies at issuance", "签发时的提取")
    if "participants" not in found:
        return Paragraph(heading, Text("The quantity cannot bear the levies.", "数量不足以承担提取。"))
    return Paragraph(
        heading,
        Text(
            "{adaptation} units go to the Adaptation Fund, {mitigation} are cancelled for overall mitigation, "
            "{participants} go to the participants.",
            "{adaptation} 个单位划转适应基金，{mitigation} 个为全面减缓注销，{participants} 个划转参与方。",
        ).format(**{code: found[code] for code in ("adaptation", "mitigation", "participants")}),
    )


def _authorisation(own: Particulars) -> Paragraph:
    heading = Text("Authorisation under Article 6", "第六条授权状态")
    if not own.authorisations:
        return Paragraph(
            heading,
            Text(
                "None: the units are mitigation contribution A6.4ERs, not for use by another Party or for other "
                "international purposes.",
                "无：单位为减缓贡献 A6.4ER，不得供其他缔约方或其他国际目的使用。",
            ),
        )
    letter = own.authorisations[0]
    return Paragraph(
        heading,
        Text(
            "Authorised A6.4ERs: letter {number} of {party}, {day}, {quantity} t CO2eq, vintages {since} to {until}, "
            "{purposes}.",
            "经授权的 A6.4ER：{party} {day} 第 {number} 号授权书，{quantity} t CO2eq，"
            "{since} 至 {until} 年，{purposes}。",
        ).format(
            number=letter.identifier,
            party=letter.party,
            day=letter.on,
            quantity=grouped(letter.quantity_t),
            since=letter.vintage_from,
            until=letter.vintage_until,
            purposes=PURPOSES[letter.purposes],
        ),
    )


def _uniqueness(own: Particulars) -> Paragraph:
    names = ", ".join(one.mechanism for one in own.elsewhere)
    return Paragraph(
        Text("No double issuance", "避免重复签发"),
        Text(
            "Other mechanisms in which the activity took part: {names}. Nothing of this period was credited there.",
            "活动参与过的其他机制：{names}。本监测期未在其中计入。",
        ).format(names=names or Text("none", "无")),
    )
