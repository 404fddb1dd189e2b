"""The words of the certificate."""

from verifier.rulebook.annex_v import TERMS as BIOMASS_TERMS
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.fuels import TERMS
from verifier.rulebook.plant import ROUTES
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.quantities import HUNDRED, grouped, rounded
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.particulars import Particulars

TITLE = Text("Certificate ISCC EU", "ISCC EU 证书")
_NAMES = {
    "ammonia": Text("renewable ammonia (RFNBO)", "可再生氨（RFNBO）"),
    "hydrogen": Text("renewable hydrogen (RFNBO)", "可再生氢（RFNBO）"),
    "biofuel": Text("fuel from biomass", "生物质燃料"),
}
_RAW = {
    "ammonia": Text("renewable electricity, water and air", "可再生电力、水与空气"),
    "hydrogen": Text("renewable electricity and water", "可再生电力与水"),
    "biofuel": Text("biomass", "生物质"),
}


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
        paragraphs=(
            _intensity(facts),
            _terms(facts),
            _scope(own),
            *(() if own.is_biofuel else (_electricity(facts),)),
            LIMITS,
        ),
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


def _terms(facts: ReportFacts) -> Paragraph:
    """Each term on its own, for a declaration states the terms and not their sum alone."""
    own: Particulars = facts.particulars
    names = {code: name for code, (name, _) in (BIOMASS_TERMS if own.is_biofuel else TERMS).items()}
    found = facts.calculation
    shown = {step.code: step.shown for step in found.steps} | {result.code: result.shown for result in found.results}
    return Paragraph(
        Text("Its terms, in g CO2eq/MJ", "各项数值（g CO2eq/MJ）"),
        Text(
            "; ".join(f"{names[code].en} ({code}) {shown[code]}" for code in names) + ".",
            "；".join(f"{names[code].zh}（{code}）{shown[code]}" for code in names) + "。",
        ),
    )


def _scope(own: Particulars) -> Paragraph:
    return Paragraph(
        Text("Scope", "范围"),
        Text(
            "Production of {fuel} from {raw}: {kg} kg, with a lower heating value of {lhv} MJ/kg. Chain of custody: "
            "mass balance. Installation in operation since {since}.",
            "以{raw}生产{fuel}：{kg} kg，低位发热量 {lhv} MJ/kg。产销监管链：质量平衡。装置自 {since} 投产。",
        ).format(
            fuel=_NAMES[own.fuel],
            raw=_RAW[own.fuel],
            kg=grouped(own.fuel_kg),
            lhv=own.lhv_mj_per_kg,
            since=own.operation_on,
        ),
    )


def _electricity(facts: ReportFacts) -> Paragraph:
    """The renewable share, and the routes by which electricity came."""
    own: Particulars = facts.particulars
    found = facts.calculation
    share = rounded(found["renewable_share"].value * HUNDRED, 2) if "renewable_share" in found else "-"
    used = [(name, own.kwh_by(route)) for route, name in ROUTES.items() if own.kwh_by(route)]
    return Paragraph(
        Text("Renewable electricity", "可再生电力"),
        Text(
            "Renewable share of the electricity that raises the heating value: {share} % "
            "(Delegated Regulations (EU) 2023/1184 and 2023/1185). By route: {routes}.",
            "提升燃料热值的电力中可再生份额：{share} %（授权条例 (EU) 2023/1184 与 2023/1185）。按路径：{routes}。",
        ).format(
            share=share,
            routes=Text(
                "; ".join(f"{name.en} {grouped(kwh)} kWh" for name, kwh in used),
                "；".join(f"{name.zh} {grouped(kwh)} kWh" for name, kwh in used),
            ),
        ),
    )


LIMITS = Paragraph(
    Text("Use of this certificate", "证书使用"),
    Text(
        "This certificate is not a proof of sustainability. The operator declares each consignment itself, within the "
        "validity stated and while the certificate is neither suspended nor withdrawn.",
        "本证书并非可持续性证明。运营方须在有效期内且证书未被暂停或撤销时，自行就每批货物作出声明。",
    ),
)
