"""The figures this scheme rests on."""

from decimal import Decimal

from verifier.rulebook.embedded import DECIMALS
from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.wording import Text

_EXCERPT = "Public excerpt of Implementing Regulation (EU) 2025/2546: recitals 1-3 and Art. 1-7"
_MEMORY = "From memory; to be read in the regulation"
_OURS = "Set by this body"


def _figure(code: str, name: Text, value: int, unit: str, clause: str, source: str, sure: Sureness) -> Figure:
    return Figure(code=code, name=name, value=Decimal(value), unit=unit, clause=clause, source=source, sure=sure)


FIGURES: tuple[Figure, ...] = (
    _figure(
        "materiality",
        Text("Materiality level, for each good", "每种产品的重要性水平"),
        5,
        "%",
        "IR (EU) 2025/2546 Art. 5",
        _EXCERPT,
        Sureness.READ,
    ),
    _figure(
        "visit.years",
        Text("Years within which a visit on site must be made again", "须再次现场访问的年数"),
        2,
        "years",
        "IR (EU) 2025/2546 Art. 2, 3",
        _EXCERPT,
        Sureness.READ,
    ),
    _figure(
        "see.decimals",
        Text("Most decimals of specific embedded emissions", "单位隐含排放的小数位上限"),
        DECIMALS,
        "decimals",
        "IR (EU) 2025/2547 Annex II A.1(8)",
        "The point as quoted in a public summary",
        Sureness.READ,
    ),
    _figure(
        "attribution.tolerance",
        Text("Difference between attributed and total emissions that is rounding", "归属排放与总排放的舍入容差"),
        1,
        "t CO2eq",
        "set by this body",
        _OURS,
        Sureness.DESIGN,
    ),
    _figure(
        "retention.declarant",
        Text("Records of the declarant", "申报人记录保存"),
        4,
        "years",
        "Regulation (EU) 2023/956",
        _MEMORY,
        Sureness.MEMORY_MEDIUM,
    ),
    _figure(
        "retention.operator",
        Text("Records of the registered operator", "登记运营者记录保存"),
        4,
        "years",
        "Regulation (EU) 2023/956",
        _MEMORY,
        Sureness.MEMORY_MEDIUM,
    ),
    _figure(
        "retention.body",
        Text("Records of this body", "本机构记录保存"),
        10,
        "years",
        "set by this body",
        _OURS,
        Sureness.DESIGN,
    ),
    _figure(
        "days.finding",
        Text("Days to answer a finding", "发现项答复期限"),
        30,
        "days",
        "set by this body",
        _OURS,
        Sureness.DESIGN,
    ),
)
