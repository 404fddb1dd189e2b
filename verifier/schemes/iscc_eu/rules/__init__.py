"""The rules of the scheme, one module per document, in the order of the documents."""

from verifier.rulebook.rules import Rule, rules_of
from verifier.schemes.iscc_eu.rules import audit, electricity, intensity, red

RULES: tuple[Rule, ...] = tuple(
    found for document in (red, electricity, intensity, audit) for found in rules_of(vars(document))
)
