"""The rules of the scheme: who verifies and how, what the data must be, what the plant can do, what the report says."""

from verifier.rulebook import installation_rules
from verifier.rulebook.installation_rules import InstallationClauses
from verifier.rulebook.rules import Rule, rules_of
from verifier.schemes.china_ets.figures import GUIDE
from verifier.schemes.china_ets.rules import data, plant, report, work

RULES: tuple[Rule, ...] = (
    *(found for part in (work, data, plant, report) for found in rules_of(vars(part))),
    *installation_rules.rules(
        InstallationClauses(
            period=f"{GUIDE} §3",
            sources=f"{GUIDE} §3.4",
            gaps=f"{GUIDE} §3.6",
            credits="温室气体自愿减排交易管理办法（试行） Art. 10",
        )
    ),
)
