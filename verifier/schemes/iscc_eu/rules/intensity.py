"""CDR (EU) 2023/1185, annex: over what time the intensity is averaged, and by one method for grid electricity."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fuel_lines import ACT
from verifier.rulebook.production import METHODS
from verifier.rulebook.rules import INTAKE, THROUGHOUT, Breach, rule
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.rules.case import is_hourly, renewable_fuel


@rule(f"{ACT} pt 1", gate=INTAKE, zh="排放强度的平均期不超过一个日历月。")
def average_is_within_one_month(facts: ReportFacts) -> Iterator[Breach]:
    """One intensity is averaged over one calendar month at most."""
    if renewable_fuel(facts) is None:
        return
    first, last = facts.period_from, facts.period_until
    if (first.year, first.month) != (last.year, last.month):
        yield Breach(
            "period",
            Text(
                "The period from {first} to {last} spans more than one calendar month. Assess each month on its own.",
                "{first} 至 {last} 跨越一个以上日历月。请逐月评估。",
            ).format(first=first, last=last),
        )


@rule(
    f"{ACT} pt 1",
    gate=INTAKE,
    zh="自 2030 年起（或成员国提前要求之日起），以完全可再生电力提升热值的燃料，平均期为一小时。",
)
def average_is_hourly_from_2030(facts: ReportFacts) -> Iterator[Breach]:
    """From 2030, or earlier where the Member State asks for it, fuel made with fully renewable electricity is averaged
    over one hour, and each hour must pass."""
    own = renewable_fuel(facts)
    if (
        own is not None
        and is_hourly(facts)
        and any(row.heating_value and row.route != "grid" for row in own.electricity)
    ):
        yield Breach(
            "period",
            Text(
                "This production must pass in each hour; one value for the whole period does not show that. "
                "Assess it hour by hour.",
                "该生产须逐小时达标；整期单一数值不足以证明。请逐小时评估。",
            ),
        )


@rule(f"{ACT} pt 6", gate=THROUGHOUT, zh="同一日历年内，电网电力采用同一种方法。")
def one_method_is_kept_through_the_year(facts: ReportFacts) -> Iterator[Breach]:
    """Grid electricity is reckoned by one method through a calendar year."""
    own = renewable_fuel(facts)
    if own is not None and own.method_before not in (None, own.grid_method):
        yield Breach(
            "grid_method",
            Text(
                "Method {now} is used, and earlier this year it was {before}. Keep to one until the year is over.",
                "现采用方法 {now}，本年此前为 {before}。年内须保持同一方法。",
            ).format(now=METHODS[own.grid_method], before=METHODS[own.method_before or own.grid_method]),
        )
