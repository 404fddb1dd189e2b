"""What is deducted for the uncertainty of a measured carbon stock, by how uncertain it is.

U is half the width of the 90 % confidence interval in per cent of the mean. Each band includes its upper end.
"""

from decimal import Decimal

from verifier.rulebook.quantities import HUNDRED, ONE, ZERO

# AR-TOOL14, uncertainty discount: the share of U that is deducted up to each U; above the last, all of it.
AR_TOOL14 = (
    (Decimal(10), ZERO),
    (Decimal(15), Decimal("0.25")),
    (Decimal(20), Decimal("0.50")),
    (Decimal(30), Decimal("0.75")),
)
# The older forest methodologies of China's programme: the deduction in per cent up to each U; above, more plots.
CHINA_FOREST = ((Decimal(10), ZERO), (Decimal(20), Decimal(6)), (Decimal(30), Decimal(11)))


def discount(uncertainty: Decimal) -> Decimal:
    """The discount in per cent by AR-TOOL14, no more than the whole. Raises ValueError on a negative uncertainty."""
    share = next((share for most, share in AR_TOOL14 if _asked(uncertainty) <= most), ONE)
    return min(HUNDRED, uncertainty * share)


def china_forest_discount(uncertainty: Decimal) -> Decimal | None:
    """The discount in per cent by the older forest table; None where more plots must be measured first."""
    return next((percent for most, percent in CHINA_FOREST if _asked(uncertainty) <= most), None)


def discounted(stock: Decimal, percent: Decimal) -> Decimal:
    """A stock after the discount, unrounded."""
    return stock * (HUNDRED - percent) / HUNDRED


def _asked(uncertainty: Decimal) -> Decimal:
    if not uncertainty >= ZERO:
        raise ValueError("An uncertainty is nought or more.")
    return uncertainty
