"""What only this scheme asks for: a renewable fuel's production, or the terms of a biofuel."""

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.rulebook import shapes
from verifier.rulebook.annex_v import Terms
from verifier.rulebook.production import PRODUCTS, Production
from verifier.rulebook.wording import Text

BIOFUEL = "biofuel"


@dataclass(frozen=True, kw_only=True)
class Particulars(Production):
    """One plant's period. A biofuel gives its terms in one row of `annex_v` and leaves the electricity out."""

    fuel: str = shapes.choice(
        Text("Fuel", "燃料"), {**PRODUCTS, BIOFUEL: Text("Biofuel for transport", "交通用生物燃料")}
    )
    annex_v: tuple[Terms, ...] = shapes.rows(
        Terms, Text("Terms of the biofuel (RED Annex V.C)", "生物燃料各项（RED 附件五 C）")
    )

    @property
    def is_biofuel(self) -> bool:
        return self.fuel == BIOFUEL

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from super().misfits()
        if self.is_biofuel and len(self.annex_v) != 1:
            yield "annex_v", Text("A biofuel needs exactly one row of terms.", "生物燃料须且仅须填写一行。")
        if not self.is_biofuel and self.annex_v:
            yield "annex_v", Text("Only a biofuel has these terms.", "仅生物燃料填写此项。")
