"""The worked cases of the scheme: facts, and the results and breaches that must come of them."""

from verifier.schemes.ccer.examples.admission import ADMISSION
from verifier.schemes.ccer.examples.quantities import QUANTITIES
from verifier.schemes.ccer.examples.work import WORK

EXAMPLES = (*QUANTITIES, *ADMISSION, *WORK)
