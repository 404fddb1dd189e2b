"""The words of the validation or verification report's statement."""

from verifier.rulebook import power_wording
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.opinions import Opinion
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.wording import Text
from verifier.schemes.ccer.kinds import OPINIONS
from verifier.schemes.ccer.particulars import METHODOLOGIES, TECHNOLOGIES, USES, Particulars


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    own: Particulars = facts.particulars
    points = (VERIFIED if own.verifies else VALIDATED) if facts.opinion is Opinion.UNMODIFIED else NOT_SHOWN
    return StatementWording(
        title=VERIFICATION_TITLE if own.verifies else VALIDATION_TITLE,
        opinion=(VERIFICATION_OPINION if own.verifies else VALIDATION_OPINION).format(
            word=OPINIONS.meanings[facts.opinion or Opinion.DISCLAIMER].text,
            ER=facts.calculation["ER"].shown,
            first=facts.period_from,
            last=facts.period_until,
        ),
        paragraphs=(
            Paragraph(Text("Conclusion on each point", "逐项结论"), points),
            power_wording.vintages(facts),
            _scope(own),
            _notice(facts),
            _uniqueness(own),
            COMMITMENT,
            LIMITS,
        ),
        materiality=Text("None: every error is corrected", "不设数值门槛：全部错误均须更正"),
    )


VERIFICATION_TITLE = Text(
    "Verification of reductions, China's voluntary greenhouse gas emission reduction market",
    "减排量核查声明（全国温室气体自愿减排交易市场）",
)
VALIDATION_TITLE = Text(
    "Validation of a project, China's voluntary greenhouse gas emission reduction market",
    "项目审定声明（全国温室气体自愿减排交易市场）",
)
VERIFICATION_OPINION = Text(
    "Conclusion: {word}. The reductions verified from {first} to {last} are {ER} t CO2eq.",
    "结论：{word}。{first} 至 {last} 经核查的减排量为 {ER} t CO2eq。",
)
VALIDATION_OPINION = Text(
    "Conclusion: {word}. The project design expects reductions of {ER} t CO2eq from {first} to {last}.",
    "结论：{word}。项目设计文件预计 {first} 至 {last} 减排量为 {ER} t CO2eq。",
)
VERIFIED = Text(
    "(1) The accounting accords with the methodology. (2) The project was carried out as its design says. (3) The "
    "accounting is conservative.",
    "（一）符合项目方法学等相关技术规范要求；（二）项目按照项目设计文件实施；（三）减排量核算符合保守性原则。",
)
VALIDATED = Text(
    "(1) The project accords with laws and policies. (2) It lies in the field of a published methodology. (3) The "
    "methodology is rightly chosen and used. (4) The project is real, unique and additional. (5) It accords with "
    "sustainable development.",
    "（一）符合相关法律法规与国家政策；（二）属于已发布方法学支持领域；（三）方法学的选择和使用得当；"
    "（四）具备真实性、唯一性和额外性；（五）符合可持续发展要求。",
)
NOT_SHOWN = Text("Not every point is met; the findings say which.", "未全部符合，详见发现项。")


def _scope(own: Particulars) -> Paragraph:
    return Paragraph(
        Text("Scope and criteria", "范围与准则"),
        Text(
            "{technology}, {capacity} MW. Criteria: the Measures for voluntary emission reduction trading, the rules "
            "for validation and verification, {methodology}. Grid margins: {source}. {nature}",
            "{technology}，{capacity} MW。准则：《温室气体自愿减排交易管理办法（试行）》、审定与减排量核查实施规则、"
            "{methodology}。电网边际排放因子来源：{source}。{nature}",
        ).format(
            technology=TECHNOLOGIES[own.technology],
            capacity=own.capacity_mw,
            methodology=METHODOLOGIES[own.methodology],
            source=own.margin_source,
            nature=HISTORICAL if own.verifies else PROJECTED,
        ),
    )


HISTORICAL = Text(
    "The data are historical; baseline emissions are hypothetical by nature.", "数据为历史数据；基准线排放属假设性质。"
)
PROJECTED = Text("The data are projected.", "数据为预测数据。")


def _notice(facts: ReportFacts) -> Paragraph:
    return Paragraph(
        Text("Public comments", "公众意见"),
        Text(
            "The owner's document was on public notice from {first} to {last}. {handled}",
            "项目业主文件于 {first} 至 {last} 公示。{handled}",
        ).format(
            first=facts.notice_from or UNKNOWN,
            last=facts.notice_until or UNKNOWN,
            handled=HANDLED if facts.comments_answered else UNHANDLED,
        ),
    )


UNKNOWN = Text("a day not on record", "未记录日期")
HANDLED = Text("The comments received, if any, are dealt with.", "收到的公众意见（如有）均已处理。")
UNHANDLED = Text("It is not on record how comments were dealt with.", "公众意见处理情况未记录。")


def _uniqueness(own: Particulars) -> Paragraph:
    return Paragraph(
        Text("Uniqueness, and use", "唯一性与用途"),
        Text(
            "Other mechanisms in which the project took part: {names}. Intended use: {use}; no authorisation under "
            "Article 6 is on record.",
            "项目参与过的其他机制：{names}。拟议用途：{use}；未见《巴黎协定》第六条授权。",
        ).format(names=", ".join(one.mechanism for one in own.elsewhere) or Text("none", "无"), use=USES[own.use]),
    )


COMMITMENT = Paragraph(
    Text("Commitment", "承诺"),
    Text(
        "We answer for the compliance, truth and accuracy of this report, did not write the owner's documents, and "
        "have no interest in the project or in its reductions.",
        "本机构对本报告的合规性、真实性、准确性负责，并承诺未为项目业主编制项目设计文件和减排量核算报告，"
        "与项目及其减排量无利益关系。",
    ),
)
LIMITS = Paragraph(
    Text("Responsibilities and limits", "责任与限制"),
    Text(
        "The owner is responsible for its documents. This conclusion reflects the day on which it is issued. The "
        "registry decides on registration.",
        "项目业主对其文件负责。本结论仅反映出具之日的情况。登记由注册登记机构决定。",
    ),
)
