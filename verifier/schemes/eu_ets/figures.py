"""The figures this scheme rests on."""

from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.wording import Text

_SOURCES = {
    Sureness.READ: "Public text of Regulation (EU) No 600/2012 Art. 23, whose words the present regulation carries on",
    Sureness.MEMORY_HIGH: "From memory; to be read in the regulations",
    Sureness.DESIGN: "Set by this body",
}


def _figure(code: str, name: Text, value: int, unit: str, clause: str, sure: Sureness = Sureness.MEMORY_HIGH) -> Figure:
    return Figure(
        code=code, name=name, value=Decimal(value), unit=unit, clause=clause, source=_SOURCES[sure], sure=sure
    )


FIGURES: tuple[Figure, ...] = (
    _figure(
        "materiality",
        Text(
            "Materiality level, categories A and B and small aircraft operators",
            "重要性水平（A、B 类及小型航空器运营人）",
        ),
        5,
        "%",
        "AVR Art. 23",
        Sureness.READ,
    ),
    _figure(
        "materiality.large",
        Text("Materiality level, category C and large aircraft operators", "重要性水平（C 类及大型航空器运营人）"),
        2,
        "%",
        "AVR Art. 23",
        Sureness.READ,
    ),
    _figure("category.a", Text("Most emissions of category A", "A 类上限"), 50_000, "t CO2eq/year", "MRR Art. 19"),
    _figure("category.b", Text("Most emissions of category B", "B 类上限"), 500_000, "t CO2eq/year", "MRR Art. 19"),
    _figure(
        "aircraft.small",
        Text("Most fossil emissions of a small aircraft operator", "小型航空器运营人化石排放上限"),
        500_000,
        "t CO2/year",
        "AVR Art. 23",
        Sureness.READ,
    ),
    _figure(
        "low_emitter",
        Text("Most emissions of a site whose visit may be waived", "可免除现场访问的排放上限"),
        25_000,
        "t CO2eq/year",
        "AVR Art. 31",
    ),
    _figure(
        "rotation.verifications",
        Text(
            "Annual verifications of an operator that one lead auditor may do",
            "同一主任审核员对同一运营人的年度核查次数上限",
        ),
        5,
        "years",
        "AVR Art. 43(8)",
    ),
    _figure("rotation.rest", Text("Years off after them", "其后须间隔年数"), 3, "years", "AVR Art. 43(8)"),
    _figure("retention.client", Text("Records of the operator", "运营人记录保存"), 10, "years", "MRR Art. 67"),
    _figure(
        "retention.body",
        Text("Records of this body", "本机构记录保存"),
        10,
        "years",
        "set by this body",
        Sureness.DESIGN,
    ),
    _figure(
        "days.finding",
        Text("Days to answer a finding", "发现项答复期限"),
        30,
        "days",
        "set by this body",
        Sureness.DESIGN,
    ),
)
