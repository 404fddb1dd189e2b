"""The figures this scheme rests on. Its document has not been read: what is its own is unknown or from memory."""

from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.fuel_figures import RFNBO
from verifier.rulebook.wording import Text

OWN: tuple[Figure, ...] = (
    Figure(
        code="threshold",
        name=Text("Greatest emissions allowed per kilogram of ammonia", "每千克氨允许的最大排放"),
        value=None,
        unit="kg CO2eq/kg",
        clause="scheme document, not yet read",
        source="No public source found",
        sure=Sureness.UNKNOWN,
    ),
    Figure(
        code="renewable_share_min",
        name=Text("Least renewable share of the electricity", "可再生电力最低份额"),
        value=Decimal(1),
        unit="MJ/MJ",
        clause="scheme document, not yet read",
        source="From memory of public announcements",
        sure=Sureness.MEMORY_LOW,
    ),
    Figure(
        code="days.finding",
        name=Text("Days to close a non-conformity", "关闭不符合的期限"),
        value=Decimal(40),
        unit="days",
        clause="set by this body",
        source="Set by this body",
        sure=Sureness.DESIGN,
    ),
)

FIGURES: tuple[Figure, ...] = (*RFNBO, *OWN)
