"""The figures this scheme rests on: of the acts on renewable fuels and biomass, and of its certification."""

from decimal import Decimal

from verifier.rulebook import certification_programme
from verifier.rulebook.annex_v_figures import BIOMASS
from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.fuel_figures import RFNBO
from verifier.rulebook.wording import Text

FIGURES: tuple[Figure, ...] = (
    *RFNBO,
    Figure(
        code="saving_min",
        name=Text("Least saving of a renewable fuel of non-biological origin", "非生物来源可再生燃料最低减排率"),
        value=Decimal("0.70"),
        unit="g/g",
        clause="RED Art. 29a(1)",
        source="Transcription of Directive (EU) 2018/2001 as amended by (EU) 2023/2413",
        sure=Sureness.READ,
    ),
    *BIOMASS,
    *certification_programme.FIGURES,
)
