"""Who verifies, and how: independence in the province, the team on site, the number of the report."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.rules import DRAFTED, INTAKE, SERVING, Breach, rule
from verifier.rulebook.wording import Text
from verifier.schemes.china_ets.figures import GUIDE, RULES_OF_STATE
from verifier.schemes.china_ets.particulars import Particulars


@rule(f"{RULES_OF_STATE} Art. 13", gate=SERVING, zh="同一机构不在同一省份既编制排放报告又从事技术审核。")
def body_prepares_no_reports_in_the_province(facts: ReportFacts) -> Iterator[Breach]:
    """A body that reviews emission reports in a province prepares none there."""
    own: Particulars = facts.particulars
    if not own.free_of_report_preparation:
        yield Breach(
            "free_of_report_preparation",
            Text(
                "It is not declared that this body prepares no emission reports in {province}. Check and declare it, "
                "or decline.",
                "未声明本机构未在 {province} 编制排放报告。请核实并声明，或不予承接。",
            ).format(province=own.province),
        )


@rule("企业温室气体排放报告核查指南（试行）", gate=DRAFTED, zh="现场核查组不少于两人。")
def site_was_visited_by_enough(facts: ReportFacts) -> Iterator[Breach]:
    """At least two of the team were on site."""
    least = facts.figures["site.persons"]
    if max((visit.persons for visit in facts.visits if visit.kind == "physical"), default=0) < least:
        yield Breach(
            "visits",
            Text(
                "No visit on site by at least {least} persons is on record. Visit the site.",
                "无不少于 {least} 人的现场核查记录。请进行现场核查。",
            ).format(least=least),
        )


@rule(f"{GUIDE} appendix", gate=INTAKE, zh="核查报告编号中的年份为排放报告年份。")
def number_bears_the_reporting_year(facts: ReportFacts) -> Iterator[Breach]:
    """The year in the report's number is the year of the emissions."""
    own: Particulars = facts.particulars
    if own.report_year != facts.period_from.year:
        yield Breach(
            "report_year",
            Text(
                "The emissions are of {period}; the number would say {year}. Correct one of them.",
                "核查期为 {period} 年，编号年份为 {year}。请更正其一。",
            ).format(period=facts.period_from.year, year=own.report_year),
        )
