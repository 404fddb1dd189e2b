"""The words of the verification report's opinion statement."""

from collections.abc import Iterator

from verifier.rulebook import installation_wording as wording
from verifier.rulebook import materiality
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.opinions import Opinion
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.wording import Text
from verifier.schemes.eu_ets.kinds import GRADES, MATERIALITY, OPINIONS, UNCLEAR, category, departs, materiality_figure
from verifier.schemes.eu_ets.particulars import OPERATORS, Particulars

_REASONS = {
    "b": Text("material misstatements were not corrected", "重大错报未更正"),
    "c": Text("the scope of the verification was too limited", "核查范围受限"),
    "d": Text(
        "non-conformities leave it unclear whether the report is free of material misstatement",
        "不符合项致使无法确认报告无重大错报",
    ),
    "-": Text("a rule of the scheme is not kept", "未遵守体系规则"),
}


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    return StatementWording(
        title=Text("Verification opinion statement, EU Emissions Trading System", "欧盟排放交易体系核查意见声明"),
        opinion=_opinion(facts),
        paragraphs=(
            _outcome(facts),
            _scope(facts),
            _emissions(facts),
            wording.open_matters(facts, GRADES, MATERIALITY.unit),
            wording.corrected(facts, MATERIALITY.unit),
            wording.gaps(facts),
            wording.visits(facts),
            _changes(facts),
            LIMITS,
        ),
        materiality=Text("{percent} % of total reported emissions", "报告排放总量的 {percent} %").format(
            percent=facts.figures[materiality_figure(facts)]
        ),
    )


def _opinion(facts: ReportFacts) -> Text:
    own: Particulars = facts.particulars
    said = {
        Opinion.UNMODIFIED: Text(
            "We have verified the emissions of {reported} t CO2eq from {first} to {last} and find that these data are "
            "fairly stated: verified as satisfactory.",
            "我们核查了 {first} 至 {last} 的排放量 {reported} t CO2eq，认为数据公允：核查结论为满意。",
        ),
        Opinion.MODIFIED: Text(
            "We have verified the emissions of {reported} t CO2eq from {first} to {last} and find that these data are "
            "fairly stated, with the comments below: verified with comments.",
            "我们核查了 {first} 至 {last} 的排放量 {reported} t CO2eq，除下列评论外认为数据公允："
            "核查结论为满意，附评论。",
        ),
    }.get(
        facts.opinion or Opinion.UNMODIFIED,
        Text(
            "The emissions of {reported} t CO2eq from {first} to {last} cannot be verified for the reasons below: "
            "not verified.",
            "因下列原因，{first} 至 {last} 的排放量 {reported} t CO2eq 无法核查确认：未通过核查。",
        ),
    )
    return said.format(reported=own.reported_t, first=facts.period_from, last=facts.period_until)


def reasons(facts: ReportFacts) -> Iterator[str]:
    """The letters of Art. 27(1) for which a report is not verified."""
    weighed = materiality.weigh(
        facts.misstatements,
        MATERIALITY.test,
        base=facts.particulars.reported_t,
        percent=facts.figures[materiality_figure(facts)],
    )
    if weighed.material or departs(facts):
        yield "b"
    if any(limit.pervasive for limit in facts.limitations):
        yield "c"
    if any(finding.open and finding.grade == UNCLEAR for finding in facts.findings):
        yield "d"


def _outcome(facts: ReportFacts) -> Paragraph:
    opinion = facts.opinion or Opinion.UNMODIFIED
    said = OPINIONS.meanings[opinion].text
    letters = ["a"] if opinion in (Opinion.UNMODIFIED, Opinion.MODIFIED) else list(reasons(facts)) or ["-"]
    why = wording.listed(_REASONS[letter] for letter in letters if letter in _REASONS)
    return Paragraph(
        Text("Outcome (AVR Art. 27(1))", "结论（AVR 第 27(1) 条）"),
        Text("({letters}) {said}. Reasons: {why}.", "（{letters}）{said}。理由：{why}。").format(
            letters=", ".join(letters), said=said, why=why
        ),
    )


def _scope(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    size = (
        Text("{operator}, category {category}", "{operator}，{category} 类").format(
            operator=OPERATORS[own.operator], category=category(facts)
        )
        if own.operator == "installation"
        else OPERATORS[own.operator]
    )
    return Paragraph(
        Text("Scope and criteria", "范围与准则"),
        Text(
            "{size}; activity: {activity}. Permit {permit}; monitoring plan {plan}, approved on {day}. Criteria: "
            "Implementing Regulations (EU) 2018/2066 and 2018/2067. The data are historical.",
            "{size}；活动：{activity}。许可证 {permit}；监测计划 {plan}，批准日 {day}。"
            "准则：实施条例 (EU) 2018/2066 与 2018/2067。数据为历史数据。",
        ).format(
            size=size, activity=own.activity, permit=own.permit, plan=own.plan_reference, day=own.plan_approved_on
        ),
    )


def _emissions(facts: ReportFacts) -> Paragraph:
    found = facts.calculation
    return Paragraph(
        Text("Emissions", "排放量"),
        Text(
            "Reported: {reported} t CO2eq. Recalculated: {found} t CO2eq. CO2 of biomass, rated zero: {biomass} t.",
            "报告：{reported} t CO2eq。复算：{found} t CO2eq。按零计的生物质 CO2：{biomass} t。",
        ).format(reported=facts.particulars.reported_t, found=found["E"].shown, biomass=found["E_biomass"].shown),
    )


def _changes(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    return Paragraph(
        Text("Changes that need approval", "须经批准的变更"),
        Text(own.changes, f"变更：{own.changes}") if own.changes else wording.NONE,
    )


LIMITS = Paragraph(
    Text("Responsibilities and limits", "责任与限制"),
    Text(
        "The operator is responsible for the emissions report, the competent authority for the approval of the "
        "monitoring plan; we are responsible for this opinion, which reflects the day on which it is issued.",
        "运营人对排放报告负责，主管机关负责批准监测计划；本机构对本意见负责，该意见仅反映出具之日的情况。",
    ),
)
