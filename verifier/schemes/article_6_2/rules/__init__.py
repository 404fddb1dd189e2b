"""The rules of the scheme: the letters of authorisation, the balances, the blocks of units."""

from verifier.rulebook import authorisation_rules
from verifier.rulebook.authorisation_rules import Asked
from verifier.rulebook.rules import Rule, rules_of
from verifier.schemes.article_6_2 import letters
from verifier.schemes.article_6_2.rules import accounting, blocks

RULES: tuple[Rule, ...] = (
    *authorisation_rules.rules(
        Asked(
            drawn=letters.drawn_of,
            approach=lambda facts: str(facts.particulars.approach),
            sector=lambda facts: str(facts.particulars.sector),
        )
    ),
    *rules_of(vars(accounting)),
    *rules_of(vars(blocks)),
)
