"""The figures this scheme rests on: of the certification, and of the method by which its GHG value is reckoned.

There is no least saving: the add-on verifies a value and holds it against no limit, so that no comparator is carried.
"""

from dataclasses import replace

from verifier.rulebook import certification_programme
from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.fuel_figures import RFNBO

_LAW = "IR (EU) 2022/996"


def _adopted(figure: Figure) -> Figure:
    """A figure of the law that does not bind this scheme: from memory, as far as the scheme has taken it over."""
    if not figure.clause.startswith(_LAW):
        return figure
    return replace(
        figure,
        clause=f"ISCC PLUS, as adopted from {figure.clause}",
        source="From memory; to be read in the scheme's documents",
        sure=Sureness.MEMORY_MEDIUM,
    )


FIGURES: tuple[Figure, ...] = (
    *(figure for figure in RFNBO if figure.code != "comparator"),
    *(_adopted(figure) for figure in certification_programme.FIGURES),
)
