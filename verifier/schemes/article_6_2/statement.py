"""The words of the verification statement."""

from verifier.rulebook.adjustments import METHODS
from verifier.rulebook.authorisations import PURPOSES
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.quantities import grouped
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_2.particulars import Particulars

_NONE = Text("none", "无")


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its balances stand in the calculation."""
    own: Particulars = facts.particulars
    return StatementWording(
        title=Text(
            "Verification statement, Article 6.2 of the Paris Agreement", "核查声明（《巴黎协定》第六条第二款）"
        ),
        opinion=Text(
            "In our opinion the annual information on cooperative approach {approach} from {first} to {last}, the "
            "emissions balances among it, is stated without error and in accordance with decision 2/CMA.3 and the "
            "decisions that followed it.",
            "我们认为，合作方法 {approach} 在 {first} 至 {last} 期间的年度信息及排放平衡的表述无误，"
            "符合第 2/CMA.3 号决定及后续决定。",
        ).format(approach=own.approach, first=facts.period_from, last=facts.period_until),
        paragraphs=(_methods(own), _letters(own), UNIQUENESS, LEVIES, LIMITS),
    )


def _methods(own: Particulars) -> Paragraph:
    lines = [
        Text("{party}: {method}, {since} to {until}", "{party}：{method}，{since} 至 {until} 年").format(
            party=row.party, method=METHODS[row.method], since=row.ndc_from, until=row.ndc_until
        )
        for row in own.participants
    ]
    return Paragraph(
        Text("Parties and methods", "缔约方与方法"),
        Text(
            "{parties}. What was first transferred is added in the year in which the outcome occurred, what was used "
            "towards a contribution is subtracted in the year of use. The emissions are those the Parties report; "
            "the data are historical.",
            "{parties}。首次转让量计入减缓成果产生之年，用于自主贡献的量在使用之年扣减。"
            "排放数据由缔约方报告；数据为历史数据。",
        ).format(parties=_joined(lines)),
    )


def _letters(own: Particulars) -> Paragraph:
    lines = [
        Text(
            "{number} of {party}, {day}: {quantity} t CO2eq, vintages {since} to {until}, {purposes}",
            "{party} {day} 第 {number} 号：{quantity} t CO2eq，{since} 至 {until} 年，{purposes}",
        ).format(
            number=row.identifier,
            party=row.party,
            day=row.on,
            quantity=grouped(row.quantity_t),
            since=row.vintage_from,
            until=row.vintage_until,
            purposes=PURPOSES[row.purposes],
        )
        for row in own.authorisations
    ]
    return Paragraph(
        Text("Authorisations", "授权"),
        Text("Letters of authorisation: {letters}.", "授权书：{letters}。").format(letters=_joined(lines)),
    )


def _joined(lines: list[Text]) -> Text:
    if not lines:
        return _NONE
    return Text("; ".join(line.en for line in lines), "；".join(line.zh for line in lines))


UNIQUENESS = Paragraph(
    Text("No double counting", "避免双重计算"),
    Text(
        "No unit whose serials were given was first transferred or used twice, and no more was used than was first "
        "transferred.",
        "所列序号的单位均未重复首次转让或使用，使用量不超过首次转让量。",
    ),
)

LEVIES = Paragraph(
    Text("Adaptation and overall mitigation", "适应与全面减缓"),
    Text(
        "Contributions to adaptation and cancellations for overall mitigation are strongly encouraged, not required; "
        "none is a condition of this statement.",
        "对适应的贡献与为全面减缓的注销系强烈鼓励而非强制；均不作为本声明的条件。",
    ),
)

LIMITS = Paragraph(
    Text("Responsibilities and limits", "责任与限制"),
    Text(
        "The Parties are responsible for their reports; we are responsible for this opinion, which reflects the day on "
        "which it is issued. It does not take the place of the technical expert review.",
        "缔约方对其报告负责；本机构对本意见负责，该意见仅反映出具之日的情况，不替代第六条技术专家审评。",
    ),
)
