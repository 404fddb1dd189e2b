"""The rules of the scheme. Its document has not been read, so nothing can be issued; drafts can be made."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.figures import Sureness
from verifier.rulebook.rules import DRAFTED, THROUGHOUT, Breach, Gate, Rule, rule, rules_of
from verifier.rulebook.wording import Text
from verifier.schemes.bv_renewable_ammonia.figures import OWN
from verifier.schemes.bv_renewable_ammonia.particulars import Particulars


@rule("scheme document", gate=Gate.ISSUE, zh="发证所依据的本体系数值均已在体系文件中读到。")
def own_figures_are_read(facts: ReportFacts) -> Iterator[Breach]:
    """Every figure of the scheme's own on which a certificate rests has been read in its document."""
    for figure in (facts.figures.of(own.code) for own in OWN):
        if figure.sure is not Sureness.READ:
            yield Breach(
                figure.code,
                Text(
                    "{name}: {sure}. Nothing is issued before the scheme's document is obtained and read.",
                    "{name}:{sure}。取得体系文件并读到该数值之前，不得发证。",
                ).format(name=figure.name, sure=figure.sure.label),
            )


@rule("IR (EU) 2022/996 Annex I.2(f), by analogy", gate=THROUGHOUT, zh="采用氨的低位发热量（18.6 MJ/kg）。")
def heating_value_is_the_lower_one(facts: ReportFacts) -> Iterator[Breach]:
    """Energy is reckoned with the lower heating value of ammonia."""
    own: Particulars = facts.particulars
    asked = facts.figures["ammonia.lhv"]
    if abs(own.lhv_mj_per_kg - asked) > asked * facts.figures["lhv_tolerance"]:
        yield Breach(
            "lhv_mj_per_kg",
            Text(
                "{given} MJ/kg is used; the lower heating value is {asked}. Is it the higher one?",
                "采用 {given} MJ/kg；低位发热量为 {asked}。是否误用高位发热量？",
            ).format(given=own.lhv_mj_per_kg, asked=asked),
        )


@rule("scheme document (announcement of 2025)", gate=DRAFTED, zh="已说明工业安全与环境管理体系。")
def safety_and_environment_are_described(facts: ReportFacts) -> Iterator[Breach]:
    """Industrial safety and environmental management are described, for the certificate speaks of both."""
    own: Particulars = facts.particulars
    for name, said in (("safety_system", own.safety_system), ("environmental_system", own.environmental_system)):
        if not said:
            yield Breach(
                name,
                Text(
                    "Nothing is said about this. Name the system and its certificate.", "未作说明。请填写体系及证书。"
                ),
            )


RULES: tuple[Rule, ...] = rules_of(globals())
