"""The rules of the scheme, document by document."""

from verifier.rulebook.certification_rules import AUDIT
from verifier.rulebook.custody_rules import CUSTODY, supplies_are_certified
from verifier.rulebook.fuel_plausibility import PLAUSIBLE
from verifier.rulebook.fuel_rules import METHOD
from verifier.rulebook.interval_rules import INTERVALS
from verifier.rulebook.rules import Rule, rules_of
from verifier.schemes.iscc_eu.rules import assignment, electricity, intensity, red, stations

# The printed form of the system's certificate numbers; the letters and digits in the middle name the body.
NUMBER = r"EU-ISCC-Cert-[A-Z]{2}[0-9]{3}-[0-9]{7,11}"

RULES: tuple[Rule, ...] = (
    *rules_of(vars(red)),
    *rules_of(vars(stations)),
    *rules_of(vars(electricity)),
    *INTERVALS,
    *rules_of(vars(intensity)),
    *METHOD,
    *PLAUSIBLE,
    *rules_of(vars(assignment)),
    *AUDIT,
    supplies_are_certified(NUMBER),
    *CUSTODY,
)
