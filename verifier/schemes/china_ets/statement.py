"""The words of the verification report's conclusion."""

from verifier.rulebook import installation_wording as wording
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.opinions import Opinion
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.quantities import HUNDRED, grouped, rounded
from verifier.rulebook.wording import Text
from verifier.schemes.china_ets.kinds import GRADES, MATERIALITY, OPINIONS
from verifier.schemes.china_ets.particulars import OUTPUT_UNITS, OUTPUTS, UNIT_KINDS, Particulars


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    return StatementWording(
        title=Text(
            "Verification report, national emissions trading: power generation", "核查报告（全国碳排放权交易 发电设施）"
        ),
        opinion=_opinion(facts),
        paragraphs=(
            _entity(facts),
            _quantities(facts),
            _fluctuation(facts),
            _uncovered(facts),
            _values(facts),
            _allocation(facts),
            _single_sources(facts),
            _nonconformities(facts),
            wording.open_matters(facts, GRADES, MATERIALITY.unit),
            wording.visits(facts),
            LIMITS,
        ),
    )


def _opinion(facts: ReportFacts) -> Text:
    said = OPINIONS.meanings[facts.opinion or Opinion.UNMODIFIED].text
    return Text(
        "On the emission report of {year} and its data-quality control plan {plan} we conclude: {said}. Emissions: "
        "{found} t CO2eq, of which direct {direct} t.",
        "关于 {year} 年度排放报告及数据质量控制方案 {plan}，核查结论：{said}。"
        "排放量 {found} t CO2eq，其中直接排放 {direct} t。",
    ).format(
        year=facts.particulars.report_year,
        plan=facts.particulars.plan_reference,
        said=said,
        found=facts.calculation["E"].shown,
        direct=facts.calculation["E_direct"].shown,
    )


def _entity(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    covered = (
        Text("reach", "达到")
        if facts.calculation["E_direct"].value >= facts.figures["entry.threshold"]
        else Text("do not reach", "未达到")
    )
    return Paragraph(
        Text("Entity", "重点排放单位"),
        Text(
            "Unified social credit code {uscc}; version {version} of this report. Direct emissions {covered} the "
            "threshold of {threshold} t.",
            "统一社会信用代码 {uscc}；核查报告第 {version} 版。直接排放{covered}纳入门槛 {threshold} t。",
        ).format(
            uscc=own.uscc,
            version=own.report_version,
            covered=covered,
            threshold=grouped(facts.figures["entry.threshold"]),
        ),
    )


def _quantities(facts: ReportFacts) -> Paragraph:
    return Paragraph(
        Text("Conclusion 2: quantities by unit", "结论二：分机组数据"),
        wording.listed(
            Text("{unit} ({kind}): {tonnes} t CO2", "{unit}（{kind}）：{tonnes} t CO2").format(
                unit=unit.name, kind=UNIT_KINDS[unit.kind], tonnes=facts.calculation[f"E_{unit.name}"].shown
            )
            for unit in facts.particulars.units
        ),
    )


def _fluctuation(facts: ReportFacts) -> Paragraph:
    said = facts.particulars.fluctuation
    return Paragraph(
        Text("Conclusion 3: fluctuation against the year before", "结论三：与上年相比的波动"),
        Text(said, f"说明：{said}") if said else wording.NONE,
    )


def _uncovered(facts: ReportFacts) -> Paragraph:
    said = facts.particulars.uncovered
    return Paragraph(
        Text("Conclusion 4: matters not covered, and conservative values", "结论四：未覆盖的问题与保守值"),
        Text(
            "Not covered: {uncovered}. Conservative values: {values}.", "未覆盖：{uncovered}。保守值：{values}。"
        ).format(
            uncovered=said or wording.NONE,
            values=wording.listed((*_corrections(facts), *wording.gap_lines(facts))),
        ),
    )


def _corrections(facts: ReportFacts) -> list[Text]:
    """Quantities that were moved because their meter was out of class or uncalibrated."""
    own: Particulars = facts.particulars
    moved = [(row.name, row.quantity, row.activity) for row in own.streams if row.fault]
    moved += [(f"{row.made_by} {OUTPUTS[row.kind].en}", row.quantity, row.counted) for row in own.outputs if row.fault]
    return [
        Text("{name} from {before} to {after}", "{name} 由 {before} 调整为 {after}").format(
            name=name, before=grouped(before), after=grouped(after)
        )
        for name, before, after in moved
    ]


def _values(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    rows = [
        Text(
            "{parameter}: {before} before, {after} after, {unit} {reason}",
            "{parameter}：核查前 {before}，核查后 {after}，{unit} {reason}",
        ).format(
            parameter=row.parameter,
            before=grouped(row.before),
            after=grouped(row.after),
            unit=row.unit,
            reason=row.reason,
        )
        for row in own.verified_values
    ]
    if own.first_version_t:
        after = facts.calculation["E"].value
        rows.append(
            Text(
                "Emissions: {before} t before, {after} t after, {percent} %",
                "排放量：核查前 {before} t，核查后 {after} t，变化 {percent} %",
            ).format(
                before=grouped(own.first_version_t),
                after=rounded(after, 3),
                percent=rounded((after - own.first_version_t) / own.first_version_t * HUNDRED, 2),
            )
        )
    return Paragraph(Text("Annex 1: values before and after", "附件一：核查前后数值"), wording.listed(rows))


def _allocation(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    return Paragraph(
        Text("Annex 2: data for allocation", "附件二：配额分配相关数据"),
        wording.listed(
            Text("{name}: {quantity} {unit}", "{name}：{quantity} {unit}").format(
                name=name, quantity=grouped(own.made(kind)), unit=OUTPUT_UNITS[kind]
            )
            for kind, name in OUTPUTS.items()
        ),
    )


def _single_sources(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    names = [row.name for row in own.streams if row.single_source]
    names += [f"{row.made_by} {OUTPUTS[row.kind].zh}" for row in own.outputs if row.single_source]
    return Paragraph(
        Text("Data with a single source", "单一来源数据"), wording.listed(Text(name, name) for name in names)
    )


def _nonconformities(facts: ReportFacts) -> Paragraph:
    titles = {grade.code: grade.title for grade in GRADES}
    return Paragraph(
        Text("Annex 3: non-conformities", "附件三：不符合项"),
        wording.listed(
            Text("{number} ({grade}): {state}", "{number}（{grade}）：{state}").format(
                number=finding.number,
                grade=titles.get(finding.grade, finding.grade),
                state=Text("open", "未整改") if finding.open else Text("corrected, conforms", "已整改符合要求"),
            )
            for finding in facts.findings
        ),
    )


LIMITS = Paragraph(
    Text("Responsibilities and limits", "责任与限制"),
    Text(
        "The entity is responsible for its report; we are responsible for this one, which reflects the day on which it "
        "is issued. The provincial authority tells and publishes the result.",
        "重点排放单位对其排放报告负责；本机构对本报告负责，其仅反映出具之日的情况。核查结果由省级主管部门告知并公开。",
    ),
)
