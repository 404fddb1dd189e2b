"""The words of the certificate: a draft, until the scheme's document is read."""

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.programme import Paragraph, StatementWording
from verifier.rulebook.wording import Text


def worded(facts: ReportFacts) -> StatementWording:
    """Title, opinion and paragraphs for one case; its figures stand in the calculation."""
    found = {result.code: result.shown for result in facts.calculation.results}
    return StatementWording(
        title=Text("Certificate Renewable Ammonia", "可再生氨证书"),
        opinion=Text(
            "We have audited the ammonia named here as to its electricity, emissions, industrial safety and "
            "environmental management over the period stated.",
            "本机构已就所列氨产品在所述期间的电力来源、排放、工业安全与环境管理实施审核。",
        ),
        paragraphs=(
            Paragraph(
                Text("Emissions", "排放"),
                Text(
                    "Up to the gate {gate} g CO2eq per kilogram; {delivered} kg CO2eq per kilogram delivered. "
                    "Values with different boundaries are not to be compared.",
                    "出厂前每千克氨 {gate} g CO2eq；交付后每千克 {delivered} kg CO2eq。不同边界的数值不可比较。",
                ).format(gate=found["gate_g_per_kg"], delivered=found["kg_per_kg"]),
            ),
            Paragraph(
                Text("Standing of this scheme", "体系现状"),
                Text(
                    "The scheme's own thresholds are not known to this body, and no conformity with them is stated.",
                    "本机构尚不掌握该体系自身的限值，故不就其符合性作出声明。",
                ),
            ),
        ),
        assurance=Text("Reasonable assurance", "合理保证等级"),
    )
