"""The figures this scheme rests on. There is no levy among them: shares of proceeds are voluntary here."""

from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_2.times import DAYS_TO_CLOSE, YEARS_KEPT

FIGURES: tuple[Figure, ...] = (
    Figure(
        code="days.finding",
        name=Text("Days to close a finding", "关闭发现项的期限"),
        value=Decimal(DAYS_TO_CLOSE),
        unit="days",
        clause="set by this body",
        source="Set by this body",
        sure=Sureness.DESIGN,
    ),
    Figure(
        code="years.kept",
        name=Text("Years that this body keeps its records", "本机构记录保存年限"),
        value=Decimal(YEARS_KEPT),
        unit="years",
        clause="set by this body",
        source="Set by this body",
        sure=Sureness.DESIGN,
    ),
)
