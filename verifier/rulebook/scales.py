"""Size of a project: the tier of materiality that goes with it, and whether its validator may verify it too.

Decision 9/CMP.7 and the programmes that took its tiers over.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.rulebook import shapes
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.figures import Figure, Sureness
from verifier.rulebook.power_figures import figure
from verifier.rulebook.rules import SERVING, Breach, Rule
from verifier.rulebook.wording import Text

SCALES = {
    "large": Text("Large", "大型"),
    "small": Text("Small-scale", "小型"),
    "micro": Text("Micro-scale", "微型"),
}


@dataclass(frozen=True, kw_only=True)
class Scaled:
    """What a project says of its size. The tier of a large one follows from its yearly reductions."""

    scale: str = shapes.choice(Text("Size", "规模"), SCALES)
    validator_permission: str = shapes.text(
        Text("Permission for the validator to verify", "准许审定机构承担核查的批文"),
        hint=Text("Number and day of the decision, where one is needed.", "须经批准时填写文号与日期。"),
        default="",
    )


def tier(facts: ReportFacts) -> str:
    """The code of the figure with the threshold: by size, and for a large project by its yearly reductions."""
    own = facts.particulars
    if own.scale != "large":
        return f"materiality.{own.scale}"
    if own.yearly_t >= facts.figures["tier.largest"]:
        return "materiality.largest"
    return "materiality.larger" if own.yearly_t > facts.figures["tier.larger"] else "materiality.large"


def tier_figures(clause: str, sure: Sureness) -> tuple[Figure, ...]:
    """The five thresholds, and the yearly reductions between which a large project's threshold changes."""

    def threshold(code: str, value: str, en: str, zh: str) -> Figure:
        name = Text(f"Materiality threshold, {en}", f"重要性门槛（{zh}）")
        return figure(f"materiality.{code}", name, value, "%", clause, sure)

    return (
        threshold("largest", "0.5", "500,000 t a year or more", "年减排量 50 万吨及以上"),
        threshold("larger", "1", "more than 300,000 t a year", "年减排量 30 万吨以上"),
        threshold("large", "2", "large, up to 300,000 t a year", "大型，年减排量不超过 30 万吨"),
        threshold("small", "5", "small-scale", "小型"),
        threshold("micro", "10", "micro-scale", "微型"),
        figure(
            "tier.largest",
            Text("Yearly reductions from which on the lowest threshold holds", "适用最低门槛的年减排量"),
            "500000",
            "t CO2eq/year",
            clause,
            sure,
        ),
        figure(
            "tier.larger",
            Text("Yearly reductions above which the second threshold holds", "适用次低门槛的年减排量界限"),
            "300000",
            "t CO2eq/year",
            clause,
            sure,
        ),
    )


def validator_figures(clause: str, sure: Sureness) -> tuple[Figure, ...]:
    """Whether the body that validated a project of each size may verify it, without a permission of its own."""
    return tuple(
        figure(
            f"validator_verifies.{scale}",
            Text(
                f"Whether the validator may verify a project of this size: {SCALES[scale].en}",
                f"审定机构可否承担核查（{SCALES[scale].zh}）",
            ),
            value,
            "1 = yes, 0 = no",
            clause,
            sure,
        )
        for scale, value in (("large", "0"), ("small", "1"), ("micro", "1"))
    )


def validator_rule(clause: str) -> Rule:
    """A project is verified after it was validated, by the same body only where its size or a permission allows it."""
    return Rule(
        code="validator_may_verify", clause=clause, gates=SERVING, words=_VALIDATOR, check=_validator_may_verify
    )


_VALIDATOR = Text(
    "The project is validated, and the body that did so verifies it only where its size or a permission allows it.",
    "项目已经审定；审定机构仅在项目规模或批准允许时方可承担同一项目的核查。",
)


def _validator_may_verify(facts: ReportFacts) -> Iterator[Breach]:
    own = facts.particulars
    code = f"validator_verifies.{own.scale}"
    if own.validated_by == "nobody_yet":
        yield Breach(
            "validated_by",
            Text("Nobody has validated the project: it is validated first.", "项目尚未审定，须先完成审定。"),
        )
    elif own.validated_by == "this_body" and not facts.figures[code] and not own.validator_permission:
        yield Breach(
            "validated_by",
            Text(
                "This body validated the project, and may not verify one of this size ({scale}) without permission. "
                "Decline, or name the permission.",
                "本机构已审定该项目，未经批准不得核查该规模（{scale}）的项目。请谢绝委托，或填写批文。",
            ).format(scale=SCALES[own.scale]),
            clause=facts.figures.of(code).clause,
        )
