"""What this scheme asks for: how the product is made and traced, the audit, and whether it carries a GHG value."""

# ruff: noqa: RUF009 - what a field declares is not a default

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from verifier.rulebook import shapes
from verifier.rulebook.certification import Certification
from verifier.rulebook.production import PRODUCTS, Production
from verifier.rulebook.wording import Text

CHAINS = {
    "mass_balance": Text("Mass balance", "质量平衡"),
    "segregation": Text("Physical segregation", "物理隔离"),
    "controlled_blending": Text("Controlled blending", "受控混合"),
    "free_attribution": Text("Mass balance with free attribution", "自由归属的质量平衡"),
}


@dataclass(frozen=True, kw_only=True)
class Particulars(Certification, Production):
    """One plant's period. Without the add-on only the mass and its tracing count; the electricity may be left out."""

    fuel: str = shapes.choice(Text("Product", "产品"), PRODUCTS)
    ghg_addon: bool = shapes.boolean(
        Text("With the greenhouse gas add-on", "含温室气体附加模块"),
        hint=Text("The certificate then carries a verified value.", "证书将载明经核实的数值。"),
        default=True,
    )
    chain_of_custody: str = shapes.choice(Text("Chain of custody", "产销监管链"), CHAINS, default="mass_balance")
    certified_share: Decimal | None = shapes.decimal(
        Text("Certified share of the blend", "混合物中认证物料占比"),
        unit="kg/kg",
        window=("0", "1"),
        hint=Text("With controlled blending.", "受控混合时填写。"),
        slip=Text("Per cent for a fraction?", "是否把百分数当成小数？"),
        default=None,
    )
    compensated_upstream: bool = shapes.boolean(
        Text("Characteristics of inputs were compensated upstream", "上游已作投入特性补偿"), default=False
    )
    declared_as_fuel: bool = shapes.boolean(
        Text("Declared as a renewable fuel under Directive (EU) 2018/2001", "作为 (EU) 2018/2001 指令下可再生燃料声明"),
        default=False,
    )

    @property
    def is_reckoned(self) -> bool:
        return self.ghg_addon

    def misfits(self) -> Iterator[tuple[str, Text]]:
        yield from super().misfits()
        if (self.chain_of_custody == "controlled_blending") != (self.certified_share is not None):
            yield (
                "certified_share",
                Text(
                    "Controlled blending states the share, and no other chain does.",
                    "受控混合须填写占比，其他方式不填。",
                ),
            )
