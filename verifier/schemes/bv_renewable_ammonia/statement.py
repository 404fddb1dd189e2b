"""The words of the certificate: a draft, until the scheme's document is read and its threshold confirmed."""

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.quantities import HUNDRED, grouped, rounded
from verifier.rulebook.wording import Text
from verifier.schemes.bv_renewable_ammonia.particulars import Particulars


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    return StatementWording(
        title=Text("Certificate Renewable Ammonia", "可再生氨证书"),
        opinion=Text(
            "We have audited the ammonia named here as to its electricity, emissions, industrial safety and "
            "environmental management over the period stated.",
            "本机构已就所列氨产品在所述期间的电力来源、排放、工业安全与环境管理实施审核。",
        ),
        paragraphs=(_product(facts), _emissions(facts), _standing(facts)),
    )


def _product(facts: ReportFacts) -> Paragraph:
    own: Particulars = facts.particulars
    found = facts.calculation
    share = rounded(found["renewable_share"].value * HUNDRED, 2) if "renewable_share" in found else "-"
    return Paragraph(
        Text("Product and electricity", "产品与电力"),
        Text(
            "{kg} kg of ammonia. Renewable share of the electricity that raises the heating value: {share} %. "
            "Industrial safety: {safety}. Environment: {environment}.",
            "氨 {kg} kg。提升热值的电力中可再生份额：{share} %。工业安全：{safety}。环境管理：{environment}。",
        ).format(
            kg=grouped(own.fuel_kg),
            share=share,
            safety=own.safety_system or "-",
            environment=own.environmental_system or "-",
        ),
    )


def _emissions(facts: ReportFacts) -> Paragraph:
    found = facts.calculation
    return Paragraph(
        Text("Emissions", "排放"),
        Text(
            "Up to the gate {gate} g CO2eq per kilogram; {delivered} kg CO2eq per kilogram delivered. "
            "Values with different boundaries are not to be compared.",
            "出厂前每千克氨 {gate} g CO2eq；交付后每千克 {delivered} kg CO2eq。不同边界的数值不可比较。",
        ).format(gate=found["gate_g_per_kg"].shown, delivered=found["kg_per_kg"].shown),
    )


def _standing(facts: ReportFacts) -> Paragraph:
    """What the emissions were held against, or that they were held against nothing."""
    heading, threshold = Text("Threshold of this scheme", "体系限值"), facts.figures.of("threshold")
    if threshold.value is None:
        return Paragraph(
            heading,
            Text(
                "The scheme's own threshold is not known to this body, and no conformity with it is stated.",
                "本机构尚不掌握该体系自身的限值，故不就其符合性作出声明。",
            ),
        )
    return Paragraph(
        heading,
        Text("Up to the gate at most {limit} {unit} ({sure}).", "出厂前不超过 {limit} {unit}（{sure}）。").format(
            limit=format(threshold.value.normalize(), "f"), unit=threshold.unit, sure=threshold.sure.label
        ),
    )
