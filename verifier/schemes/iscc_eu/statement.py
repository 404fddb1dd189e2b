"""The words of the certificate."""

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.quantities import HUNDRED, grouped, rounded
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.particulars import Particulars

TITLE = Text("Certificate ISCC EU", "ISCC EU 证书")
ASSURANCE = Text("Reasonable assurance", "合理保证等级")


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    own: Particulars = facts.particulars
    return StatementWording(
        title=TITLE,
        opinion=Text(
            "We have audited the operator named here and confirm that it complies with the requirements of the "
            "certification system ISCC EU for the scope, the sites and the period stated.",
            "经审核，本机构确认证书所列运营方在所述范围、场所与期间内符合 ISCC EU 认证体系的要求。",
        ),
        paragraphs=(_intensity(facts), _scope(own), *(() if own.is_biofuel else (_electricity(facts),)), LIMITS),
        assurance=ASSURANCE,
    )


def _intensity(facts: ReportFacts) -> Paragraph:
    return Paragraph(
        Text("Greenhouse gas value", "温室气体数值"),
        Text(
            "The greenhouse gas intensity is {E} g CO2eq/MJ, a saving of {saving} % against the fossil comparator. "
            "It is an actual value, averaged over the period stated.",
            "温室气体排放强度为 {E} g CO2eq/MJ，相对化石燃料比较值减排 {saving} %。该值为实际值，按所述期间平均。",
        ).format(E=facts.calculation["E"].shown, saving=facts.calculation["saving"].shown),
    )


def _scope(own: Particulars) -> Paragraph:
    return Paragraph(
        Text("Scope", "范围"),
        Text(
            "Production of {fuel}: {kg} kg, with a lower heating value of {lhv} MJ/kg. Chain of custody: mass balance. "
            "Installation in operation since {since}.",
            "{fuel}生产：{kg} kg，低位发热量 {lhv} MJ/kg。产销监管链：质量平衡。装置自 {since} 投产。",
        ).format(fuel=_NAMES[own.fuel], kg=grouped(own.fuel_kg), lhv=own.lhv_mj_per_kg, since=own.operation_on),
    )


_NAMES = {
    "ammonia": Text("renewable ammonia (RFNBO)", "可再生氨（RFNBO）"),
    "hydrogen": Text("renewable hydrogen (RFNBO)", "可再生氢（RFNBO）"),
    "biofuel": Text("biofuel", "生物燃料"),
}


def _electricity(facts: ReportFacts) -> Paragraph:
    found = facts.calculation
    share = rounded(found["renewable_share"].value * HUNDRED, 2) if "renewable_share" in found else "-"
    return Paragraph(
        Text("Renewable electricity", "可再生电力"),
        Text(
            "Renewable share of the electricity that raises the heating value: {share} % "
            "(Delegated Regulations (EU) 2023/1184 and 2023/1185).",
            "提升燃料热值的电力中可再生份额：{share} %(授权条例 (EU) 2023/1184 与 2023/1185)。",
        ).format(share=share),
    )


LIMITS = Paragraph(
    Text("Use of this certificate", "证书使用"),
    Text(
        "This certificate is not a proof of sustainability. The operator declares each consignment itself, within the "
        "validity stated and while the certificate is neither suspended nor withdrawn.",
        "本证书并非可持续性证明。运营方须在有效期内且证书未被暂停或撤销时，自行就每批货物作出声明。",
    ),
)
