"""How good a unit is, from 0 to 100: twelve questions scored 1 to 5, each with its weight. Set by this body.

It ranks; it does not judge conformity, and nothing is refused on it.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from verifier.rulebook.quantities import ONE, ZERO
from verifier.rulebook.wording import Text

# Question: name and weight, 100 in all.
QUESTIONS: Mapping[str, tuple[Text, int]] = {
    "additionality": (Text("Additionality", "额外性"), 15),
    "quantification": (Text("Quantification", "量化"), 15),
    "double_counting": (Text("No double counting", "避免重复计算"), 15),
    "permanence": (Text("Permanence", "持久性"), 10),
    "body": (Text("Record of the verification body", "核查机构记录"), 10),
    "data": (Text("Data and monitoring", "数据与监测"), 10),
    "governance": (Text("Governance", "治理"), 5),
    "transparency": (Text("Transparency", "透明度"), 5),
    "safeguards": (Text("Safeguards", "保障措施"), 5),
    "no_lock_in": (Text("No lock-in", "避免锁定"), 5),
    "title": (Text("Contract and title", "合同与权属"), 3),
    "vintage": (Text("Vintage", "年份"), 2),
}
_STEPS = Decimal(4)  # from a score of 1 to one of 5


class Band(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"


_LEAST = {Band.A: Decimal(80), Band.B: Decimal(65), Band.C: Decimal(50)}


def score(scores: Mapping[str, int]) -> Decimal:
    """The weighted score. Raises ValueError where a question is not answered with 1 to 5, or is none of the twelve."""
    if set(scores) != set(QUESTIONS) or any(given not in range(1, 6) for given in scores.values()):
        raise ValueError(f"Each of {', '.join(QUESTIONS)} is scored 1 to 5.")
    return sum((weight * (scores[code] - ONE) / _STEPS for code, (_, weight) in QUESTIONS.items()), ZERO)


def band(points: Decimal, *, knocked_out: bool = False) -> Band:
    """The band of a score; a knock-out, such as an open double issuance, leads to the last one whatever the score."""
    if knocked_out:
        return Band.D
    return next((name for name, least in _LEAST.items() if points >= least), Band.D)
