"""The words of the certificate. Of the status of the product under European law it says that it shows none."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fuels import TERMS
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.quantities import HUNDRED, grouped, rounded
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_plus.particulars import CHAINS, Particulars

_NAMES = {
    "ammonia": Text("ammonia", "氨"),
    "hydrogen": Text("hydrogen", "氢"),
}


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    return StatementWording(
        title=Text("Certificate ISCC PLUS", "ISCC PLUS 证书"),
        opinion=Text(
            "We have audited the holder named here and confirm that it complies with the requirements of the "
            "certification system ISCC PLUS for the scope, the sites and the period stated.",
            "经审核，本机构确认证书所列持证方在所述范围、场所与期间内符合 ISCC PLUS 认证体系的要求。",
        ),
        paragraphs=tuple(_paragraphs(facts)),
    )


def _paragraphs(facts: ReportFacts) -> Iterator[Paragraph]:
    own: Particulars = facts.particulars
    yield _scope(own)
    yield _addon(facts) if own.ghg_addon else NO_ADDON
    yield LIMITS


def _scope(own: Particulars) -> Paragraph:
    share = "" if own.certified_share is None else f" ({rounded(own.certified_share * HUNDRED, 2)} %)"
    return Paragraph(
        Text("Scope", "范围"),
        Text(
            "Production of {fuel}: {kg} kg. Category of the input: renewable-energy-derived. "
            "Chain of custody: {chain}{share}.",
            "{fuel}生产：{kg} kg。投入类别：可再生能源来源（renewable-energy-derived）。产销监管链：{chain}{share}。",
        ).format(fuel=_NAMES[own.fuel], kg=grouped(own.fuel_kg), chain=CHAINS[own.chain_of_custody], share=share),
    )


def _addon(facts: ReportFacts) -> Paragraph:
    """The verified value by its terms; values with different boundaries stand apart."""
    found = facts.calculation
    terms = [(code, name, found[code].shown) for code, (name, _) in TERMS.items()]
    return Paragraph(
        Text("Add-on: greenhouse gas value", "附加模块：温室气体数值"),
        Text(
            "Verified value: {E} g CO2eq/MJ, {delivered} kg CO2eq per kilogram delivered; up to the gate {gate} g "
            "CO2eq per kilogram. Values with different boundaries are not to be compared. In g CO2eq/MJ: {terms}.",
            "经核实数值：{E} g CO2eq/MJ，每千克交付 {delivered} kg CO2eq；出厂前每千克 {gate} g CO2eq。"
            "不同边界的数值不可比较。各项（g CO2eq/MJ）：{terms}。",
        ).format(
            E=found["E"].shown,
            delivered=found["kg_per_kg"].shown,
            gate=found["gate_g_per_kg"].shown,
            terms=Text(
                "; ".join(f"{name.en} ({code}) {shown}" for code, name, shown in terms),
                "；".join(f"{name.zh}（{code}）{shown}" for code, name, shown in terms),
            ),
        ),
    )


NO_ADDON = Paragraph(
    Text("Add-on", "附加模块"),
    Text("None. No greenhouse gas value was verified.", "无。未核实温室气体数值。"),
)
LIMITS = Paragraph(
    Text("Use of this certificate", "证书使用"),
    Text(
        "This certificate is no evidence of any status of the product under Directive (EU) 2018/2001. The holder "
        "declares each consignment itself, within the validity stated and while the certificate is neither suspended "
        "nor withdrawn.",
        "本证书不构成产品在 (EU) 2018/2001 指令下任何地位的证明。持证方须在有效期内且证书未被暂停或撤销时，"
        "自行就每批货物作出声明。",
    ),
)
