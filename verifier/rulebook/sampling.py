"""How much to look at, and what: sample sizes, the precision achieved afterwards, and a draw that can be repeated.

Sizes are Decimal until they are rounded up; z is 1.645 for 90 % and 1.96 for 95 % confidence (two-sided).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from verifier.rulebook.quantities import CONTEXT, ONE, ZERO, ceil

Z = {90: Decimal("1.645"), 95: Decimal("1.96")}
# Of a Poisson distribution: no error found, 95 % confidence.
ZERO_ERROR_FACTOR = Decimal("3.0")
VERSION = 1


def of_sites(population: int, factor: Decimal = ONE) -> int:
    """The square-root rule: factor times the root of the number of sites, claims or members, rounded up."""
    with localcontext(CONTEXT):
        return min(population, int(ceil(factor * Decimal(population).sqrt())))


def of_proportion(population: int, share: Decimal, *, confidence: int, precision: Decimal) -> Decimal:
    """Units to ask for a proportion with a relative precision: z2NV / ((N-1)(rp)2 + z2V), V = p(1-p). Unrounded.

    Raises ValueError where the share is none or the whole: such a share has no spread to reckon from.
    """
    if not ZERO < share < ONE:
        raise ValueError("The share lies between 0 and 1.")
    with localcontext(CONTEXT):
        z2, variance = Z[confidence] ** 2, share * (ONE - share)
        return _finite(population, z2 * variance, (precision * share) ** 2)


def of_mean(population: int, variation: Decimal, *, confidence: int, precision: Decimal) -> Decimal:
    """Units to measure for a mean, from its coefficient of variation, with a relative precision. Unrounded.

    Raises ValueError where nothing varies.
    """
    if variation <= ZERO:
        raise ValueError("The coefficient of variation is more than 0.")
    with localcontext(CONTEXT):
        return _finite(population, Z[confidence] ** 2 * variation**2, precision**2)


def _finite(population: int, spread: Decimal, precision: Decimal) -> Decimal:
    whole = Decimal(population)
    return spread * whole / ((whole - ONE) * precision + spread)


def of_attributes(materiality: Decimal) -> int:
    """Items when no error is expected, 95 % confidence: 3.0 over the materiality as a fraction, rounded up.

    Raises ValueError where no error is material.
    """
    if not ZERO < materiality < ONE:
        raise ValueError("The materiality lies between 0 and 1.")
    with localcontext(CONTEXT):
        return int(ceil(ZERO_ERROR_FACTOR / materiality))


def of_attributes_exact(materiality: Decimal) -> int:
    """The same by the binomial distribution: ln 0.05 / ln (1 - materiality), rounded up."""
    if not ZERO < materiality < ONE:
        raise ValueError("The materiality lies between 0 and 1.")
    with localcontext(CONTEXT):
        return int(ceil(Decimal("0.05").ln() / (ONE - materiality).ln()))


def achieved(population: int, sampled: int, hits: int, *, confidence: int) -> Decimal | None:
    """The relative precision a survey reached, with the finite population correction; None where nothing was hit.

    Raises ValueError where the numbers cannot be those of a survey.
    """
    if not 0 <= hits <= sampled <= population or not sampled:
        raise ValueError("A survey asks at least one unit, no more than there are, and finds no more than it asks.")
    with localcontext(CONTEXT):
        size, share = Decimal(sampled), Decimal(hits) / Decimal(sampled)
        if not share or sampled < 2:
            return None
        spread = share * (ONE - share) / (size - ONE) * (ONE - size / Decimal(population))
        return Z[confidence] * spread.sqrt() / share


def conservative_share(population: int, sampled: int, hits: int, *, confidence: int) -> Decimal:
    """The lower bound of the share that was found: what to use where the precision was missed."""
    precision = achieved(population, sampled, hits, confidence=confidence)
    with localcontext(CONTEXT):
        share = Decimal(hits) / Decimal(sampled)
        return ZERO if precision is None else max(ZERO, share * (ONE - precision))


@dataclass(frozen=True, kw_only=True)
class Draw:
    """A sample with what is needed to draw it again: the seed, the hash of the population, the way of drawing."""

    drawn: tuple[str, ...]
    seed: str
    population_sha256: str
    version: int = VERSION

    def dump(self) -> dict[str, object]:
        return {
            "drawn": list(self.drawn),
            "seed": self.seed,
            "population_sha256": self.population_sha256,
            "version": self.version,
        }


def draw(items: Sequence[str], size: int, *, seed: str) -> Draw:
    """`size` of the items: those with the lowest hash, whatever their order. Raises ValueError on doubles."""
    if len(set(items)) != len(items):
        raise ValueError("Every item of the population stands in it once.")
    ordered = sorted(items)
    by_hash = sorted(ordered, key=lambda item: hashlib.sha256(f"{seed}\0{item}".encode()).digest())
    return Draw(
        drawn=tuple(sorted(by_hash[:size])),
        seed=seed,
        population_sha256=hashlib.sha256("\n".join(ordered).encode()).hexdigest(),
    )
