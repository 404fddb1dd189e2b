"""The figures this scheme rests on. Its document has not been read: what is its own is unknown or from memory."""

from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.fuel_figures import RFNBO
from verifier.rulebook.wording import Text

_OURS = "Set by this body"
# Figures that a limit in days or months is counted by as well.
FINDING_DAYS, VALIDITY_MONTHS, SURVEILLANCE_MONTHS = 40, 12, 12


def _ours(code: str, name: Text, value: int, unit: str) -> Figure:
    return Figure(
        code=code,
        name=name,
        value=Decimal(value),
        unit=unit,
        clause="set by this body",
        source=_OURS,
        sure=Sureness.DESIGN,
    )


OWN: tuple[Figure, ...] = (
    Figure(
        code="threshold",
        name=Text("Greatest emissions allowed per kilogram of ammonia, up to the gate", "每千克氨出厂前允许的最大排放"),
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
    _ours("days.finding", Text("Days to close a non-conformity", "关闭不符合的期限"), FINDING_DAYS, "days"),
    _ours("validity_months", Text("Validity of a certificate", "证书有效期"), VALIDITY_MONTHS, "months"),
    _ours(
        "months.surveillance",
        Text("Months after issue for a surveillance audit", "发证后监督审核月数"),
        SURVEILLANCE_MONTHS,
        "months",
    ),
)

FIGURES: tuple[Figure, ...] = (*RFNBO, *OWN)
