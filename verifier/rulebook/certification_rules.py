"""The rules that a certification system asks of the audit and its sample, whatever is certified: IR (EU) 2022/996."""

from collections.abc import Iterator

from verifier.rulebook.certification import Certification, sample_size
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.quantities import HUNDRED, months_after
from verifier.rulebook.rules import DRAFTED, INTAKE, Breach, Rule, rule, rules_of
from verifier.rulebook.wording import Text

_LAW = "IR (EU) 2022/996"
# Grades of finding that answer to a sample in which too much is wrong.
GRAVE = frozenset({"critical", "major"})


@rule(
    f"{_LAW} Art. 7",
    gate=INTAKE,
    zh="运营方未因欺诈被排除，且三年内未在其他体系首次审核未通过。",
)
def operator_is_not_excluded(facts: ReportFacts) -> Iterator[Breach]:
    """The operator is not excluded for fraud, and failed no first audit elsewhere in the last three years."""
    own: Certification = facts.particulars
    for name, day, code in (
        ("failed_audit_on", own.failed_audit_on, "months.failed_audit"),
        ("fraud_found_on", own.fraud_found_on, "months.fraud"),
    ):
        if day is None:
            continue
        until = months_after(day, int(facts.figures[code]))
        if facts.period_until <= until:
            yield Breach(
                name,
                Text(
                    "The operator is shut out until {until} by what happened on {day}. Refuse the application, or "
                    "agree a focused audit with the system.",
                    "因 {day} 的情况，该运营方至 {until} 不予受理。请拒绝申请，或与体系商定重点审核。",
                ).format(until=until, day=day),
                clause=facts.figures.of(code).clause,
            )


@rule(f"{_LAW} Art. 10(1)", gate=DRAFTED, zh="首次审核须在现场进行。")
def first_audit_is_on_site(facts: ReportFacts) -> Iterator[Breach]:
    """The first audit is on site. Visits on record count as those of a first audit unless a later one is named."""
    own: Certification = facts.particulars
    first = own.audit == "first" or (own.audit is None and bool(facts.visits))
    if first and not any(visit.kind == "physical" for visit in facts.visits):
        yield Breach(
            "visits",
            Text(
                "Nobody of the team was on site. Visit the site, or say that this is a later audit.",
                "无人到过现场。请实施现场审核，或说明本次并非首次审核。",
            ),
        )


@rule(f"{_LAW} Art. 10; ISO 19011", gate=DRAFTED, zh="抽查的声明数不少于按风险等级计算的样本量。")
def sample_is_large_enough(facts: ReportFacts) -> Iterator[Breach]:
    """As many declarations were looked at as the level of risk asks for."""
    size = sample_size(facts.particulars, facts.figures)
    if size is not None and facts.claims_sampled < size:
        yield Breach(
            "claims_sampled",
            Text(
                "{sampled} declarations were looked at; the level of risk asks for {size}. Look at more.",
                "已抽查 {sampled} 份声明；按风险等级应抽查 {size} 份。请补充抽样。",
            ).format(sampled=facts.claims_sampled, size=size),
        )


@rule(f"{_LAW} Art. 10", gate=DRAFTED, zh="抽样声明中有误者超过 10 % 的，须记录主要不符合。")
def wrong_claims_are_a_major_finding(facts: ReportFacts) -> Iterator[Breach]:
    """Where more than a tenth of the sampled claims are wrong, a major finding is on record; a tenth exactly is not."""
    most = facts.figures["claims_wrong_max"]
    if facts.claims_wrong * HUNDRED <= facts.claims_sampled * most:
        return
    if not any(finding.grade in GRAVE for finding in facts.findings):
        yield Breach(
            "claims_wrong",
            Text(
                "{wrong} of {sampled} claims are wrong: more than {most} %. Raise a major finding.",
                "{sampled} 份声明中 {wrong} 份有误，超过 {most} %。请开具主要不符合。",
            ).format(wrong=facts.claims_wrong, sampled=facts.claims_sampled, most=most),
        )


AUDIT: tuple[Rule, ...] = rules_of(globals())
