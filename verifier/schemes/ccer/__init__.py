"""China's voluntary greenhouse gas emission reduction market: validation and verification, offshore wind and CSP."""

from dataclasses import replace

from verifier.rulebook import power
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Edition, Product
from verifier.rulebook.results import Calculation
from verifier.rulebook.scheme import Scheme
from verifier.rulebook.wording import Text
from verifier.schemes.ccer import offsetting
from verifier.schemes.ccer.figures import FIGURES, PRODUCED_AFTER
from verifier.schemes.ccer.kinds import ADDITIONS, CLAUSES, EVIDENCE, GRADES, MATERIALITY, OPINIONS, ROLES, SEVERITIES
from verifier.schemes.ccer.particulars import Particulars
from verifier.schemes.ccer.rules import RULES
from verifier.schemes.ccer.statement import worded
from verifier.schemes.ccer.times import DEADLINES, RETENTIONS


def compute(facts: ReportFacts) -> Calculation:
    """Reductions by year with the weights of the methodology's version, and the cap on offsetting where it is asked."""
    own: Particulars = facts.particulars
    found = power.assess(facts, weight=facts.figures[f"weight_om.{own.methodology}"])
    return Calculation(
        results=(
            *(replace(one, clause=_cited(one.clause, own.methodology)) for one in found.results),
            *offsetting.results(facts),
        ),
        steps=tuple(replace(one, clause=_cited(one.clause, own.methodology)) for one in found.steps),
    )


def _cited(clause: str, methodology: str) -> str:
    """The clause as this market's own methodology has it."""
    return clause.replace("ACM0002", methodology).replace("TOOL07", methodology)


SCHEME = Scheme(
    code="ccer",
    title=Text("China Certified Emission Reductions (CCER)", "全国温室气体自愿减排交易市场（核证自愿减排量 CCER）"),
    owner=Text(
        "Ministry of Ecology and Environment; State Administration for Market Regulation",
        "生态环境部、国家市场监督管理总局",
    ),
    family="crediting",
    kind=Product.VERIFICATION_STATEMENT,
    # In force since 20 October 2023; it governs every reduction produced after this day.
    editions=(
        Edition(
            "2023-10",
            Text(
                "Measures for voluntary emission reduction trading (trial), Order No. 31, in force on 20 October 2023",
                "《温室气体自愿减排交易管理办法（试行）》（部令第 31 号），自 2023 年 10 月 20 日起施行",
            ),
            since=PRODUCED_AFTER,
        ),
    ),
    roles=ROLES,
    evidence_kinds=EVIDENCE,
    finding_grades=GRADES,
    clauses=CLAUSES,
    data_nature=Text("historical; projected in a validation", "历史数据（审定时为预测数据）"),
    opinions=OPINIONS,
    materiality=MATERIALITY,
    deadlines=DEADLINES,
    retentions=RETENTIONS,
    additions=ADDITIONS,
    signal_severities=SEVERITIES,
    number_format="CCER-{body}-{year}-{number:04d}",
    validity_months=None,
    particulars=Particulars,
    figures=FIGURES,
    rules=RULES,
    computing=compute,
    worded=worded,
)
