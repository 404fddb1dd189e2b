"""The rules of the scheme: goods and their values, the site, precursors, electricity, carbon prices."""

from collections.abc import Iterator
from decimal import Decimal

from verifier.rulebook import installation_rules
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.installation_rules import InstallationClauses, seen
from verifier.rulebook.quantities import HUNDRED, ZERO, grouped, rounded
from verifier.rulebook.rules import DRAFTED, Breach, Rule, rule, rules_of
from verifier.rulebook.wording import Text
from verifier.schemes.cbam.kinds import MATERIALITY, free_allocation
from verifier.schemes.cbam.particulars import Particulars

_VISITS, _ART_5 = "IR (EU) 2025/2546 Art. 2, 3", "IR (EU) 2025/2546 Art. 5"
_METHOD = "IR (EU) 2025/2547"


@rule("Regulation (EU) 2023/956 Annex VI(2)", gate=DRAFTED, zh="已列明所核查的产品。")
def goods_are_stated(facts: ReportFacts) -> Iterator[Breach]:
    """The goods on which the report speaks are stated."""
    own: Particulars = facts.particulars
    if not own.goods:
        yield Breach("goods", Text("No good is stated. State each good of the installation.", "未列产品。请逐一填写。"))


@rule(_ART_5, gate=DRAFTED, zh="各产品申报的单位隐含排放不存在重大错报。")
def declared_values_are_free_of_material_error(facts: ReportFacts) -> Iterator[Breach]:
    """The declared embedded emissions of each good depart from those found by no more than the materiality level."""
    own: Particulars = facts.particulars
    for good in own.goods:
        yield from _apart(facts, good.good, good.declared_see, facts.calculation[f"SEE_{good.good}"].value)


@rule(_ART_5, gate=DRAFTED, zh="各产品申报的免费配额调整参数不存在重大错报。")
def free_allocation_is_free_of_material_error(facts: ReportFacts) -> Iterator[Breach]:
    """The declared free-allocation parameter of each good departs from that found by no more than the level."""
    own: Particulars = facts.particulars
    for good in own.goods:
        if good.declared_free_allocation is not None and good.found_free_allocation is not None:
            yield from _apart(
                facts, free_allocation(good.good), good.declared_free_allocation, good.found_free_allocation
            )


def _apart(facts: ReportFacts, subject: str, declared: Decimal, found: Decimal) -> Iterator[Breach]:
    percent = facts.figures["materiality"]
    if MATERIALITY.test.met(found - declared, declared * percent / HUNDRED):
        yield Breach(
            subject,
            Text(
                "{declared} t CO2eq/t is declared, {found} is found; more than {percent} % apart is material. "
                "Correct the declared value of this good.",
                "申报 {declared} t CO2eq/t，核查为 {found}；相差超过 {percent} % 即为重大。请更正该产品申报值。",
            ).format(declared=declared, found=rounded(found, 5), percent=percent),
        )


@rule(f"{_METHOD} Annex II", gate=DRAFTED, zh="归属排放与未归属排放之和等于设施直接排放。")
def attribution_is_complete(facts: ReportFacts) -> Iterator[Breach]:
    """What is attributed to goods and what is not come to the direct emissions of the installation."""
    own: Particulars = facts.particulars
    attributed = sum((good.direct_t for good in own.goods), ZERO) + own.unattributed_t
    total = facts.calculation["E_direct"].value
    if abs(attributed - total) > facts.figures["attribution.tolerance"]:
        yield Breach(
            "goods",
            Text(
                "{attributed} t are attributed or named as of no good, {total} t are emitted. Attribute the rest.",
                "已归属与列为未归属共 {attributed} t，设施排放 {total} t。请归属其余部分。",
            ).format(attributed=grouped(attributed), total=rounded(total, 3)),
        )


@rule(f"{_METHOD} Annex II", gate=DRAFTED, zh="计入间接排放的，已说明电力排放因子及来源。")
def electricity_has_a_factor(facts: ReportFacts) -> Iterator[Breach]:
    """Where indirect emissions count, the factor of the electricity is stated with its source."""
    own: Particulars = facts.particulars
    counts = any(good.indirect_t for good in own.goods)
    if counts and (own.electricity_factor is None or not own.electricity_source):
        yield Breach(
            "electricity_factor",
            Text(
                "Indirect emissions are counted without the factor of the electricity. State it with its source.",
                "计入了间接排放，但未说明电力排放因子。请填写因子及来源。",
            ),
        )


@rule(_VISITS, gate=DRAFTED, zh="首个核查年须现场访问。")
def first_visit_is_physical(facts: ReportFacts) -> Iterator[Breach]:
    """In the first year of verification the site is visited in person."""
    own: Particulars = facts.particulars
    if own.last_physical_year is None and seen(facts) != "physical":
        yield Breach(
            "visits",
            Text("This is the first year: visit the site in person.", "首个核查年：请进行现场访问。"),
        )


@rule(_VISITS, gate=DRAFTED, zh="至少每两年现场访问一次；上年已现场访问的，方可远程或免除。")
def visit_is_physical_every_second_year(facts: ReportFacts) -> Iterator[Breach]:
    """A visit is virtual or waived only in the year after one in person; no two years pass without one."""
    own: Particulars = facts.particulars
    if own.last_physical_year is None or seen(facts) == "physical":
        return
    if seen(facts) is None:
        yield Breach(
            "visits",
            Text(
                "No visit is on record. Record it, or why there was none.", "无访问记录。请登记访问，或未访问的理由。"
            ),
        )
    elif not 0 < facts.period_until.year - own.last_physical_year < facts.figures["visit.years"]:
        yield Breach(
            "visits",
            Text(
                "The last visit in person was for {year}. Visit the site in person for {this}.",
                "上次现场访问属 {year} 报告年。请为 {this} 报告年进行现场访问。",
            ).format(year=own.last_physical_year, this=facts.period_until.year),
        )


@rule(
    f"{_METHOD}; Delegated Regulation (EU) 2025/2551", gate=DRAFTED, zh="前体采用实际值的，均有覆盖其生产期的核查报告。"
)
def actual_values_of_precursors_are_verified(facts: ReportFacts) -> Iterator[Breach]:
    """An actual value of a precursor rests on an accredited verifier's report that covers when it was produced."""
    own: Particulars = facts.particulars
    for row in own.precursors:
        if row.basis == "actual" and not row.is_verified:
            yield Breach(
                row.name,
                Text(
                    "No report of an accredited verifier covers the days in which it was produced. Obtain it, or use "
                    "the default value and say so.",
                    "无认可核查机构的报告覆盖其生产期。请取得报告，或采用默认值并注明。",
                ),
            )


@rule("double counting of electricity", gate=DRAFTED, zh="购电协议电量的绿证已注销，且未签发减排量。")
def purchase_agreement_is_claimed_once(facts: ReportFacts) -> Iterator[Breach]:
    """Electricity claimed by a purchase agreement has its certificates cancelled and bore no credit."""
    own: Particulars = facts.particulars
    if own.purchase_agreement_mwh and not own.certificates_cancelled:
        yield Breach(
            "certificates_cancelled",
            Text(
                "Certificates or credits may have been issued for these {mwh} MWh. Show their cancellation.",
                "该 {mwh} MWh 可能已签发绿证或减排量。请提供注销凭证。",
            ).format(mwh=grouped(own.purchase_agreement_mwh)),
        )


@rule("Regulation (EU) 2023/956 Art. 9", gate=DRAFTED, zh="以抵消量按面值计入的境外碳价已由专家评估。")
def carbon_prices_with_offsets_are_assessed(facts: ReportFacts) -> Iterator[Breach]:
    """A carbon price abroad in which offsets are counted at face value is held until an expert has assessed it."""
    own: Particulars = facts.particulars
    for row in own.carbon_prices:
        if row.with_offsets and not row.assessed_by:
            yield Breach(
                row.instrument,
                Text(
                    "Offsets are counted at face value. Have an expert assess it, and name the expert.",
                    "抵消量按面值计入。请由专家评估并填写专家姓名。",
                ),
            )


RULES: tuple[Rule, ...] = (
    *rules_of(globals()),
    *installation_rules.rules(
        InstallationClauses(
            period="Regulation (EU) 2023/956 Annex VI(2)", sources=f"{_METHOD} Annex II", gaps=f"{_METHOD} Annex II"
        )
    ),
)
