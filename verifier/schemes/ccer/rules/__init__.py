"""The rules of the scheme: the measures, the methodology, and what the family asks of power in a grid."""

from dataclasses import replace

from verifier.rulebook import power_rules
from verifier.rulebook.other_programmes import other_programmes_rule
from verifier.rulebook.power_rules import PowerClauses
from verifier.rulebook.rules import Rule, rules_of
from verifier.schemes.ccer.figures import CERTIFICATES, MEASURES, OFFSHORE_WIND, SOLAR_THERMAL
from verifier.schemes.ccer.kinds import MATERIALITY
from verifier.schemes.ccer.rules import body, eligibility, methodology, reductions

_METHODS = f"{SOLAR_THERMAL}, {OFFSHORE_WIND}"
# Neither of the two technologies has a reservoir.
_OF_RESERVOIRS = {"reservoir_is_dense_enough", "total_generation_is_metered"}

_POWER = (
    power_rules.crediting_length(f"{_METHODS} 5.2.2"),
    *power_rules.rules(
        PowerClauses(crediting_period=f"{MEASURES} Art. 17", double_claim=f"{MEASURES} Art. 48; {CERTIFICATES}"),
        MATERIALITY,
    ),
)

RULES: tuple[Rule, ...] = (
    *(found for module in (eligibility, reductions, body, methodology) for found in rules_of(vars(module))),
    # To be registered with another mechanism is enough to break uniqueness, whether anything was issued there or not.
    other_programmes_rule(f"{MEASURES} Art. 10, 48"),
    *(replace(one, clause=one.clause.replace("ACM0002", _METHODS)) for one in _POWER if one.code not in _OF_RESERVOIRS),
)
