"""What the rules of all four documents need: what the case is about."""

from datetime import date

from verifier.rulebook.facts import ReportFacts
from verifier.schemes.iscc_eu.particulars import Particulars

HOURLY_FROM = date(2030, 1, 1)  # CDR (EU) 2023/1184 Art. 6


def renewable_fuel(facts: ReportFacts) -> Particulars | None:
    """The particulars, where the case is about a fuel from renewable electricity."""
    own: Particulars = facts.particulars
    return None if own.is_biofuel else own


def is_hourly(facts: ReportFacts) -> bool:
    return facts.period_from >= HOURLY_FROM
