"""What a statement on renewable power in a grid says in words, whatever the scheme."""

from verifier.rulebook import shapes
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.power import GridPower
from verifier.rulebook.programme import Paragraph
from verifier.rulebook.quantities import ZERO, rounded
from verifier.rulebook.results import Step
from verifier.rulebook.wording import Text


def vintages(facts: ReportFacts) -> Paragraph:
    """Baseline, project, leakage and net reductions of each calendar year."""
    years = [result for result in facts.calculation.results if result.code.startswith("ER_2")]
    steps = {step.code: step for step in facts.calculation.steps}
    lines = [
        _OF_YEAR.format(
            year=one.code.removeprefix("ER_"),
            baseline=_tonnes(steps, one.code, "BE"),
            project=_tonnes(steps, one.code, "PE"),
            net=one.shown,
        )
        for one in years
    ]
    return Paragraph(
        Text("Reductions by vintage", "分年减排量"),
        Text("Each calendar year is rounded down on its own. {years}", "各日历年分别向下取整。{years}").format(
            years=Text(" ".join(line.en for line in lines), "".join(line.zh for line in lines))
        ),
    )


_OF_YEAR = Text(
    "{year}: baseline emissions {baseline}, project emissions {project}, leakage 0, reductions {net} t CO2eq.",
    "{year} 年：基准线排放 {baseline}、项目排放 {project}、泄漏 0、减排量 {net} t CO2eq。",
)


def _tonnes(steps: dict[str, Step], code: str, term: str) -> str:
    step = steps.get(code.replace("ER", term))
    return rounded(ZERO if step is None else step.value, 3)


def scope(facts: ReportFacts, *, criteria: Text) -> Paragraph:
    own: GridPower = facts.particulars
    asked = next(field for field in shapes.fields(type(own)) if field.name == "technology")
    return Paragraph(
        Text("Scope and criteria", "范围与准则"),
        Text(
            "{technology}, {capacity} MW. Criteria: {criteria}. Grid margins: {source}. "
            "The data are historical; baseline emissions are hypothetical by nature.",
            "{technology}，{capacity} MW。准则：{criteria}。电网边际排放因子来源：{source}。"
            "数据为历史数据；基准线排放属假设性质。",
        ).format(
            technology=asked.choices[own.technology],
            capacity=own.capacity_mw,
            criteria=criteria,
            source=own.margin_source,
        ),
    )


def limits(*, responsible: Text, issuer: Text) -> Paragraph:
    """Who answers for what, on which day, and who issues the units."""
    return Paragraph(
        Text("Responsibilities and limits", "责任与限制"),
        Text(
            "{responsible} must answer for the monitoring report; we answer for this opinion, which reflects the day "
            "on which it is issued. {issuer} issues the units.",
            "{responsible}对监测报告负责；本机构对本意见负责，该意见仅反映出具之日的情况。减排单位由{issuer}签发。",
        ).format(responsible=responsible, issuer=issuer),
    )


def materiality(facts: ReportFacts, base: Text) -> Text:
    return Text("{percent} % of the {base}", "{base}的 {percent} %").format(
        percent=facts.calculation["materiality"].shown, base=base
    )
