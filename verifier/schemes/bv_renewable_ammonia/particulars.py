"""What this scheme asks for: the production of the period, and the three other pillars of its certificate."""

from dataclasses import dataclass

from verifier.rulebook import shapes
from verifier.rulebook.production import Production
from verifier.rulebook.wording import Text


@dataclass(frozen=True, kw_only=True)
class Particulars(Production):
    """One plant's period; ammonia only."""

    fuel: str = shapes.choice(Text("Fuel", "燃料"), {"ammonia": Text("Ammonia", "氨")}, default="ammonia")
    safety_system: str = shapes.text(
        Text("Industrial safety management", "工业安全管理"),
        hint=Text("System and certificate.", "体系及证书。"),
        default="",
    )
    environmental_system: str = shapes.text(
        Text("Environmental management", "环境管理"), hint=Text("System and certificate.", "体系及证书。"), default=""
    )
