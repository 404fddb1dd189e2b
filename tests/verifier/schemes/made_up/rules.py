"""The rules of the scheme."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.rules import THROUGHOUT, Breach, rule, rules_of
from verifier.rulebook.wording import Text


@rule("Art. 1", gate=THROUGHOUT, zh="热量来自废气。")
def heat_is_of_waste(facts: ReportFacts) -> Iterator[Breach]:
    """Only the heat of waste gas counts."""
    if not facts.particulars.waste_gas:
        yield Breach("waste_gas", Text("This heat is not of waste gas. Leave it out.", "该热量并非来自废气。请剔除。"))


RULES = rules_of(globals())
