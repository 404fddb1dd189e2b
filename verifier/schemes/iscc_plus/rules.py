"""The rules of the scheme: what may not be said of the product, the add-on, the audit and the chain of custody."""

from collections.abc import Iterator

from verifier.rulebook.certification_programme import adopted
from verifier.rulebook.certification_rules import AUDIT
from verifier.rulebook.custody_rules import CUSTODY, supplies_are_certified
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fuel_plausibility import PLAUSIBLE
from verifier.rulebook.fuel_rules import METHOD, by_analogy
from verifier.rulebook.interval_rules import INTERVALS
from verifier.rulebook.rules import DRAFTED, INTAKE, Breach, Rule, rule, rules_of
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_plus.kinds import BY, EVIDENCE, GHG_RECORDS, METERS
from verifier.schemes.iscc_plus.particulars import Particulars

# The printed form of the system's certificate numbers; the letters and digits in the middle name the body.
NUMBER = r"ISCC-PLUS-Cert-[A-Z]{2}[0-9]{3}-[0-9]{7,11}"
_OF_THE_UNION = "deliveries_agree_with_the_union_database"


@rule("RED Art. 30(4)", gate=INTAKE, zh="本体系未经欧盟认可，产品不得作为 RED 项下可再生燃料声明。")
def product_is_not_declared_as_a_fuel(facts: ReportFacts) -> Iterator[Breach]:
    """The product is not declared as a renewable fuel of the Union: the scheme is none that the Union recognises."""
    own: Particulars = facts.particulars
    if own.declared_as_fuel:
        yield Breach(
            "declared_as_fuel",
            Text(
                "No certificate of this system shows that. Withdraw the declaration, or certify under another.",
                "本体系证书不能证明此点。请撤回声明，或在经认可的体系下认证。",
            ),
        )


@rule(
    "ISCC PLUS GHG add-on, revised draft of 2026",
    gate=INTAKE,
    zh="采用自由归属且上游已作投入特性补偿的，不得使用温室气体附加模块（2026 年修订草案）。",
)
def addon_is_not_barred_by_compensation(facts: ReportFacts) -> Iterator[Breach]:
    """With free attribution there is no add-on once characteristics of inputs were compensated upstream."""
    own: Particulars = facts.particulars
    if own.ghg_addon and own.chain_of_custody == "free_attribution" and own.compensated_upstream:
        yield Breach(
            "ghg_addon",
            Text(
                "The draft of the add-on bars it here. Certify without the add-on, or trace by mass balance.",
                "附加模块修订草案不允许此情形。请不采用附加模块，或改用质量平衡。",
            ),
        )


@rule("ISCC PLUS GHG add-on", gate=DRAFTED, zh="采用温室气体附加模块的，电表数据与排放核算记录在案。")
def addon_rests_on_evidence(facts: ReportFacts) -> Iterator[Breach]:
    """A certificate with the add-on rests on meter data and on the records behind the emissions."""
    own: Particulars = facts.particulars
    received = {item.kind for item in facts.evidence}
    for kind in EVIDENCE:
        if own.ghg_addon and kind.code in (METERS, GHG_RECORDS) and kind.code not in received:
            yield Breach(
                kind.code,
                Text(
                    "The add-on needs a file of this kind: {kind}. Request it and receive it.",
                    "附加模块需要此类证据：{kind}。请要求并接收。",
                ).format(kind=kind.title),
            )


RULES: tuple[Rule, ...] = (
    *rules_of(globals()),
    *by_analogy((*METHOD, *PLAUSIBLE, *INTERVALS)),
    *adopted((*AUDIT, supplies_are_certified(NUMBER), *(one for one in CUSTODY if one.code != _OF_THE_UNION)), BY),
)
