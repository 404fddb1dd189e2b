"""What this scheme asks for: a renewable fuel's production, or the terms of a fuel from biomass, and the audit."""

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.rulebook import shapes
from verifier.rulebook.annex_v import Terms
from verifier.rulebook.certification import Certification
from verifier.rulebook.production import PRODUCTS
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.origin import Origin

BIOFUEL = "biofuel"
PRE_CERTIFICATION = "pre_certification"
ASSIGNMENTS = {
    "certification": Text("Certification", "认证"),
    PRE_CERTIFICATION: Text("Pre-certification of a project (no certificate)", "项目预认证（不发证）"),
}


@dataclass(frozen=True, kw_only=True)
class Particulars(Certification, Origin):
    """One plant's period. A biofuel gives its terms in one row of `annex_v` and leaves the electricity out."""

    fuel: str = shapes.choice(Text("Fuel", "燃料"), {**PRODUCTS, BIOFUEL: Text("Fuel from biomass", "生物质燃料")})
    assignment: str = shapes.choice(Text("Assignment", "委托类型"), ASSIGNMENTS, default="certification")
    annex_v: tuple[Terms, ...] = shapes.rows(
        Terms, Text("Terms of the fuel from biomass (RED Annex V.C)", "生物质燃料各项（RED 附件五 C）")
    )

    @property
    def is_biofuel(self) -> bool:
        return self.fuel == BIOFUEL

    @property
    def is_reckoned(self) -> bool:
        return not self.is_biofuel

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from super().misfits()
        if self.is_biofuel and len(self.annex_v) != 1:
            yield "annex_v", Text("A fuel from biomass needs exactly one row of terms.", "生物质燃料须且仅须填写一行。")
        if not self.is_biofuel and self.annex_v:
            yield "annex_v", Text("Only a fuel from biomass has these terms.", "仅生物质燃料填写此项。")
