"""The rules of the scheme: eligibility and period, the methodology, the verification."""

from verifier.rulebook import power_rules
from verifier.rulebook.power_rules import PowerClauses
from verifier.rulebook.rules import Rule
from verifier.schemes.vcs.kinds import MATERIALITY

RULES: tuple[Rule, ...] = power_rules.rules(
    PowerClauses(crediting_period="VCS Standard, crediting period", double_claim="VCS Standard, double issuance"),
    MATERIALITY,
)
