"""The worked cases of the scheme: facts, and the figures and breaches that must come of them."""

from verifier.schemes.china_ets.examples.data import DATA
from verifier.schemes.china_ets.examples.plant import PLANT
from verifier.schemes.china_ets.examples.report import EMISSIONS, REPORT

EXAMPLES = (*EMISSIONS, *DATA, *PLANT, *REPORT)
