"""The worked cases of the scheme: facts, and the results and breaches that must come of them."""

from verifier.schemes.iscc_eu.examples.breaches import BIOFUELS, BREACHES
from verifier.schemes.iscc_eu.examples.intensity import INTENSITY
from verifier.schemes.iscc_eu.examples.metering import METERING

EXAMPLES = (*INTENSITY, *METERING, *BIOFUELS, *BREACHES)
