"""The figures this scheme rests on."""

from decimal import Decimal

from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.wording import Text

FIGURES = (
    Figure(
        code="saved",
        name=Text("Saved by each megawatt-hour", "每兆瓦时减排"),
        value=Decimal("0.25"),
        unit="t CO2eq/MWh",
        clause="Art. 2",
        source="Made up",
        sure=Sureness.READ,
    ),
)
